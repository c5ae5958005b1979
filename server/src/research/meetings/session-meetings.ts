import { Injectable } from '@nestjs/common'
import { Refusal, type AgendaItem, type EndpointRequest, type holdSessionMeeting } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { MeetingPlanning, type MeetingInput } from '../../lessons/meetings/meeting-planning.ts'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Database } from '../../platform/database/database.ts'
import { SessionChange, type SessionEdit } from '../sessions/session-change.ts'
import { isUnderWay } from '../sessions/session-transitions.rules.ts'

interface OpenMeeting {
  lessonId: string
  chairId: string
  plannedStart: Date
  isBefore: boolean
}

/** The live rooms of sessions: who is a member takes part, the agenda is the session's. */
@Injectable()
export class SessionMeetings {
  constructor(
    private readonly database: Database,
    private readonly change: SessionChange,
    private readonly planning: MeetingPlanning,
  ) {}

  /**
   * One at a time: a meeting that is still to come is moved, one that is open already stays as it is.
   * @returns the meeting's id
   * @throws Refusal not_found, auth.forbidden, research.state, research.member, meeting.people, meeting.begun
   */
  async hold(
    who: PersonPrincipal,
    id: string,
    asked: EndpointRequest<typeof holdSessionMeeting>['body'],
  ): Promise<string> {
    return this.change.by(who, id, async (edit) => {
      edit.require('organizer')
      edit.requireState(isUnderWay)
      const chairId = chairOf(edit, asked.chairId)
      const plannedStart = asked.plannedStart ?? edit.now.getTime()
      const input = await this.inputOf(edit, chairId, plannedStart)
      const open = await this.open(edit.tx, id)
      if (open && !open.isBefore) throw new Refusal('meeting.begun')
      if (open) await this.planning.replan(edit.tx, who, open.lessonId, input)
      const lessonId = open?.lessonId ?? (await this.begin(edit, input))
      await edit.update({})
      await edit.note('research.meeting_planned', { lessonId, plannedStart, chairId })
      return lessonId
    })
  }

  /** The room that is still to come or open follows what its session's agenda says now. */
  async followAgenda({ tx, who, session }: SessionEdit): Promise<void> {
    const open = await this.open(tx, session.id)
    if (open) await this.planning.setAgenda(tx, who, open.lessonId, await this.agenda(tx, session.id))
  }

  /** The same for its circle, until the room is open. */
  async followMembers(edit: SessionEdit): Promise<void> {
    const { tx, who, session } = edit
    const open = await this.open(tx, session.id)
    if (!open?.isBefore) return
    const input = await this.inputOf(edit, open.chairId, open.plannedStart.getTime())
    await this.planning.replan(tx, who, open.lessonId, input)
  }

  private async begin({ tx, who, session, now }: SessionEdit, input: MeetingInput): Promise<string> {
    const lessonId = await this.planning.plan(tx, who, input)
    await tx.query(
      `insert into research_session_lesson (lesson_id, session_id, purpose, round, linked_by, linked_at)
       values ($1, $2, 'meeting', $3, $4, $5)`,
      [lessonId, session.id, session.round, who.id, now],
    )
    return lessonId
  }

  private async open(tx: EntityManager, sessionId: string): Promise<OpenMeeting | null> {
    const [row] = await this.database.rows<OpenMeeting>(
      `select l.id as "lessonId", l.lecturer_id as "chairId", l.planned_start as "plannedStart",
              l.status in ('SCHEDULED', 'PREPARED', 'CHECKED') as "isBefore"
         from research_session_lesson x join lesson l on l.id = x.lesson_id
        where x.session_id = $1 and x.purpose = 'meeting'
          and l.status in ('SCHEDULED', 'PREPARED', 'CHECKED', 'WAITING', 'LIVE', 'INTERRUPTED')
        order by x.linked_at desc limit 1`,
      [sessionId],
      tx,
    )
    return row ?? null
  }

  private async inputOf(
    { tx, session }: SessionEdit,
    chairId: string,
    plannedStart: number,
  ): Promise<MeetingInput> {
    const members = await this.database.rows<{ id: string }>(
      'select person_id as id from research_member where session_id = $1 order by added_at, person_id',
      [session.id],
      tx,
    )
    return {
      title: session.theme,
      subject: session.subject,
      grade: session.grade,
      chairId,
      participantIds: members.map(({ id }) => id),
      plannedStart,
      plannedMinutes: session.plannedMinutes,
      agenda: await this.agenda(tx, session.id),
    }
  }

  private agenda(tx: EntityManager, sessionId: string): Promise<AgendaItem[]> {
    return this.database.rows<AgendaItem>(
      'select title, minutes from research_agenda_item where session_id = $1 order by position',
      [sessionId],
      tx,
    )
  }
}

/** @throws Refusal research.member when the chair is none of the members */
function chairOf({ session, who }: SessionEdit, asked: string | null): string {
  const isMember = (id: string) => session.memberIds.includes(id)
  const chairId = asked ?? (isMember(who.id) ? who.id : session.mainPreparerId)
  if (!isMember(chairId)) throw new Refusal('research.member')
  return chairId
}
