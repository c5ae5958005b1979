import { Injectable } from '@nestjs/common'
import {
  Refusal,
  type CancelReason,
  type LessonState,
  type StaleDecision,
  type StaleLesson,
} from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Audit } from '../../platform/audit/audit.service.ts'
import { Clock } from '../../platform/clock.ts'
import { Config } from '../../platform/config.ts'
import { Database } from '../../platform/database/database.ts'
import { addDays } from '../../platform/day.rules.ts'
import { newId } from '../../platform/id.ts'
import { teachingDaysBetween } from '../../schedule/calendar/calendar.rules.ts'
import type { SlotRecord } from '../../schedule/timetable/slot-records.rules.ts'
import { SlotStore } from '../../schedule/timetable/slot-store.ts'
import { mayDo as mayDoTimetable } from '../../schedule/timetable/timetable-access.rules.ts'
import { TimetableSnapshots, type TermFrame } from '../../schedule/timetable/timetable-snapshots.ts'
import { mayDo, type LessonParties } from '../lesson-access.rules.ts'
import type { LessonActor } from '../lesson-command.rules.ts'
import { LessonCalendar } from '../lesson-calendar.ts'
import { LessonDirectory } from '../lesson-directory.ts'
import { LessonEngine, type LessonUnit } from '../lesson-engine.ts'
import { LessonPlanning, officeActor } from '../lesson-planning.ts'
import { lectureSpan } from './lecture-span.rules.ts'
import { staleness } from './stale.rules.ts'

/** Days around a lesson in which the rest of its week may be taught: swap days lie up to two weeks off. */
const AROUND = 14

/** Lessons of slots that are still to come and whose room is not open. */
const COMING = `
  select l.id, l.plan->>'title' as title, l.planned_start as start, l.slot_id as "slotId", l.slot_day::text as day,
         o.id as "orgId", o.name as "orgName", o.path as "orgPath", l.plan->'lectureClass'->>'name' as "className",
         l.plan->'lecturer'->>'name' as lecturer,
         (select coalesce(jsonb_agg(x->>'orgName'), '[]') from jsonb_array_elements(l.plan->'legs') x) as legs,
         l.stay_decided_at is not null as "stayDecided", l.stay_target as "stayTarget",
         exists (select from lesson_event e where e.lesson_id = l.id and e.kind = 'replanned') as "byHand"
    from lesson l join organization o on o.id = l.lecture_org_id
   where l.slot_day between $1 and $2 and l.planned_start > $3 and l.status in ('SCHEDULED', 'PREPARED', 'CHECKED')`

interface ComingRow {
  readonly id: string
  readonly title: string
  readonly start: Date
  readonly slotId: string
  readonly day: string
  readonly orgId: string
  readonly orgName: string
  readonly orgPath: string
  readonly className: string
  readonly lecturer: string
  readonly legs: string[]
  readonly byHand: boolean
  readonly stayDecided: boolean
  readonly stayTarget: Date | null
}

/** A lesson that is not where its slot is. */
export interface Strayed extends ComingRow {
  readonly target: { readonly day: string; readonly plannedStart: number } | null
  /** That was decided, and the slot has not moved since. */
  readonly stays: boolean
}

interface Chosen {
  readonly stray: Strayed
  readonly act: StaleDecision['act']
  readonly actor: LessonActor
}

/** What becomes of lessons whose slot has moved or gone since they were made. */
@Injectable()
export class StaleLessons {
  constructor(
    private readonly database: Database,
    private readonly snapshots: TimetableSnapshots,
    private readonly store: SlotStore,
    private readonly directory: LessonDirectory,
    private readonly planning: LessonPlanning,
    private readonly calendar: LessonCalendar,
    private readonly engine: LessonEngine,
    private readonly audit: Audit,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** Of the schools whose timetable somebody may change, by time. @throws Refusal not_found without that term */
  async list(who: PersonPrincipal, termId: string, orgId: string | undefined): Promise<StaleLesson[]> {
    const frame = await this.snapshots.frame(termId)
    const own = (await this.strayed(frame)).filter(
      (one) => (orgId === undefined || one.orgId === orgId) && mayDoTimetable(who, 'edit', one.orgPath),
    )
    return Promise.all(
      own.map(async (one) => ({
        lessonId: one.id,
        title: one.title,
        plannedStart: one.start.getTime(),
        lectureOrgName: one.orgName,
        lectureClassName: one.className,
        lecturerName: one.lecturer,
        legOrgNames: one.legs,
        target: one.target,
        byHand: one.byHand,
        stays: one.stays,
        mayDecide: !one.byHand && mayDo('cancel', who, await this.directory.parties(one.id)),
      })),
    )
  }

  /** @throws Refusal auth.forbidden | conflict.changed | lesson.busy: then nothing is changed */
  async decide(
    who: PersonPrincipal,
    termId: string,
    decisions: readonly StaleDecision[],
    reason: CancelReason | null,
  ): Promise<{ moved: number; cancelled: number; left: number }> {
    const frame = await this.snapshots.frame(termId)
    const parties = new Map<string, LessonParties>()
    for (const { lessonId } of decisions) parties.set(lessonId, await this.require(who, lessonId))
    return this.engine.transaction(async (unit) => {
      await this.calendar.lock(unit.tx)
      await this.store.lock(unit.tx, termId)
      const strayed = new Map((await this.strayed(frame, unit.tx)).map((one) => [one.id, one]))
      const chosen = decisions.map(({ lessonId, ...decision }): Chosen => {
        const stray = asRead(decision, strayed.get(lessonId))
        return { stray, act: decision.act, actor: officeActor(who, parties.get(lessonId)!) }
      })
      const [moves, cancels, stays] = (['move', 'cancel', 'leave'] as const).map((one) =>
        chosen.filter(({ act }) => act === one),
      ) as [Chosen[], Chosen[], Chosen[]]
      if (reason !== null) {
        for (const { stray, actor } of cancels) await unit.apply(stray.id, { type: 'cancel', reason }, actor)
        await this.moveAll(unit, who, moves, reason)
      }
      for (const { stray } of stays) await this.stay(unit.tx, stray)
      const done = { moved: moves.length, cancelled: cancels.length, left: stays.length }
      await this.audit.write(
        {
          actor: who,
          action: 'timetable.lessons_followed',
          target: `term:${termId}`,
          detail: { ...done, reason, lessons: decisions.map(({ lessonId, act }) => ({ lessonId, act })) },
        },
        unit.tx,
      )
      return done
    })
  }

  /** Lessons of a term to come that are not where their slot is, by time. @param within they are locked until its end */
  async strayed(frame: TermFrame, within?: EntityManager): Promise<Strayed[]> {
    const { term, calendar } = frame
    const tx = within ?? this.database.manager
    const now = this.clock.now().getTime()
    const rows = await this.database.rows<ComingRow>(
      `${COMING} order by l.planned_start, l.id ${within ? 'for update of l' : ''}`,
      [term.startsOn, term.endsOn, this.clock.now()],
      tx,
    )
    if (rows.length === 0) return []
    const lectures = new Map(
      (await this.store.all(term.id, tx))
        .filter(({ mode }) => mode === 'sync-lecture')
        .map((one) => [one.id, one]),
    )
    const found: Strayed[] = []
    for (const row of rows) {
      const slot: SlotRecord | null = lectures.get(row.slotId) ?? null
      const stale = staleness({ day: row.day, start: row.start.getTime() }, slot, {
        termWeeks: frame.weeks,
        quietFirstDays: frame.policy.quietFirstDays,
        days: teachingDaysBetween(calendar, addDays(row.day, -AROUND), addDays(row.day, AROUND)),
        spanOn: (day) => slot && lectureSpan(frame, this.config.timeZone, slot, day),
        now,
      })
      if (!stale) continue
      const target = stale.target && { day: stale.target.day, plannedStart: stale.target.span.start }
      const free = target && (await this.isTaken(row, target.day, tx)) ? null : target
      const stays = row.stayDecided && (row.stayTarget?.getTime() ?? null) === (free?.plannedStart ?? null)
      found.push({ ...row, target: free, stays })
    }
    return found
  }

  /** Remembered with where the slot is: moved once more, it is asked about anew. */
  private async stay(tx: EntityManager, { id, target }: Strayed): Promise<void> {
    await tx.query('update lesson set stay_decided_at = $2, stay_target = $3 where id = $1', [
      id,
      this.clock.now(),
      target && new Date(target.plannedStart),
    ])
  }

  private async isTaken({ id, slotId }: ComingRow, day: string, tx: EntityManager): Promise<boolean> {
    const rows = await this.database.rows(
      'select 1 from lesson where slot_id = $1 and slot_day = $2 and id <> $3',
      [slotId, day, id],
      tx,
    )
    return rows.length > 0
  }

  /** To whom both the timetable and the lesson are theirs to change. */
  private async require(who: PersonPrincipal, lessonId: string): Promise<LessonParties> {
    const parties = await this.planning.require('cancel', who, lessonId)
    if (!mayDoTimetable(who, 'edit', parties.lectureOrg.path)) throw new Refusal('auth.forbidden')
    return parties
  }

  /** All leave their places before any takes its new one, so that two may change places. */
  private async moveAll(
    unit: LessonUnit,
    who: PersonPrincipal,
    moves: readonly Chosen[],
    reason: CancelReason,
  ): Promise<void> {
    const left: { stray: Strayed; to: string; before: LessonState }[] = []
    for (const { stray, actor } of moves) {
      const to = newId()
      left.push({ stray, to, before: await unit.apply(stray.id, { type: 'reschedule', to, reason }, actor) })
    }
    const except = left.map(({ stray }) => stray.id)
    // A place in the timetable has one lesson: it goes with the one that takes over.
    await unit.tx.query('update lesson set slot_id = null, slot_day = null where id = any($1)', [except])
    for (const { stray, to, before } of left) {
      const { id, slotId, target } = stray
      if (target)
        await this.planning.moveWithin(unit, who, { id, to, before }, target.plannedStart, except, {
          slotId,
          slotDay: target.day,
        })
    }
  }
}

/** @throws Refusal conflict.changed where it is not any more what was decided on */
function asRead(
  decision: Pick<StaleDecision, 'act' | 'from'> & { to?: number | null },
  stray?: Strayed,
): Strayed {
  if (!stray || stray.byHand || stray.start.getTime() !== decision.from) throw new Refusal('conflict.changed')
  if (decision.act !== 'cancel' && (stray.target?.plannedStart ?? null) !== decision.to)
    throw new Refusal('conflict.changed')
  return stray
}
