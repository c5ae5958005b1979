import { Injectable } from '@nestjs/common'
import type { OutcomeKind, ResourceType, SessionOutcome, VersionState } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { Database } from '../../platform/database/database.ts'

export type MadeKind = Exclude<OutcomeKind, 'clip' | 'other'>

/** What was made, or is being made, from a source. `source`: the design, the person who reflected, the recording. */
export interface MadeOutcome {
  readonly kind: MadeKind
  readonly sourceId: string
  readonly resourceId: string | null
  readonly hasFailed: boolean
}

interface ResourceRow {
  kind: OutcomeKind
  resourceId: string
  type: ResourceType
  title: string
  authorId: string
  authorName: string
  state: VersionState
  at: Date
}
interface JobRow {
  type: ResourceType
  title: string
  personId: string
  authorName: string
  hasFailed: boolean
  at: Date
}

/** By lineage: also what somebody cut out of a recording on the page of its replay. */
const RESOURCES = `
  select coalesce(o.kind, case when j.id is null then 'other' else 'clip' end) as kind, r.id as "resourceId", r.type,
         v.metadata->>'title' as title, r.author_id as "authorId", p.name as "authorName", v.state, r.created_at as at
    from resource_lineage l join resource r on r.id = l.resource_id join person p on p.id = r.author_id
    join research_member m on m.session_id = l.source_id and m.person_id = r.author_id
    join lateral (select state, metadata from resource_version where resource_id = r.id order by number desc limit 1) v on true
    left join recording_job j on j.resource_id = r.id
    left join research_outcome o on o.session_id = l.source_id and (o.resource_id = r.id or o.job_id = j.id)
   where l.kind = 'research' and l.source_id = $1 order by r.created_at, r.id`

const JOBS = `
  select j.type, j.title, j.person_id as "personId", p.name as "authorName", j.state = 'FAILED' as "hasFailed", o.made_at as at
    from research_outcome o join recording_job j on j.id = o.job_id join person p on p.id = j.person_id
   where o.session_id = $1 and j.resource_id is null and j.state <> 'READY' order by o.made_at`

/** A film that could not be cut, or whose draft its author threw away. */
const ENDED = `(j.state = 'FAILED' or j.state = 'READY' and j.resource_id is null)`

/** Rows of what came out of sessions. */
@Injectable()
export class OutcomeStore {
  constructor(private readonly database: Database) {}

  async list(sessionId: string, viewerId: string): Promise<SessionOutcome[]> {
    const resources = await this.database.rows<ResourceRow>(RESOURCES, [sessionId])
    const jobs = await this.database.rows<JobRow>(JOBS, [sessionId])
    return [
      ...resources.map(({ authorId, at, ...row }) => ({
        ...row,
        hasFailed: false,
        at: at.getTime(),
        mine: authorId === viewerId,
      })),
      ...jobs.map(({ personId, at, ...row }) => ({
        ...row,
        kind: 'recording' as const,
        resourceId: null,
        state: null,
        at: at.getTime(),
        mine: personId === viewerId,
      })),
    ]
  }

  made(sessionId: string): Promise<MadeOutcome[]> {
    return this.database.rows<MadeOutcome>(
      `select o.kind, o.source_id as "sourceId", coalesce(o.resource_id, j.resource_id) as "resourceId",
              coalesce(${ENDED}, false) as "hasFailed"
         from research_outcome o left join recording_job j on j.id = o.job_id where o.session_id = $1`,
      [sessionId],
    )
  }

  /** @returns false when it was made before; waits for whoever makes it at this moment */
  async take(
    tx: EntityManager,
    one: {
      sessionId: string
      kind: MadeKind
      sourceId: string
      personId: string
      resourceId: string | null
      jobId: string | null
      at: Date
    },
  ): Promise<boolean> {
    const rows = await this.database.rows(
      `insert into research_outcome (session_id, kind, source_id, person_id, resource_id, job_id, made_at)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning session_id`,
      [one.sessionId, one.kind, one.sourceId, one.personId, one.resourceId, one.jobId, one.at],
      tx,
    )
    return rows.length > 0
  }

  /** Makes room for asking again. */
  async forgetFailed(tx: EntityManager, sessionId: string, recordingId: string): Promise<void> {
    await tx.query(
      `delete from research_outcome o using recording_job j
        where o.session_id = $1 and o.kind = 'recording' and o.source_id = $2 and j.id = o.job_id and ${ENDED}`,
      [sessionId, recordingId],
    )
  }

  /** Resources of its members that say they come from the session. */
  async count(sessionId: string, tx: EntityManager): Promise<number> {
    const [row] = await this.database.rows<{ count: number }>(
      `select count(*)::int as count from resource_lineage l join resource r on r.id = l.resource_id
         join research_member m on m.session_id = l.source_id and m.person_id = r.author_id
        where l.kind = 'research' and l.source_id = $1`,
      [sessionId],
      tx,
    )
    return row?.count ?? 0
  }
}
