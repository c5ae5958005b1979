import { Injectable } from '@nestjs/common'
import type { LessonEventBody, SessionCounting } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { ResearchPolicies } from '../research-policies.ts'
import type { StoredSession } from '../sessions/session-store.ts'
import { SessionWorkSources } from '../sessions/session-work.ts'
import { countSession, type Attendant } from './counting.rules.ts'
import { presencesOf, type Interval, type PresenceEvent } from './presence.rules.ts'

interface HeldLesson {
  lessonId: string
  purpose: 'meeting' | 'teaching'
  lecturerId: string
  startedAt: Date | null
  endedAt: Date | null
}

const KINDS = [
  'lecturer_online',
  'lecturer_lost',
  'member_online',
  'member_offline',
  'assistant_arrived',
  'assistant_left',
  'observer_arrived',
  'observer_left',
]

/** Who was in a session and whether it counts, by the logs of its rooms and the sound that media nodes heard. */
@Injectable()
export class SessionAttendance {
  constructor(
    private readonly database: Database,
    private readonly policies: ResearchPolicies,
    private readonly work: SessionWorkSources,
    private readonly clock: Clock,
  ) {}

  /** As it stands now: what was decided is in `research_session.counting`. */
  async count(session: StoredSession, tx: EntityManager = this.database.manager): Promise<SessionCounting> {
    const { held, intervals } = await this.presence(session.id, tx)
    const [spoken, sheets, members] = [
      await this.spoken(session.id, tx),
      await this.work.sheets(session, tx),
      await this.members(session.id, tx),
    ]
    const attendants = members.map((member): Attendant => ({
      ...member,
      intervals: intervals.get(member.personId) ?? [],
      spokenMs: spoken.get(member.personId) ?? 0,
      sheets: sheets.get(member.personId) ?? 0,
    }))
    return countSession({ held, members: attendants }, await this.policies.today())
  }

  /** When the session really took place, and who was there when. */
  async presence(
    sessionId: string,
    tx: EntityManager = this.database.manager,
  ): Promise<{ held: Interval[]; intervals: ReadonlyMap<string, Interval[]> }> {
    const lessons = await this.lessons(sessionId, tx)
    // Whoever watches a lesson of it may do so on the replay, at any time: only live rooms ask for presence.
    const meetings = lessons.filter(({ purpose }) => purpose === 'meeting')
    const rooms = meetings.length > 0 ? meetings : lessons
    const intervals = new Map<string, Interval[]>()
    for (const room of rooms)
      for (const [personId, there] of await this.presences(room, tx))
        intervals.set(personId, [...(intervals.get(personId) ?? []), ...there])
    return { held: rooms.map((room) => this.windowOf(room)), intervals }
  }

  private windowOf({ startedAt, endedAt }: HeldLesson): Interval {
    const from = startedAt?.getTime() ?? 0
    return { from, to: startedAt ? (endedAt ?? this.clock.now()).getTime() : from }
  }

  private lessons(sessionId: string, tx: EntityManager): Promise<HeldLesson[]> {
    return this.database.rows<HeldLesson>(
      `select x.lesson_id as "lessonId", x.purpose, l.lecturer_id as "lecturerId", l.started_at as "startedAt",
              l.ended_at as "endedAt"
         from research_session_lesson x join lesson l on l.id = x.lesson_id
        where x.session_id = $1 and l.started_at is not null`,
      [sessionId],
      tx,
    )
  }

  private async presences(room: HeldLesson, tx: EntityManager) {
    const rows = await this.database.rows<{ at: Date; body: LessonEventBody }>(
      'select at, body from lesson_event where lesson_id = $1 and kind = any($2) order by revision',
      [room.lessonId, KINDS],
      tx,
    )
    const events: PresenceEvent[] = rows.map(({ at, body }) => ({ at: at.getTime(), body }))
    return presencesOf(events, room.lecturerId, this.windowOf(room).to)
  }

  /** In all its rooms, by the places media nodes know; an assistant is whom the plan names. */
  private async spoken(sessionId: string, tx: EntityManager): Promise<Map<string, number>> {
    const rows = await this.database.rows<{ personId: string; spokenMs: string }>(
      `select person as "personId", sum(spoken_ms) as "spokenMs" from (
         select t.spoken_ms, case split_part(t.identity, ':', 1)
                  when 'lecturer' then l.lecturer_id::text
                  when 'member' then split_part(t.identity, ':', 2)
                  when 'assistant' then g.assistant_id::text
                end as person
           from research_session_lesson x join lesson l on l.id = x.lesson_id
           join lesson_talk t on t.lesson_id = l.id
           left join lesson_leg g on g.lesson_id = l.id and t.identity = 'assistant:' || g.id::text
          where x.session_id = $1) heard
        where person is not null group by person`,
      [sessionId],
      tx,
    )
    return new Map(rows.map(({ personId, spokenMs }) => [personId, Number(spokenMs)]))
  }

  private members(sessionId: string, tx: EntityManager) {
    return this.database.rows<Pick<Attendant, 'personId' | 'schoolId' | 'rural'>>(
      `select m.person_id as "personId", case when o.kind <> 'bureau' then o.id end as "schoolId", m.rural
         from research_member m join organization o on o.id = m.org_id where m.session_id = $1
        order by m.added_at, m.person_id`,
      [sessionId],
      tx,
    )
  }
}
