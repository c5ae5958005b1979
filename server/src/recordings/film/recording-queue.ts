import { Injectable } from '@nestjs/common'
import type { ClipType } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { LeaseLost } from '../../library/processing/faults.ts'
import { Clock } from '../../platform/clock.ts'
import { Config } from '../../platform/config.ts'
import { Database } from '../../platform/database/database.ts'
import { Notices } from '../../platform/database/notices.ts'
import { newId } from '../../platform/id.ts'

/** Sent when work on a recording was put into the queue. */
export const RECORDING_WORK_QUEUED = 'recordings.queued'

/** A part of a recording on its way into the library. */
export interface ClipOrder {
  readonly personId: string
  readonly orgId: string
  readonly type: ClipType
  readonly title: string
  readonly fromMs: number
  readonly toMs: number
}

/** A job in the hands of one worker; `token` is its right to write. */
export interface RecordingLease {
  readonly id: string
  readonly token: string
  readonly recordingId: string
  readonly kind: 'film' | 'clip'
  readonly done: readonly string[]
  readonly attempts: number
  /** Of clips only. */
  readonly clip: ClipOrder | null
}

const OURS = `id = $1 and leased_by = $2 and state = 'RUNNING'`
const RELEASED = 'leased_by = null, leased_until = null'
const NUL = String.fromCharCode(0)

/** The table `recording_job` is the queue, leased and fenced as `ProcessingQueue` leases its own. */
@Injectable()
export class RecordingQueue {
  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  /** Asks for the film of a recording; one that was made is made anew, because pieces have come since. */
  async enqueueFilm(tx: EntityManager, recordingId: string): Promise<void> {
    const rows = (await tx.query(
      `insert into recording_job as j (id, recording_id, kind, queued_at) values ($1, $2, 'film', $3)
       on conflict (recording_id) where kind = 'film' do update
         set state = 'QUEUED', done = '{}', progress = 0, attempts = 0, step = null, log = '', leased_by = null,
             leased_until = null, queued_at = excluded.queued_at, finished_at = null
       returning id`,
      [newId(), recordingId, this.clock.now()],
    )) as { id: string }[]
    await tx.query('delete from recording_made where job_id = $1', [rows[0]?.id])
    await this.notices.publish(tx, RECORDING_WORK_QUEUED, {})
  }

  /** @returns the id of the job */
  async enqueueClip(tx: EntityManager, recordingId: string, clip: ClipOrder): Promise<string> {
    const id = newId()
    await tx.query(
      `insert into recording_job (id, recording_id, kind, queued_at, person_id, org_id, type, title, from_ms, to_ms)
       values ($1, $2, 'clip', $3, $4, $5, $6, $7, $8, $9)`,
      [
        id,
        recordingId,
        this.clock.now(),
        clip.personId,
        clip.orgId,
        clip.type,
        clip.title,
        clip.fromMs,
        clip.toMs,
      ],
    )
    await this.notices.publish(tx, RECORDING_WORK_QUEUED, {})
    return id
  }

  /** What somebody asked for comes first, and what waits longest; a clip waits for its film. */
  async claim(): Promise<RecordingLease | undefined> {
    const rows = await this.writing<RecordingLease>(
      `update recording_job set state = 'RUNNING', attempts = attempts + 1, leased_by = $1, log = '',
              leased_until = now() + $2 * interval '1 ms'
        where id = (
          select j.id from recording_job j
           where j.state in ('QUEUED', 'RUNNING') and (j.leased_until is null or j.leased_until < now())
             and (j.kind = 'film' or exists (select from recording_film f where f.recording_id = j.recording_id))
           order by j.kind, j.queued_at, j.id limit 1 for update skip locked)
        returning id, leased_by as token, recording_id as "recordingId", kind, done, attempts,
                  case when kind = 'clip' then jsonb_build_object('personId', person_id, 'orgId', org_id, 'type', type,
                    'title', title, 'fromMs', from_ms, 'toMs', to_ms) end as clip`,
      [newId(), this.config.processingLeaseMs],
    )
    return rows[0]
  }

  /** Heartbeat. @throws LeaseLost */
  async renew({ id, token }: RecordingLease): Promise<void> {
    await this.ours(
      `update recording_job set leased_until = now() + $3 * interval '1 ms' where ${OURS} returning id`,
      [id, token, this.config.processingLeaseMs],
    )
  }

  /** @throws LeaseLost */
  async report({ id, token }: RecordingLease, step: string, progress: number): Promise<void> {
    await this.ours(
      `update recording_job set step = $3, progress = greatest(progress, $4) where ${OURS} returning id`,
      [id, token, step, progress],
    )
  }

  /** A finished step with what it made: all of it or nothing. It is a fresh start for the count of attempts. @throws LeaseLost */
  async keep(
    { id, token }: RecordingLease,
    step: string,
    progress: number,
    made: readonly { name: string; blobSha: string }[],
    also: (tx: EntityManager) => Promise<void> = async () => undefined,
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.ours(
        `update recording_job set done = done || $3::text, progress = greatest(progress, $4), attempts = 1
          where ${OURS} returning id`,
        [id, token, step, progress],
        tx,
      )
      for (const { name, blobSha } of made)
        await tx.query(
          `insert into recording_made (job_id, name, blob_sha) values ($1, $2, $3)
           on conflict (job_id, name) do update set blob_sha = excluded.blob_sha`,
          [id, name, blobSha],
        )
      await also(tx)
    })
  }

  /** The end of a job. What its steps made on the way is let go. `tx`: together with what it is for. @throws LeaseLost */
  async finish(
    { id, token }: RecordingLease,
    tx: EntityManager,
    resourceId: string | null = null,
  ): Promise<void> {
    await this.ours(
      `update recording_job set state = 'READY', ${RELEASED}, step = null, progress = 1, finished_at = now(),
              resource_id = $3 where ${OURS} returning id`,
      [id, token, resourceId],
      tx,
    )
    await tx.query('delete from recording_made where job_id = $1', [id])
  }

  /** Ends it for good. @throws LeaseLost */
  async fail({ id, token }: RecordingLease, log: string, tx?: EntityManager): Promise<void> {
    await this.ours(
      `update recording_job set state = 'FAILED', ${RELEASED}, log = $3, finished_at = now() where ${OURS} returning id`,
      [id, token, log.replaceAll(NUL, '')],
      tx,
    )
  }

  /** Puts it back: after a failed attempt, or (`counts` false) although nothing went wrong with it. @throws LeaseLost */
  async release({ id, token }: RecordingLease, seconds: number, log: string, counts: boolean): Promise<void> {
    await this.ours(
      `update recording_job set state = 'QUEUED', leased_by = null, leased_until = now() + $3 * interval '1 s', log = $4,
              attempts = greatest(0, attempts - $5) where ${OURS} returning id`,
      [id, token, seconds, log.replaceAll(NUL, ''), counts ? 0 : 1],
    )
  }

  /** What finished steps of a job have made. */
  async made(jobId: string): Promise<Map<string, string>> {
    const rows = await this.database.rows<{ name: string; blobSha: string }>(
      'select name, blob_sha as "blobSha" from recording_made where job_id = $1',
      [jobId],
    )
    return new Map(rows.map(({ name, blobSha }) => [name, blobSha]))
  }

  /** Of these names of work folders those that still belong to a lease. */
  async alive(tokens: readonly string[]): Promise<Set<string>> {
    const rows = await this.database.rows<{ token: string }>(
      'select leased_by as token from recording_job where leased_by = any($1)',
      [tokens],
    )
    return new Set(rows.map(({ token }) => token))
  }

  private async ours(sql: string, parameters: unknown[], tx?: EntityManager): Promise<void> {
    if ((await this.writing(sql, parameters, tx)).length === 0) throw new LeaseLost()
  }

  /** The driver answers an UPDATE with its rows and their number. */
  private async writing<T>(sql: string, parameters: unknown[], tx = this.database.manager): Promise<T[]> {
    const [rows] = (await tx.query(sql, parameters)) as [T[], number]
    return rows
  }
}
