import { Injectable } from '@nestjs/common'
import { Refusal, type EndpointRequest, type Watched, type openPlay, type reportPlay } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import type { Principal } from '../../people/principal.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { newId } from '../../platform/id.ts'
import { StatementOutbox } from '../exchange/xapi/statement-outbox.ts'
import { FileAccess, type SeenFile } from '../files/file-access.ts'
import { believed, lengthOf, multirange, percentOf, type Stretch } from './watching.rules.ts'

type Report = EndpointRequest<typeof reportPlay>['body']

interface Play {
  id: string
  blobSha: string
  resourceId: string
  fileId: string
  reportedAt: Date
  sequence: number
  ranMs: number
  isCurrent: boolean
  durationMs: number | null
  classId: string | null
}

/** What a viewer has really been shown. A room counts as itself: a class watches together. */
@Injectable()
export class WatchingService {
  constructor(
    private readonly database: Database,
    private readonly files: FileAccess,
    private readonly statements: StatementOutbox,
    private readonly clock: Clock,
  ) {}

  /** Ends what the viewer watched before: one pair of eyes counts once. */
  async open(
    who: Principal,
    fileId: string,
    { inClass }: EndpointRequest<typeof openPlay>['body'],
  ): Promise<{ playId: string; watched: Watched }> {
    const file = await this.files.see(who, fileId)
    const playId = newId()
    const now = this.clock.now()
    await this.database.transaction(async (tx) => {
      // One opening after another: two at the same moment would both be the current one.
      await tx.query('select pg_advisory_xact_lock(hashtext($1))', [`play ${who.id}`])
      await tx.query('update play set is_current = false where viewer_id = $1 and is_current', [who.id])
      await tx.query(OPEN, [
        playId,
        who.id,
        who.kind,
        file.resource.id,
        fileId,
        file.blobSha,
        orgOf(who),
        inClass,
        now,
        who.kind === 'device' ? who.classId : null,
      ])
      await tx.query(REMEMBER, [who.id, file.blobSha, file.resource.id, now])
      await this.statements.opened(tx, { id: playId, viewerId: who.id, fileId, blobSha: file.blobSha }, now)
    })
    return { playId, watched: await this.watched(who, file) }
  }

  /** @throws Refusal play.closed when the viewer has opened another file since; a repeated report changes nothing */
  async report(who: Principal, playId: string, report: Report): Promise<Watched> {
    const now = this.clock.now()
    return this.database.transaction(async (tx) => {
      const [play] = await this.database.rows<Play>(PLAY, [playId, who.id], tx)
      if (!play) throw new Refusal('not_found')
      if (!play.isCurrent) throw new Refusal('play.closed')
      const before = await this.row(tx, who, play)
      if (report.sequence <= play.sequence) return present(play.fileId, play.durationMs, before)
      const shown = await this.add(tx, who, play, report, now)
      const after = await this.row(tx, who, play)
      const progress = {
        isFirst: play.ranMs === 0,
        shown,
        beforeMs: before?.watchedMs ?? 0,
        afterMs: after?.watchedMs ?? 0,
      }
      await this.statements.reported(tx, { ...play, viewerId: who.id }, progress, now)
      return present(play.fileId, play.durationMs, after)
    })
  }

  /** What of the report is believed goes into what the viewer has seen. */
  private async add(
    tx: EntityManager,
    who: Principal,
    play: Play,
    report: Report,
    now: Date,
  ): Promise<Stretch[]> {
    const { stretches, speed, position, sequence } = report
    const { durationMs } = play
    const elapsedMs = now.getTime() - play.reportedAt.getTime()
    const shown = believed({ stretches, speed, elapsedMs, durationMs })
    await tx.query('update play set sequence = $2, reported_at = $3, ran_ms = ran_ms + $4 where id = $1', [
      play.id,
      sequence,
      now,
      lengthOf(shown),
    ])
    const positionMs = Math.min(Math.round(position * 1000), durationMs ?? Infinity)
    await tx.query(ADD, [who.id, play.blobSha, multirange(shown), positionMs, now])
    if (play.classId !== null && shown.length > 0)
      await tx.query(ADD_FOR_CLASS, [play.classId, play.blobSha, multirange(shown), now])
    return shown
  }

  private async row(tx: EntityManager, who: Principal, { blobSha }: Play): Promise<WatchedRow | undefined> {
    const [row] = await this.database.rows<WatchedRow>(WATCHED, [who.id, blobSha], tx)
    return row
  }

  /** What the viewer left unfinished, newest first; whether it may still be seen is for the caller to ask. */
  async unfinished(who: Principal, limit: number) {
    return this.database.rows<{ resourceId: string; positionMs: number; durationMs: number }>(UNFINISHED, [
      who.id,
      limit,
    ])
  }

  private async watched(who: Principal, file: SeenFile): Promise<Watched> {
    const [row] = await this.database.rows<WatchedRow>(WATCHED, [who.id, file.blobSha])
    return present(file.id, file.durationMs, row)
  }
}

interface WatchedRow {
  watchedMs: number
  positionMs: number
  updatedAt: Date
}

const present = (fileId: string, durationMs: number | null, row: WatchedRow | undefined): Watched => ({
  fileId,
  positionMs: row?.positionMs ?? 0,
  watchedMs: row?.watchedMs ?? 0,
  durationMs,
  percent: percentOf(row?.watchedMs ?? 0, durationMs),
  updatedAt: row?.updatedAt.getTime() ?? null,
})

const orgOf = (who: Principal): string | null =>
  who.kind === 'device' ? who.orgId : (who.posts[0]?.orgId ?? null)

const OPEN = `
  insert into play (id, viewer_id, viewer_kind, resource_id, file_id, blob_sha, org_id, in_class, opened_at, reported_at,
    class_id)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10)`

const REMEMBER = `
  insert into watched (viewer_id, blob_sha, resource_id, updated_at) values ($1, $2, $3, $4)
  on conflict (viewer_id, blob_sha) do update set resource_id = excluded.resource_id, updated_at = excluded.updated_at`

const PLAY = `
  select p.id, p.blob_sha as "blobSha", p.resource_id as "resourceId", p.file_id as "fileId",
         p.class_id as "classId", p.reported_at as "reportedAt", p.sequence, p.ran_ms::float8 as "ranMs", p.is_current as "isCurrent",
         (w.facts->>'durationMs')::float8::int as "durationMs"
    from play p left join processing w on w.blob_sha = p.blob_sha
   where p.id = $1 and p.viewer_id = $2 for update of p`

const ADD = `
  update watched set stretches = stretches + $3::int4multirange, position_ms = $4, updated_at = $5,
         watched_ms = (select coalesce(sum(upper(r) - lower(r)), 0) from unnest(stretches + $3::int4multirange) r)
   where viewer_id = $1 and blob_sha = $2`

/** Of the class, by any device of its room; multiranges merge what was shown twice. */
const ADD_FOR_CLASS = `
  insert into class_watched as c (class_id, blob_sha, stretches, watched_ms, updated_at)
  values ($1, $2, $3::int4multirange,
          (select coalesce(sum(upper(r) - lower(r)), 0) from unnest($3::int4multirange) r), $4)
  on conflict (class_id, blob_sha) do update set stretches = c.stretches + excluded.stretches,
    watched_ms = (select coalesce(sum(upper(r) - lower(r)), 0) from unnest(c.stretches + excluded.stretches) r),
    updated_at = excluded.updated_at`

const WATCHED = `
  select watched_ms as "watchedMs", position_ms as "positionMs", updated_at as "updatedAt"
    from watched where viewer_id = $1 and blob_sha = $2`

const UNFINISHED = `
  select w.resource_id as "resourceId", w.position_ms as "positionMs",
         (p.facts->>'durationMs')::float8::int as "durationMs"
    from watched w
    join processing p on p.blob_sha = w.blob_sha and p.facts ? 'durationMs'
   where w.viewer_id = $1 and w.position_ms > 5000 and w.position_ms < (p.facts->>'durationMs')::float8 * 0.95
   order by w.updated_at desc limit $2`
