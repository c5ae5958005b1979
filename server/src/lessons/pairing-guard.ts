import { Injectable } from '@nestjs/common'
import { Refusal, type LessonPlan } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import type { PersonPrincipal } from '../people/principal.ts'
import { Audit } from '../platform/audit/audit.service.ts'
import { Config } from '../platform/config.ts'
import { dayIn } from '../platform/day.rules.ts'
import { covers } from '../schedule/pairings/pairing-coverage.rules.ts'
import { PairingReading } from '../schedule/pairings/pairing-reading.ts'
import { isScheduler, type LessonParties } from './lesson-access.rules.ts'
import type { LessonUnit } from './lesson-engine.ts'
import { admitsUnpaired } from './pairing-guard.rules.ts'

type Leg = LessonPlan['legs'][number]

export interface GuardedPlan {
  readonly who: PersonPrincipal
  readonly lessonId: string
  readonly plan: LessonPlan
  readonly parties: LessonParties
  /** The plan as it was: what it had already stays. */
  readonly before: LessonPlan | null
  readonly reason: string | null
}

/** Whether a plan asks of an agreement what it asked before it was changed: that stays as it was admitted. */
const asksTheSame = (
  before: LessonPlan | null,
  plan: LessonPlan,
  { classId }: Leg,
  dayOf: (at: number) => string,
): boolean =>
  before !== null &&
  dayOf(before.plannedStart) === dayOf(plan.plannedStart) &&
  before.type === plan.type &&
  before.subject === plan.subject &&
  before.lectureClass.id === plan.lectureClass.id &&
  before.legs.some((leg) => leg.classId === classId)

/** Lessons planned by hand stand on agreements like those of the timetable. */
@Injectable()
export class PairingGuard {
  constructor(
    private readonly pairings: PairingReading,
    private readonly audit: Audit,
    private readonly config: Config,
  ) {}

  /** @throws Refusal lesson.unpaired naming the classes; a reason that was taken is kept in the audit log */
  async check({ tx }: LessonUnit, guarded: GuardedPlan): Promise<void> {
    const { who, lessonId, plan, parties, before, reason } = guarded
    const uncovered = await this.uncovered(tx, plan, before)
    const by = { schedules: isScheduler(who, parties), reason }
    if (!admitsUnpaired(uncovered.length, by)) {
      const details = uncovered.map(({ classId, orgName, className }) => ({
        path: `body.legs.${plan.legs.findIndex((leg) => leg.classId === classId)}.classId`,
        code: 'unpaired',
        message: `${orgName} ${className}`,
      }))
      throw new Refusal('lesson.unpaired', { details })
    }
    if (uncovered.length === 0 || reason === null) return
    const detail = { reason, classIds: uncovered.map(({ classId }) => classId) }
    await this.audit.write(
      { actor: who, action: 'lesson.unpaired', target: `lesson:${lessonId}`, detail },
      tx,
    )
  }

  private async uncovered(tx: EntityManager, plan: LessonPlan, before: LessonPlan | null): Promise<Leg[]> {
    if (plan.type !== 'delivery') return []
    const dayOf = (at: number) => dayIn(this.config.timeZone, new Date(at))
    const day = dayOf(plan.plannedStart)
    const found: Leg[] = []
    for (const leg of plan.legs) {
      if (asksTheSame(before, plan, leg, dayOf)) continue
      const pairing = await this.pairings.activePairing(leg.classId, plan.lectureClass.id, day, tx)
      if (pairing === null || !covers(pairing, plan.subject, day)) found.push(leg)
    }
    return found
  }
}
