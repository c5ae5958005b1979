import { Injectable } from '@nestjs/common'
import {
  Refusal,
  type CancelReason,
  type LessonInput,
  type LessonPlan,
  type LessonState,
  type planLesson,
  type EndpointRequest,
} from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { CurriculumTree } from '../curriculum/curriculum-tree.ts'
import type { PersonPrincipal } from '../people/principal.ts'
import { Clock } from '../platform/clock.ts'
import { newId } from '../platform/id.ts'
import {
  mayDo,
  mayPlan,
  participantOf,
  type LessonAction,
  type LessonParties,
} from './lesson-access.rules.ts'
import { LessonCalendar } from './lesson-calendar.ts'
import type { LessonActor } from './lesson-command.rules.ts'
import { LessonDirectory } from './lesson-directory.ts'
import { LessonEngine, type LessonUnit } from './lesson-engine.ts'
import { checkLegs, lecturesThere, partiesOf, planOf, type PlanParts } from './lesson-plan.rules.ts'
import { LessonLegRow, LessonRow } from './lesson.entity.ts'
import { OwnDecks } from './decks/own-decks.ts'
import { LessonStore } from './lesson-store.ts'
import { PairingGuard } from './pairing-guard.ts'
import { LessonMaterials } from './materials/lesson-materials.ts'

const MINUTE = 60_000

/** Where a lesson comes from, beside somebody's wish. */
export type LessonOrigin = Partial<Pick<LessonRow, 'rescheduledFrom' | 'slotId' | 'slotDay' | 'makeUpOf'>>

/** The part somebody acts in outside the room: the lecturer's own, else that of whoever plans lessons. */
export const officeActor = (who: PersonPrincipal, parties: LessonParties): LessonActor =>
  who.id === parties.lecturerId
    ? { part: 'lecturer', personId: who.id, name: who.name }
    : { part: 'scheduler', personId: who.id, name: who.name }

/** Planning and what follows from it outside the room. */
@Injectable()
export class LessonPlanning {
  constructor(
    private readonly engine: LessonEngine,
    private readonly directory: LessonDirectory,
    private readonly calendar: LessonCalendar,
    private readonly materials: LessonMaterials,
    private readonly ownDecks: OwnDecks,
    private readonly tree: CurriculumTree,
    private readonly clock: Clock,
    private readonly guard: PairingGuard,
    private readonly store: LessonStore,
  ) {}

  /** @returns the id of the new lesson; with `plannedStart` null its room is open already. */
  async plan(
    who: PersonPrincipal,
    { materialIds, pairingReason: reason, ...input }: EndpointRequest<typeof planLesson>['body'],
  ): Promise<string> {
    return this.engine.transaction(async (unit) => {
      const parts = await this.lookUp(unit.tx, who, input, new Map())
      const parties = this.admit(who, parts)
      const lessonId = newId()
      await this.guard.check(unit, { who, lessonId, plan: planOf(parts), parties, before: null, reason })
      await this.create(unit, who, parts, parties, {}, [], lessonId)
      await this.materials.begin(unit.tx, who, lessonId, materialIds)
      if (input.plannedStart === null) await this.openNow(unit, who, lessonId, parties)
      return lessonId
    })
  }

  /** @param version the revision that `who` has read. @throws Refusal conflict.changed when it is another by now */
  async update(
    who: PersonPrincipal,
    lessonId: string,
    input: LessonInput,
    version: number,
    reason: string | null = null,
  ): Promise<void> {
    const parties = await this.require('edit', who, lessonId)
    await this.engine.transaction(async (unit) => {
      const known = new Map(parties.legs.map((leg) => [leg.classId, leg.id]))
      const parts = await this.lookUp(unit.tx, who, input, known)
      const planned = this.admit(who, parts)
      const plan = planOf(parts)
      await this.calendar.claim(unit.tx, plan, [lessonId])
      const before = (await this.store.lock(unit.tx, lessonId)).plan
      await this.guard.check(unit, { who, lessonId, plan, parties: planned, before, reason })
      await unit.apply(lessonId, { type: 'replan', plan, version }, officeActor(who, parties))
      await this.replaceLegs(unit.tx, lessonId, planned)
      await unit.tx.update(LessonRow, lessonId, {
        lecturerId: planned.lecturerId,
        lectureOrgId: planned.lectureOrg.id,
        lectureClassId: input.lectureClassId,
        nodeId: input.nodeId,
      })
    })
  }

  async cancel(who: PersonPrincipal, lessonId: string, reason: CancelReason): Promise<void> {
    const parties = await this.require('cancel', who, lessonId)
    await this.engine.run(lessonId, { type: 'cancel', reason }, officeActor(who, parties))
  }

  /** @returns the id of the lesson that takes its place */
  async reschedule(
    who: PersonPrincipal,
    lessonId: string,
    plannedStart: number,
    reason: CancelReason,
  ): Promise<string> {
    const parties = await this.require('cancel', who, lessonId)
    return this.engine.transaction(async (unit) => {
      await this.calendar.lock(unit.tx)
      const to = newId()
      const before = await unit.apply(lessonId, { type: 'reschedule', to, reason }, officeActor(who, parties))
      await this.moveWithin(unit, who, { id: lessonId, to, before }, plannedStart, [lessonId])
      return to
    })
  }

  async settle(who: PersonPrincipal, lessonId: string): Promise<void> {
    const parties = await this.require('settle', who, lessonId)
    await this.engine.run(lessonId, { type: 'settle' }, officeActor(who, parties))
  }

  /**
   * A lesson that somebody else has decided on: the timetable (`who` null) or whoever makes up for a failed one. Rights are
   * the caller's.
   * @throws Refusal lesson.busy | lesson.legs | not_found
   */
  async planAs(
    unit: LessonUnit,
    who: PersonPrincipal | null,
    input: LessonInput,
    origin: LessonOrigin,
  ): Promise<string> {
    const parts = await this.lookUp(unit.tx, who, input, new Map())
    checkLegs(parts)
    return this.create(unit, who, parts, partiesOf(parts), origin, [])
  }

  /**
   * The lesson takes another time within a change of several; those of `except` make room for it.
   * @param place its slot and day in the timetable, where it goes with it
   */
  async moveWithin(
    unit: LessonUnit,
    who: PersonPrincipal,
    lesson: { id: string; to: string; before: LessonState },
    plannedStart: number,
    except: readonly string[],
    place: Pick<LessonOrigin, 'slotId' | 'slotDay'> = {},
  ): Promise<void> {
    const row = await unit.tx.findOneByOrFail(LessonRow, { id: lesson.id })
    const input: LessonInput = { ...inputOf(lesson.before), plannedStart, nodeId: row.nodeId }
    const parts = await this.lookUp(unit.tx, who, input, new Map())
    const origin = { ...place, rescheduledFrom: lesson.id }
    await this.create(unit, who, parts, partiesOf(parts), origin, except, lesson.to)
    await this.materials.carry(unit.tx, lesson.id, lesson.to)
    await this.ownDecks.carry(unit.tx, lesson.id, lesson.to)
  }

  /** Whoever may not even see the lesson hears that there is none. */
  async require(action: LessonAction, who: PersonPrincipal, lessonId: string): Promise<LessonParties> {
    const parties = await this.directory.parties(lessonId)
    if (!mayDo('see', who, parties)) throw new Refusal('not_found')
    if (!mayDo(action, who, parties)) throw new Refusal('auth.forbidden')
    return parties
  }

  private admit(who: PersonPrincipal, parts: PlanParts): LessonParties {
    const parties = partiesOf(parts)
    if (!mayPlan(who, parties) || !lecturesThere(parts)) throw new Refusal('auth.forbidden')
    checkLegs(parts)
    return parties
  }

  private async lookUp(
    tx: EntityManager,
    who: PersonPrincipal | null,
    input: LessonInput,
    knownLegs: ReadonlyMap<string, string>,
  ): Promise<PlanParts> {
    const today = this.clock.today()
    const lecturerId = input.lecturerId ?? who?.id
    if (lecturerId === undefined) throw new Refusal('not_found')
    const assistants = input.legs.flatMap((leg) => leg.assistantId ?? [])
    const people = await this.directory.people(tx, [lecturerId, ...assistants], today)
    const classes = await this.directory.classes(
      tx,
      [input.lectureClassId, ...input.legs.map((leg) => leg.classId)],
      today,
    )
    const node = input.nodeId === null ? undefined : (await this.tree.nodes([input.nodeId]))[0]
    if (input.nodeId !== null && node?.subject !== input.subject) throw new Refusal('node.unknown')
    const lecturer = people.get(lecturerId)
    if (!lecturer) throw new Refusal('not_found')
    return {
      input,
      plannedStart: input.plannedStart ?? this.clock.now().getTime(),
      lecturer,
      classes,
      people,
      legIds: input.legs.map((leg) => knownLegs.get(leg.classId) ?? newId()),
    }
  }

  private async create(
    unit: LessonUnit,
    who: PersonPrincipal | null,
    parts: PlanParts,
    parties: LessonParties,
    origin: LessonOrigin,
    except: readonly string[],
    lessonId = newId(),
  ): Promise<string> {
    const plan = planOf(parts)
    await this.calendar.claim(unit.tx, plan, except)
    await unit.tx.insert(
      LessonRow,
      rowOf(lessonId, plan, who?.id ?? null, parties, origin, parts.input.nodeId) as never,
    )
    await this.replaceLegs(unit.tx, lessonId, parties)
    const planner: LessonActor = who
      ? { part: 'scheduler', personId: who.id, name: who.name }
      : { part: 'system' }
    await unit.apply(lessonId, { type: 'plan', plan }, planner)
    return lessonId
  }

  private async openNow(
    unit: LessonUnit,
    who: PersonPrincipal,
    lessonId: string,
    parties: LessonParties,
  ): Promise<void> {
    const me = participantOf(who, parties)
    if (me?.part !== 'lecturer') throw new Refusal('lesson.not_lecturer')
    await unit.apply(lessonId, { type: 'open' }, me)
  }

  /** A class that stays keeps its row, and with it the leases of who is already there. */
  private async replaceLegs(tx: EntityManager, lessonId: string, parties: LessonParties): Promise<void> {
    await tx.query('delete from lesson_leg where lesson_id = $1 and not id = any($2)', [
      lessonId,
      parties.legs.map(({ id }) => id),
    ])
    // A lesson for teachers alone has no class.
    if (parties.legs.length === 0) return
    await tx.upsert(
      LessonLegRow,
      parties.legs.map(({ id, classId, assistantId, org }, position) => ({
        id,
        lessonId,
        position,
        classId,
        orgId: org.id,
        assistantId,
        result: null,
      })),
      ['id'],
    )
  }
}

const rowOf = (
  id: string,
  plan: LessonPlan,
  plannedBy: string | null,
  parties: LessonParties,
  origin: LessonOrigin,
  nodeId: string | null,
): Partial<LessonRow> => ({
  id,
  revision: 0,
  status: 'SCHEDULED',
  plan,
  plannedStart: new Date(plan.plannedStart),
  plannedEnd: new Date(plan.plannedStart + plan.plannedMinutes * MINUTE),
  lecturerId: parties.lecturerId,
  lectureOrgId: parties.lectureOrg.id,
  lectureClassId: plan.lectureClass.id,
  plannedBy,
  ...origin,
  nodeId,
})

/** A meeting is not planned by this. @throws Refusal lesson.transition */
const lessonTypeOf = ({ type }: LessonPlan): LessonInput['type'] => {
  if (type === 'meeting') throw new Refusal('lesson.transition')
  return type
}

export const inputOf = ({ plan }: LessonState): Omit<LessonInput, 'nodeId'> => ({
  title: plan.title,
  type: lessonTypeOf(plan),
  subject: plan.subject,
  grade: plan.grade,
  plannedStart: plan.plannedStart,
  plannedMinutes: plan.plannedMinutes,
  lecturerId: plan.lecturer.id,
  lectureClassId: plan.lectureClass.id,
  legs: plan.legs.map(({ classId, assistantId }) => ({ classId, assistantId })),
})
