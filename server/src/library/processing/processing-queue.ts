import { Injectable } from '@nestjs/common'
import type { FileKind, ProcessingState, ProcessingStep, TechnicalFinding } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { Config } from '../../platform/config.ts'
import { Database } from '../../platform/database/database.ts'
import { Notices } from '../../platform/database/notices.ts'
import { newId } from '../../platform/id.ts'
import type { Facts } from './facts.ts'
import { LeaseLost } from './faults.ts'
import { isProcessed } from './pipeline.rules.ts'

/** Sent when work was put into the queue. */
export const PROCESSING_QUEUED = 'processing.queued'
/** Sent with a `ProcessingNotice`: at most once a second for each job, and at every change of its state. */
export const PROCESSING_CHANGED = 'processing.changed'

export interface ProcessingNotice {
  readonly blobSha: string
  readonly state: ProcessingState
  readonly step: ProcessingStep | null
  readonly progress: number
  readonly playable: boolean
}

/** A job in the hands of one worker; `token` is its right to write. */
export interface Lease {
  readonly token: string
  readonly blobSha: string
  readonly kind: FileKind
  readonly mimeType: string
  readonly maxHeight: number
  readonly attempts: number
  readonly playable: boolean
  readonly facts: Facts
}

export interface NewRendition {
  readonly name: string
  readonly blobSha: string
  readonly mimeType: string
}

export interface FinishedStep {
  readonly facts: Facts
  readonly renditions: readonly NewRendition[]
  readonly progress: number
  readonly playable: boolean
  /** What is written in the file; undefined: nothing new. */
  readonly text: string | undefined
}

export interface Wanted {
  readonly blobSha: string
  readonly kind: FileKind
  readonly mimeType: string
  /** 720 unless told; 1080 for 优课. */
  readonly maxHeight?: number
}

const NOTICE = `json_build_object('blobSha', blob_sha, 'state', state, 'step', step, 'progress', progress, 'playable', playable) as notice`
/** Characters of a file that can be searched. */
const MOST_TEXT = 200_000
const OURS = `blob_sha = $1 and leased_by = $2 and state = 'RUNNING'`
const RELEASED = `leased_by = null, leased_until = null`

/**
 * The table `processing` is the queue. Not pg-boss, which this process uses for daily work: its leases, heartbeats (10 s and more)
 * and fences guard its own rows only. State, progress and renditions would still need a fence of their own in the same transaction,
 * a cancel would have to reach a running worker beside it, and pages would read a second state to be kept in step with the first.
 *
 * A lease is a random token in `leased_by` with a time in `leased_until`, both by the clock of Postgres. Every write of a worker
 * names its token and finds no row when the job has gone to somebody else or was cancelled. What a worker puts into the
 * object store before it learns that is content-addressed and harmless.
 */
@Injectable()
export class ProcessingQueue {
  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly notices: Notices,
  ) {}

  /**
   * Asks for the work on a blob, inside the transaction that begins to use it. Done once for all who use the blob: asked again,
   * only what is missing (a higher picture, or all of it after a failure) is done.
   */
  async enqueue({ blobSha, kind, mimeType, maxHeight = 720 }: Wanted, tx: EntityManager): Promise<void> {
    if (!isProcessed(kind)) return
    const rows = await this.database.rows(
      `with asked as (
         insert into processing as p (blob_sha, kind, mime_type, max_height, state, queued_at)
         values ($1, $2, $3, $4, 'QUEUED', now())
         on conflict (blob_sha) do update
           set max_height = greatest(p.max_height, excluded.max_height),
               state = case when p.state = 'RUNNING' then p.state else 'QUEUED' end,
               attempts = 0, findings = '[]', queued_at = now(), finished_at = null
         where p.max_height < excluded.max_height or p.state in ('FAILED', 'CANCELLED')
         returning blob_sha, state, step, progress, playable)
       select ${NOTICE} from asked`,
      [blobSha, kind, mimeType, maxHeight],
      tx,
    )
    if (rows.length > 0) await this.notices.publish(tx, PROCESSING_QUEUED, { blobSha })
  }

  /** The next job of these kinds: what nobody can play yet comes first, then the longest wait; a dead worker's job counts as waiting. */
  async claim(kinds: readonly FileKind[]): Promise<Lease | undefined> {
    const [lease] = await this.writing<Lease>(
      `update processing set state = 'RUNNING', attempts = attempts + 1, leased_by = $2, findings = '[]', log = '',
              leased_until = now() + $3 * interval '1 ms'
        where blob_sha = (
          select blob_sha from processing
           where state in ('QUEUED', 'RUNNING') and kind = any($1) and (leased_until is null or leased_until < now())
           order by playable, queued_at, blob_sha limit 1 for update skip locked)
        returning leased_by as token, blob_sha as "blobSha", kind, mime_type as "mimeType", max_height as "maxHeight",
                  attempts, playable, facts, ${NOTICE}`,
      [kinds, newId(), this.config.processingLeaseMs],
    )
    return lease
  }

  /** Heartbeat. @throws LeaseLost */
  async renew({ blobSha, token }: Lease): Promise<void> {
    await this.ours(
      `update processing set leased_until = now() + $3 * interval '1 ms' where ${OURS} returning 1 as ours`,
      [blobSha, token, this.config.processingLeaseMs],
    )
  }

  /** @throws LeaseLost */
  async report({ blobSha, token }: Lease, step: ProcessingStep, progress: number): Promise<void> {
    await this.ours(`update processing set step = $3, progress = $4 where ${OURS} returning ${NOTICE}`, [
      blobSha,
      token,
      step,
      progress,
    ])
  }

  /**
   * Keeps what a step has made: all of it or nothing. A finished step is a fresh start for the count of attempts.
   * @throws LeaseLost
   */
  async keep({ blobSha, token }: Lease, finished: FinishedStep): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.ours(
        `update processing set facts = $3, progress = $4, playable = $5, attempts = 1 where ${OURS} returning ${NOTICE}`,
        [blobSha, token, JSON.stringify(finished.facts), finished.progress, finished.playable],
        tx,
      )
      for (const { name, blobSha: made, mimeType } of finished.renditions) {
        await tx.query(
          `insert into rendition (source_sha, name, blob_sha, mime_type) values ($1, $2, $3, $4)
           on conflict (source_sha, name) do update set blob_sha = excluded.blob_sha, mime_type = excluded.mime_type`,
          [blobSha, name, made, mimeType],
        )
      }
      if (finished.text !== undefined)
        await tx.query(
          `insert into file_text (blob_sha, text) values ($1, $2) on conflict (blob_sha) do update set text = excluded.text`,
          [blobSha, finished.text.replaceAll('\0', '').slice(0, MOST_TEXT)],
        )
    })
  }

  /**
   * All steps are done; it goes back into the queue when a higher picture was asked for meanwhile.
   * @throws LeaseLost
   */
  async finish({ blobSha, token, maxHeight }: Lease): Promise<void> {
    await this.ours(
      `update processing set ${RELEASED}, attempts = 0, step = null,
              state = case when max_height = $3 then 'READY' else 'QUEUED' end,
              progress = case when max_height = $3 then 1 else progress end,
              finished_at = case when max_height = $3 then now() end
        where ${OURS} returning ${NOTICE}`,
      [blobSha, token, maxHeight],
    )
  }

  /** Ends it for good, until its author asks again. @throws LeaseLost */
  async fail({ blobSha, token }: Lease, findings: readonly TechnicalFinding[], log: string): Promise<void> {
    await this.ours(
      `update processing set state = 'FAILED', ${RELEASED}, findings = $3, log = $4, finished_at = now()
        where ${OURS} returning ${NOTICE}`,
      [blobSha, token, JSON.stringify(findings), readable(log)],
    )
  }

  /** Puts it back after a failed attempt. @throws LeaseLost */
  async postpone({ blobSha, token }: Lease, seconds: number, log: string): Promise<void> {
    await this.ours(
      `update processing set state = 'QUEUED', leased_by = null, leased_until = now() + $3 * interval '1 s', log = $4
        where ${OURS} returning ${NOTICE}`,
      [blobSha, token, seconds, readable(log)],
    )
  }

  /** Puts it back although nothing went wrong with it; not an attempt. @throws LeaseLost */
  async release(
    { blobSha, token }: Lease,
    seconds: number,
    findings: readonly TechnicalFinding[] = [],
  ): Promise<void> {
    await this.ours(
      `update processing set state = 'QUEUED', leased_by = null, leased_until = now() + $3 * interval '1 s',
              attempts = greatest(0, attempts - 1), findings = $4
        where ${OURS} returning ${NOTICE}`,
      [blobSha, token, seconds, JSON.stringify(findings)],
    )
  }

  /** Whether a file that nobody can play yet waits in this lane. */
  async othersWait(kinds: readonly FileKind[]): Promise<boolean> {
    const rows = await this.database.rows(
      `select 1 from processing where state = 'QUEUED' and not playable and kind = any($1)
          and (leased_until is null or leased_until < now()) limit 1`,
      [kinds],
    )
    return rows.length > 0
  }

  /** Stops the work wherever it is. @returns false when there was nothing to stop */
  async cancel(blobSha: string, tx: EntityManager): Promise<boolean> {
    const stopped = await this.writing(
      `update processing set state = 'CANCELLED', ${RELEASED}, attempts = 0, step = null, finished_at = now()
        where blob_sha = $1 and state in ('QUEUED', 'RUNNING') returning ${NOTICE}`,
      [blobSha],
      tx,
    )
    return stopped.length > 0
  }

  /** Takes a failed or cancelled job up again; finished steps stay finished. @returns false when it is neither */
  async retry(blobSha: string, tx: EntityManager): Promise<boolean> {
    const queued = await this.writing(
      `update processing set state = 'QUEUED', ${RELEASED}, attempts = 0, findings = '[]', log = '', queued_at = now(),
              finished_at = null
        where blob_sha = $1 and state in ('FAILED', 'CANCELLED') returning ${NOTICE}`,
      [blobSha],
      tx,
    )
    if (queued.length > 0) await this.notices.publish(tx, PROCESSING_QUEUED, { blobSha })
    return queued.length > 0
  }

  /** @throws Error when the source has no such rendition */
  async renditionBlob(sourceSha: string, name: string): Promise<string> {
    const [row] = await this.database.rows<{ blobSha: string }>(
      'select blob_sha as "blobSha" from rendition where source_sha = $1 and name = $2',
      [sourceSha, name],
    )
    if (!row) throw new Error(`No rendition ${name} of ${sourceSha}`)
    return row.blobSha
  }

  /** Names of the work folders of `tokens` that still belong to a lease. */
  async alive(tokens: readonly string[]): Promise<Set<string>> {
    const rows = await this.database.rows<{ token: string }>(
      'select leased_by as token from processing where leased_by = any($1)',
      [tokens],
    )
    return new Set(rows.map(({ token }) => token))
  }

  /** Lets go of what was made from blobs that no file uses any more, so that the garbage collection may have both. */
  async forgetUnused(): Promise<void> {
    await this.database.rows(
      `with unused as (
         select blob_sha from processing p
          where state <> 'RUNNING' and queued_at < now() - interval '1 day'
            and not exists (select from resource_file f where f.blob_sha = p.blob_sha)
          for update skip locked),
       made as (delete from rendition where source_sha in (select blob_sha from unused))
       delete from processing where blob_sha in (select blob_sha from unused)`,
    )
  }

  private async ours(sql: string, parameters: unknown[], tx?: EntityManager): Promise<void> {
    if ((await this.writing(sql, parameters, tx)).length === 0) throw new LeaseLost()
  }

  /** Runs an UPDATE and tells everybody about the rows that have a `notice`. */
  private async writing<T>(sql: string, parameters: unknown[], tx?: EntityManager): Promise<T[]> {
    if (!tx) return this.database.transaction((own) => this.writing<T>(sql, parameters, own))
    // The driver answers an UPDATE with its rows and their number.
    const [rows] = (await tx.query(sql, parameters)) as [(T & { notice?: ProcessingNotice })[], number]
    for (const { notice } of rows) if (notice) await this.notices.publish(tx, PROCESSING_CHANGED, notice)
    return rows
  }
}

const NUL = String.fromCharCode(0)

/** Postgres stores no NUL. */
const readable = (log: string) => log.replaceAll(NUL, '')
