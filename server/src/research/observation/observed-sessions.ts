import { Injectable } from '@nestjs/common'
import { Refusal, type SessionLessonSeen, type SessionState } from '@tongke/contract'
import { participantOf, type LessonParties } from '../../lessons/lesson-access.rules.ts'
import { LessonStore } from '../../lessons/lesson-store.ts'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { newId } from '../../platform/id.ts'
import { mayDoWith } from '../../recordings/recording-access.rules.ts'
import { RecordingReader, type RecordingHead } from '../../recordings/replay/recording-reader.ts'
import { maySee, mayDo, partsOf, type SessionFacts } from '../research-access.rules.ts'

interface SessionRow extends SessionFacts {
  id: string
  theme: string
  state: SessionState
  members: { personId: string; name: string; orgId: string }[]
  lessonIds: string[]
}

/** A session as observation needs it, seen by one person. */
export interface ObservedSession {
  readonly id: string
  readonly theme: string
  readonly members: SessionRow['members']
  /** Taught, not the members' own meetings; oldest first. */
  readonly lessonIds: readonly string[]
  readonly isMember: boolean
  readonly canSteer: boolean
  /** Reads what was handed in. */
  readonly readsEvidence: boolean
}

const GONE = ['RETIRED', 'DELETED']

/** Sessions and the lessons that are observed in them. */
@Injectable()
export class ObservedSessions {
  constructor(
    private readonly database: Database,
    private readonly lessons: LessonStore,
    private readonly recordings: RecordingReader,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal not_found */
  async get(who: PersonPrincipal, id: string): Promise<ObservedSession> {
    const [row] = await this.database.rows<SessionRow>(
      `select s.id, s.theme, s.state, o.path as "hostOrgPath", s.proposed_by as "proposedBy",
              s.main_preparer_id as "mainPreparerId", c.lead_id as "communityLeadId",
              array(select m.person_id::text from research_member m where m.session_id = s.id) as "memberIds",
              coalesce((select jsonb_agg(jsonb_build_object('personId', m.person_id, 'name', p.name, 'orgId', m.org_id) order by p.name)
                 from research_member m join person p on p.id = m.person_id where m.session_id = s.id), '[]') as members,
              array(select x.lesson_id::text from research_session_lesson x join lesson l on l.id = x.lesson_id
                     where x.session_id = s.id and x.purpose = 'teaching' order by l.planned_start, l.id) as "lessonIds"
         from research_session s join organization o on o.id = s.host_org_id
         left join research_community c on c.id = s.community_id where s.id = $1`,
      [id],
    )
    if (!row || !maySee(who, row)) throw new Refusal('not_found')
    const parts = partsOf(who, row)
    return {
      id,
      theme: row.theme,
      members: row.members,
      lessonIds: row.lessonIds,
      isMember: parts.has('member'),
      canSteer: parts.has('organizer'),
      readsEvidence: parts.size > 0 || mayDo(who, 'read_proposed', row.hostOrgPath),
    }
  }

  /**
   * A member of the session may watch its lessons live and on the replay like a teacher who said to come: that is written down the
   * first time, so that everything that asks who may watch knows it.
   */
  async admitMember(who: PersonPrincipal, session: ObservedSession): Promise<void> {
    const me = session.members.find(({ personId }) => personId === who.id)
    if (!me) return
    for (const lessonId of session.lessonIds) {
      if (participantOf(who, await this.recordings.parties(lessonId))) continue
      await this.database.rows(
        `insert into lesson_observer (id, lesson_id, person_id, org_id, enrolled_at) values ($1, $2, $3, $4, $5)
         on conflict (lesson_id, person_id) where cancelled_at is null do nothing`,
        [newId(), lessonId, who.id, me.orgId, this.clock.now()],
      )
    }
  }

  /** @throws Refusal not_found for a lesson that is not of this session */
  requireLesson({ lessonIds }: ObservedSession, lessonId: string): void {
    if (!lessonIds.includes(lessonId)) throw new Refusal('not_found')
  }

  parties(lessonId: string): Promise<LessonParties> {
    return this.recordings.parties(lessonId)
  }

  /** Whoever may watch one of its lessons observes it, members above all. */
  async mayObserve(who: PersonPrincipal, session: ObservedSession): Promise<boolean> {
    if (session.isMember) return true
    for (const lessonId of session.lessonIds)
      if (participantOf(who, await this.parties(lessonId))) return true
    return false
  }

  async present(who: PersonPrincipal, lessonIds: readonly string[]): Promise<SessionLessonSeen[]> {
    const lessons: SessionLessonSeen[] = []
    for (const id of lessonIds) {
      const { plan, status, startedAt, endedAt } = await this.lessons.read(id)
      lessons.push({
        id,
        status,
        startedAt,
        endedAt,
        title: plan.title,
        lecturerName: plan.lecturer.name,
        orgName: plan.lectureClass.orgName,
        plannedStart: plan.plannedStart,
        plannedMinutes: plan.plannedMinutes,
        hasReplay: (await this.replayOf(who, id)) !== null,
        classNames: plan.legs.map(({ orgName, className }) => `${orgName} ${className}`),
      })
    }
    return lessons
  }

  /** The recording of a lesson that can be played by this person. */
  async replayOf(who: PersonPrincipal, lessonId: string): Promise<RecordingHead | null> {
    const head = await this.recordings.ofLesson(lessonId)
    if (!head || head.endedAt === null || GONE.includes(head.status)) return null
    return mayDoWith(who, 'watch', await this.recordings.audience(head)) ? head : null
  }
}
