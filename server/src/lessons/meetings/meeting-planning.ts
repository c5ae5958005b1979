import { Injectable } from '@nestjs/common'
import { Refusal, type AgendaItem, type CancelReason, type LessonPlan, type Subject } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { newId } from '../../platform/id.ts'
import type { LessonActor } from '../lesson-command.rules.ts'
import { LessonEngine, type LessonUnit } from '../lesson-engine.ts'
import { LessonStore } from '../lesson-store.ts'
import { LessonRow } from '../lesson.entity.ts'
import { MeetingPeople } from './meeting-people.ts'

const MINUTE = 60_000

export interface MeetingInput {
  title: string
  subject: Subject
  grade: number
  chairId: string
  /** With or without the chair. */
  participantIds: readonly string[]
  /** ms */
  plannedStart: number
  plannedMinutes: number
  agenda: readonly AgendaItem[]
}

/** Who asks, for the log; whether they may is the caller's rule. */
export interface MeetingPlanner {
  readonly id: string
  readonly name: string
}

/**
 * Meetings as whatever they belong to plans them. Everything happens in the caller's transaction: a session and its
 * meeting change together or not at all.
 */
@Injectable()
export class MeetingPlanning {
  constructor(
    private readonly engine: LessonEngine,
    private readonly store: LessonStore,
    private readonly people: MeetingPeople,
  ) {}

  /** @returns the id of the new meeting, a lesson of type `meeting`. @throws Refusal meeting.people */
  async plan(tx: EntityManager, who: MeetingPlanner, input: MeetingInput): Promise<string> {
    return this.engine.within(tx, async (unit) => {
      const lessonId = newId()
      const plan = await this.planOf(unit, input)
      await tx.insert(LessonRow, rowOf(lessonId, plan, who.id) as never)
      await this.people.keep(tx, lessonId, plan.meeting?.people ?? [])
      await unit.apply(lessonId, { type: 'plan', plan }, plannerOf(who))
      return lessonId
    })
  }

  /** The same people at another time. @throws Refusal lesson.transition, not_found */
  async reschedule(
    tx: EntityManager,
    who: MeetingPlanner,
    lessonId: string,
    at: { plannedStart: number; plannedMinutes?: number },
  ): Promise<void> {
    await this.engine.within(tx, async (unit) => {
      const { revision, plan } = await this.locked(tx, lessonId)
      await unit.apply(
        lessonId,
        { type: 'replan', plan: { ...plan, ...at }, version: revision },
        plannerOf(who),
      )
    })
  }

  /** Another circle with the same chair, also while it goes on. @throws Refusal lesson.transition when it is over, meeting.people, not_found */
  async setPeople(
    tx: EntityManager,
    who: MeetingPlanner,
    lessonId: string,
    participantIds: readonly string[],
  ): Promise<void> {
    await this.engine.within(tx, async (unit) => {
      const { plan } = await this.locked(tx, lessonId)
      const people = await this.people.lookUp(tx, plan.lecturer.id, participantIds)
      await unit.apply(lessonId, { type: 'set_people', people }, plannerOf(who))
      await this.people.keep(tx, lessonId, people)
    })
  }

  /** Also while it goes on. @throws Refusal lesson.transition when it is over, not_found */
  async setAgenda(
    tx: EntityManager,
    who: MeetingPlanner,
    lessonId: string,
    agenda: readonly AgendaItem[],
  ): Promise<void> {
    await this.engine.within(tx, async (unit) => {
      await this.locked(tx, lessonId)
      await unit.apply(lessonId, { type: 'set_agenda', agenda: [...agenda] }, plannerOf(who))
    })
  }

  /** Before it is live. @throws Refusal lesson.transition, not_found */
  async cancel(
    tx: EntityManager,
    who: MeetingPlanner,
    lessonId: string,
    reason: CancelReason,
  ): Promise<void> {
    await this.engine.within(tx, async (unit) => {
      await this.locked(tx, lessonId)
      await unit.apply(lessonId, { type: 'cancel', reason }, plannerOf(who))
    })
  }

  private async locked(tx: EntityManager, lessonId: string) {
    const state = await this.store.lock(tx, lessonId)
    if (!state.meeting) throw new Refusal('not_found')
    return state
  }

  private async planOf({ tx, policy }: LessonUnit, input: MeetingInput): Promise<LessonPlan> {
    const people = await this.people.lookUp(tx, input.chairId, input.participantIds)
    const [chair] = people
    if (!chair) throw new Refusal('meeting.people')
    return {
      title: input.title,
      type: 'meeting',
      subject: input.subject,
      grade: input.grade,
      plannedStart: input.plannedStart,
      plannedMinutes: input.plannedMinutes,
      lecturer: { id: chair.id, name: chair.name, orgName: chair.orgName },
      lectureClass: { id: chair.orgId, name: '', orgName: chair.orgName },
      legs: [],
      meeting: { people, agenda: [...input.agenda], cameras: policy.meetingCameras },
    }
  }
}

const plannerOf = ({ id, name }: MeetingPlanner): LessonActor => ({ part: 'scheduler', personId: id, name })

const rowOf = (id: string, plan: LessonPlan, plannedBy: string): Partial<LessonRow> => ({
  id,
  revision: 0,
  status: 'SCHEDULED',
  plan,
  plannedStart: new Date(plan.plannedStart),
  plannedEnd: new Date(plan.plannedStart + plan.plannedMinutes * MINUTE),
  lecturerId: plan.lecturer.id,
  lectureOrgId: plan.lectureClass.id,
  lectureClassId: null,
  plannedBy,
})
