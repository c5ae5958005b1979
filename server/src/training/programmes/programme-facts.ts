import { Injectable } from '@nestjs/common'
import type { ProgrammeSessionKind, SessionStanding } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { percentOf } from '../../library/watch/watching.rules.ts'
import { Database } from '../../platform/database/database.ts'
import { standingOf, type SessionFacts } from './assessment.rules.ts'
import { LiveMinutes } from './live-minutes.ts'
import { ProgrammePolicies } from './programme-policies.ts'

interface Row {
  personId: string
  sessionId: string
  kind: ProgrammeSessionKind
  lessonId: string | null
  days: number | null
  inAt: Date | null
  outAt: Date | null
  reason: string | null
  hasTest: boolean
  testBest: number | null
  attempts: number
  signedDays: number
  watchedMs: number | null
  durationMs: number | null
}

/** What the server itself knows of people at the sessions of a programme. Nothing of it comes from a page's word. */
@Injectable()
export class ProgrammeFactsReading {
  constructor(
    private readonly database: Database,
    private readonly live: LiveMinutes,
    private readonly policies: ProgrammePolicies,
  ) {}

  /** By person, then in the order of the sessions. */
  async standings(
    programmeId: string,
    personIds: readonly string[],
    tx: EntityManager = this.database.manager,
  ): Promise<Map<string, { sessionId: string; standing: SessionStanding }[]>> {
    const policy = await this.policies.today()
    const rows = await this.database.rows<Row>(FACTS, [programmeId, personIds], tx)
    const lessonIds = [...new Set(rows.flatMap(({ lessonId }) => lessonId ?? []))]
    const live = new Map(
      await Promise.all(lessonIds.map(async (id) => [id, await this.live.of(id, personIds)] as const)),
    )
    const standings = rows.map((row) => {
      const lesson = row.lessonId === null ? undefined : live.get(row.lessonId)
      const facts: SessionFacts = {
        ...row,
        inAt: row.inAt?.getTime() ?? null,
        outAt: row.outAt?.getTime() ?? null,
        minutes: lesson?.minutes.get(row.personId) ?? null,
        liveMinutes: lesson?.heldMinutes ?? null,
        watchedPercent: row.kind === 'video' ? percentOf(row.watchedMs ?? 0, row.durationMs) : null,
      }
      return { personId: row.personId, sessionId: row.sessionId, standing: standingOf(facts, policy) }
    })
    return Map.groupBy(standings, ({ personId }) => personId)
  }
}

/**
 * One row for each person and session. A video counts by the best-watched of its published versions: an update does not take
 * from anybody what they have seen; of several files the least watched decides.
 */
const FACTS = `
  with film as (
    select s.id as session_id, v.id as version_id, f.blob_sha, (p.facts->>'durationMs')::float8 as duration
      from programme_session s
      join resource_version v on v.resource_id = s.resource_id and v.state in ('PUBLISHED', 'SCHOOL_PUBLISHED', 'SUPERSEDED')
      join resource_file f on f.version_id = v.id and f.role in ('main', 'recording')
      join processing p on p.blob_sha = f.blob_sha and (p.facts->>'durationMs')::float8 > 0
     where s.programme_id = $1
  ),
  seen as (
    select distinct on (m.session_id, k.person_id, m.version_id) m.session_id, k.person_id, m.version_id,
           coalesce(w.watched_ms, 0) as watched, m.duration
      from film m cross join (select unnest($2::uuid[]) as person_id) k
      left join watched w on w.viewer_id = k.person_id and w.blob_sha = m.blob_sha
     order by m.session_id, k.person_id, m.version_id, coalesce(w.watched_ms, 0) / m.duration
  ),
  best as (
    select distinct on (session_id, person_id) * from seen
     order by session_id, person_id, watched / duration desc
  )
  select k.person_id as "personId", s.id as "sessionId", s.kind, s.lesson_id as "lessonId", s.days,
         a.in_at as "inAt", a.out_at as "outAt", a.reason, t.session_id is not null as "hasTest",
         r.best as "testBest", coalesce(r.attempts, 0) as attempts,
         (select count(*)::int from programme_log_day d
           where d.session_id = s.id and d.person_id = k.person_id and d.signed_at is not null) as "signedDays",
         b.watched::float8 as "watchedMs", b.duration as "durationMs"
    from (select unnest($2::uuid[]) as person_id) k
    cross join programme_session s
    left join programme_attendance a on a.session_id = s.id and a.person_id = k.person_id
    left join programme_test t on t.session_id = s.id
    left join best b on b.session_id = s.id and b.person_id = k.person_id
    left join lateral (select max(score)::int as best, count(*)::int as attempts from programme_attempt
                        where session_id = s.id and person_id = k.person_id) r on true
   where s.programme_id = $1
   order by s.starts_at, s.id`
