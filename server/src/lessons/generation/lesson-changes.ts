import { Injectable } from '@nestjs/common'
import {
  Refusal,
  type CancelReason,
  type LessonInput,
  type LessonLinks,
  type LessonState,
} from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Audit } from '../../platform/audit/audit.service.ts'
import { Database, violatedUnique } from '../../platform/database/database.ts'
import { newId } from '../../platform/id.ts'
import { isScheduler, mayDo, type LessonParties } from '../lesson-access.rules.ts'
import { LessonCalendar } from '../lesson-calendar.ts'
import { LessonEngine } from '../lesson-engine.ts'
import { inputOf, LessonPlanning, officeActor } from '../lesson-planning.ts'
import { LessonStore } from '../lesson-store.ts'
import { failedLegs, type LegOutcome } from './make-up.rules.ts'

type Linked = NonNullable<LessonLinks['movedFrom']>

interface LinkRow {
  readonly slotId: string | null
  readonly slotDay: string | null
  readonly nodeId: string | null
  readonly movedFrom: Linked | null
  readonly movedTo: Linked | null
  readonly makesUpFor: Linked | null
  readonly madeUpBy: Linked | null
}

const linked = (alias: string) =>
  `case when ${alias}.id is not null then jsonb_build_object('id', ${alias}.id, 'title', ${alias}.plan->>'title',
     'plannedStart', (extract(epoch from ${alias}.planned_start) * 1000)::bigint) end`

const BEFORE_THE_ROOM: readonly LessonState['status'][] = ['SCHEDULED', 'PREPARED', 'CHECKED']

/** 调课, 代课, 补课: what happens to a planned lesson between the timetable and the room. */
@Injectable()
export class LessonChanges {
  constructor(
    private readonly database: Database,
    private readonly engine: LessonEngine,
    private readonly planning: LessonPlanning,
    private readonly calendar: LessonCalendar,
    private readonly store: LessonStore,
    private readonly audit: Audit,
  ) {}

  /** @returns the id of the lesson that takes the place of the first */
  async exchange(
    who: PersonPrincipal,
    lessonId: string,
    otherId: string,
    reason: CancelReason,
  ): Promise<string> {
    if (lessonId === otherId) throw new Refusal('lesson.transition')
    const both = [
      { id: lessonId, to: newId(), parties: await this.planning.require('cancel', who, lessonId) },
      { id: otherId, to: newId(), parties: await this.planning.require('cancel', who, otherId) },
    ]
    return this.engine.transaction(async (unit) => {
      await this.calendar.lock(unit.tx)
      const befores: LessonState[] = []
      for (const { id, to, parties } of both)
        befores.push(await unit.apply(id, { type: 'reschedule', to, reason }, officeActor(who, parties)))
      const [first, second] = befores
      if (!first || !second) throw new Refusal('not_found')
      const except = [lessonId, otherId]
      await this.planning.moveWithin(
        unit,
        who,
        { id: lessonId, to: both[0]!.to, before: first },
        second.plan.plannedStart,
        except,
      )
      await this.planning.moveWithin(
        unit,
        who,
        { id: otherId, to: both[1]!.to, before: second },
        first.plan.plannedStart,
        except,
      )
      return both[0]!.to
    })
  }

  async substitute(
    who: PersonPrincipal,
    lessonId: string,
    lecturerId: string,
    reason: CancelReason,
  ): Promise<void> {
    const parties = await this.planning.require('edit', who, lessonId)
    // A lecturer may ask for help; who helps is for those who plan.
    if (!isScheduler(who, parties)) throw new Refusal('auth.forbidden')
    const state = await this.store.read(lessonId)
    const [row] = await this.rows(lessonId)
    const input: LessonInput = { ...inputOf(state), nodeId: row?.nodeId ?? null, lecturerId }
    await this.planning.update(who, lessonId, input, state.revision)
    const detail = { from: state.plan.lecturer.id, to: lecturerId, reason }
    await this.audit.write({ actor: who, action: 'lesson.substituted', target: `lesson:${lessonId}`, detail })
  }

  /** @returns the id of the lesson that makes up */
  async makeUp(who: PersonPrincipal, lessonId: string, plannedStart: number): Promise<string> {
    await this.planning.require('cancel', who, lessonId)
    const state = await this.store.read(lessonId)
    const failed = await this.failed(state)
    if (failed === null) throw new Refusal('lesson.not_failed')
    const [row] = await this.rows(lessonId)
    if (row?.madeUpBy) throw new Refusal('lesson.made_up')
    const input = inputOf(state)
    const legs = input.legs.filter(({ classId }) => failed.has(classId))
    try {
      return await this.engine.transaction((unit) =>
        this.planning.planAs(
          unit,
          who,
          { ...input, legs, plannedStart, nodeId: row?.nodeId ?? null },
          { makeUpOf: lessonId },
        ),
      )
    } catch (error) {
      if (violatedUnique(error) === 'lesson_make_up_once') throw new Refusal('lesson.made_up')
      throw error
    }
  }

  async links(who: PersonPrincipal, lessonId: string): Promise<LessonLinks> {
    const parties = await this.planning.require('see', who, lessonId)
    const [row] = await this.rows(lessonId)
    if (!row) throw new Refusal('not_found')
    const state = await this.store.read(lessonId)
    const failed = await this.failed(state)
    return {
      lectureOrgId: parties.lectureOrg.id,
      slot: row.slotId !== null && row.slotDay !== null ? { id: row.slotId, day: row.slotDay } : null,
      movedFrom: row.movedFrom,
      movedTo: row.movedTo,
      makesUpFor: row.makesUpFor,
      madeUpBy: row.madeUpBy,
      can: this.rights(who, parties, state, failed !== null && row.madeUpBy === null),
    }
  }

  private rights(who: PersonPrincipal, parties: LessonParties, { status }: LessonState, failed: boolean) {
    const isOpen = BEFORE_THE_ROOM.includes(status)
    return {
      exchange: isOpen && mayDo('cancel', who, parties),
      substitute: isOpen && isScheduler(who, parties),
      makeUp: failed && mayDo('cancel', who, parties),
    }
  }

  private async failed({ lessonId, status }: LessonState): Promise<ReadonlySet<string> | null> {
    const [cancelled] = await this.database.rows<{ reason: CancelReason }>(
      `select body->>'reason' as reason from lesson_event where lesson_id = $1 and kind = 'cancelled'`,
      [lessonId],
    )
    return failedLegs(status, cancelled?.reason ?? null, await this.outcomes(lessonId))
  }

  private outcomes(lessonId: string): Promise<LegOutcome[]> {
    return this.database.rows('select class_id as "classId", result from lesson_leg where lesson_id = $1', [
      lessonId,
    ])
  }

  private rows(lessonId: string): Promise<LinkRow[]> {
    return this.database.rows<LinkRow>(
      `select l.slot_id as "slotId", l.slot_day::text as "slotDay", l.node_id as "nodeId",
              ${linked('f')} as "movedFrom", ${linked('t')} as "movedTo", ${linked('m')} as "makesUpFor",
              ${linked('b')} as "madeUpBy"
         from lesson l left join lesson f on f.id = l.rescheduled_from
         left join lesson t on t.rescheduled_from = l.id
         left join lesson m on m.id = l.make_up_of
         left join lesson b on b.make_up_of = l.id and b.status not in ('CANCELLED', 'RESCHEDULED', 'NOT_HELD')
        where l.id = $1`,
      [lessonId],
    )
  }
}
