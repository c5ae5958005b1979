import { Injectable } from '@nestjs/common'
import { Refusal, type EndpointRequest, type EndpointResponse } from '@tongke/contract'
import type { listSessionLessonChoices, planSessionMeeting } from '@tongke/contract'
import { MeetingPlanning } from '../../lessons/meetings/meeting-planning.ts'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Where, containing } from '../../people/scope.sql.ts'
import { Database } from '../../platform/database/database.ts'
import { SessionChange, type SessionEdit } from './session-change.ts'
import { SessionReading } from './session-reading.ts'
import { isUnderWay } from './session-transitions.rules.ts'

const CALLED_OFF = ['CANCELLED', 'RESCHEDULED', 'NOT_HELD']
const MOST_CHOICES = 30
type MeetingAsked = EndpointRequest<typeof planSessionMeeting>['body']

/** Lessons of the portal that belong to a session: what is taught, and the live rooms of its members. */
@Injectable()
export class SessionLessons {
  constructor(
    private readonly database: Database,
    private readonly change: SessionChange,
    private readonly reading: SessionReading,
    private readonly meetings: MeetingPlanning,
  ) {}

  /** @throws Refusal not_found, auth.forbidden */
  async choices(
    who: PersonPrincipal,
    id: string,
    { search }: EndpointRequest<typeof listSessionLessonChoices>['query'],
  ): Promise<EndpointResponse<typeof listSessionLessonChoices>> {
    const { session, parts } = await this.reading.seat(who, id)
    if (!parts.has('organizer')) throw new Refusal('auth.forbidden')
    const where = new Where()
      .and('l.lecturer_id = any(?)', session.memberIds)
      .and(`l.plan->>'type' <> 'meeting' and l.status <> all(?)`, CALLED_OFF)
      .and('not exists (select from research_session_lesson x where x.lesson_id = l.id)')
      .andIf(search, `l.plan->>'title' ilike ?`, containing(search ?? ''))
    const rows = await this.database.rows<{
      id: string
      title: string
      lecturerName: string
      plannedStart: Date
    }>(
      `select l.id, l.plan->>'title' as title, p.name as "lecturerName", l.planned_start as "plannedStart"
         from lesson l join person p on p.id = l.lecturer_id ${where}
        order by l.planned_start desc, l.id limit ${MOST_CHOICES}`,
      where.parameters,
    )
    return { items: rows.map((row) => ({ ...row, plannedStart: row.plannedStart.getTime() })) }
  }

  /** @throws Refusal not_found, auth.forbidden, research.state, research.lesson, research.lesson_taken */
  async link(who: PersonPrincipal, id: string, lessonId: string): Promise<void> {
    await this.change.by(who, id, async (edit) => {
      this.requireOpen(edit)
      const [lesson] = await this.database.rows<{ sessionId: string | null; fits: boolean }>(
        `select x.session_id as "sessionId",
                l.lecturer_id = any($2) and l.plan->>'type' <> 'meeting' and l.status <> all($3) as fits
           from lesson l left join research_session_lesson x on x.lesson_id = l.id where l.id = $1`,
        [lessonId, edit.session.memberIds, CALLED_OFF],
        edit.tx,
      )
      if (lesson?.sessionId === id) return
      if (lesson?.sessionId) throw new Refusal('research.lesson_taken')
      if (!lesson?.fits) throw new Refusal('research.lesson')
      await this.insert(edit, lessonId, 'teaching')
      await edit.update({})
      await edit.note('research.lesson_linked', { lessonId })
    })
  }

  /** @throws Refusal not_found, auth.forbidden, research.state, lesson.transition for a live room that began */
  async unlink(who: PersonPrincipal, id: string, lessonId: string): Promise<void> {
    await this.change.by(who, id, async (edit) => {
      this.requireOpen(edit)
      const [link] = await this.database.rows<{ purpose: string; status: string }>(
        `select x.purpose, l.status from research_session_lesson x join lesson l on l.id = x.lesson_id
          where x.session_id = $1 and x.lesson_id = $2`,
        [id, lessonId],
        edit.tx,
      )
      if (!link) throw new Refusal('not_found')
      if (link.purpose === 'meeting' && !CALLED_OFF.includes(link.status))
        await this.meetings.cancel(edit.tx, who, lessonId, 'other')
      await edit.tx.query('delete from research_session_lesson where lesson_id = $1', [lessonId])
      await edit.update({})
      await edit.note('research.lesson_unlinked', { lessonId })
    })
  }

  /** @throws Refusal not_found, auth.forbidden, research.state, research.chair, meeting.people */
  async meet(who: PersonPrincipal, id: string, asked: MeetingAsked): Promise<void> {
    await this.change.by(who, id, async (edit) => {
      this.requireOpen(edit)
      const { session, tx } = edit
      if (!session.memberIds.includes(asked.chairId)) throw new Refusal('research.chair')
      const agenda = await this.database.rows<{ title: string; minutes: number }>(
        'select title, minutes from research_agenda_item where session_id = $1 order by position',
        [id],
        tx,
      )
      const lessonId = await this.meetings.plan(tx, who, {
        title: asked.title ?? session.theme,
        subject: session.subject,
        grade: session.grade,
        chairId: asked.chairId,
        participantIds: session.memberIds,
        plannedStart: asked.startsAt,
        plannedMinutes: asked.plannedMinutes,
        agenda,
      })
      await this.insert(edit, lessonId, 'meeting')
      await edit.update({})
      await edit.note('research.meeting_planned', { lessonId, startsAt: asked.startsAt })
    })
  }

  /** Live rooms that are not over yet run by the new agenda. The session must be locked. */
  async passAgenda({ tx, session, who }: SessionEdit): Promise<void> {
    const rooms = await this.database.rows<{ id: string }>(
      `select l.id from research_session_lesson x join lesson l on l.id = x.lesson_id
        where x.session_id = $1 and x.purpose = 'meeting'
          and l.status in ('SCHEDULED', 'PREPARED', 'CHECKED', 'WAITING', 'LIVE', 'INTERRUPTED')`,
      [session.id],
      tx,
    )
    const agenda = await this.database.rows<{ title: string; minutes: number }>(
      'select title, minutes from research_agenda_item where session_id = $1 order by position',
      [session.id],
      tx,
    )
    for (const { id } of rooms) await this.meetings.setAgenda(tx, who, id, agenda)
  }

  /**
   * Live rooms that are not over yet are for whoever is a member now. The session must be locked.
   * @throws Refusal research.chairs_room when somebody who chairs one is no member any more
   */
  async passMembers({ tx, session, who }: SessionEdit): Promise<void> {
    const rooms = await this.database.rows<{ id: string; chairId: string }>(
      `select l.id, l.lecturer_id as "chairId" from research_session_lesson x join lesson l on l.id = x.lesson_id
        where x.session_id = $1 and x.purpose = 'meeting'
          and l.status in ('SCHEDULED', 'PREPARED', 'CHECKED', 'WAITING', 'LIVE', 'INTERRUPTED')`,
      [session.id],
      tx,
    )
    if (rooms.length === 0) return
    const members = await this.database.rows<{ id: string }>(
      'select person_id as id from research_member where session_id = $1 order by added_at, person_id',
      [session.id],
      tx,
    )
    const people = members.map(({ id }) => id)
    if (rooms.some(({ chairId }) => !people.includes(chairId))) throw new Refusal('research.chairs_room')
    for (const { id } of rooms) await this.meetings.setPeople(tx, who, id, people)
  }

  private requireOpen(edit: SessionEdit): void {
    edit.require('organizer')
    edit.requireState(isUnderWay)
  }

  private async insert(
    { tx, session, who, now }: SessionEdit,
    lessonId: string,
    purpose: string,
  ): Promise<void> {
    await tx.query(
      `insert into research_session_lesson (lesson_id, session_id, purpose, round, linked_by, linked_at)
       values ($1, $2, $3, $4, $5, $6)`,
      [lessonId, session.id, purpose, session.round, who.id, now],
    )
  }
}
