import { Injectable, type OnModuleInit } from '@nestjs/common'
import type { LessonPlan } from '@tongke/contract'
import { Clock } from '../platform/clock.ts'
import { Config } from '../platform/config.ts'
import { Database } from '../platform/database/database.ts'
import { instantIn } from '../platform/day.rules.ts'
import { EndedPairings, type EndedPairing } from '../schedule/pairings/ended-pairings.ts'
import type { LessonActor } from './lesson-command.rules.ts'
import { LessonEngine, type LessonUnit } from './lesson-engine.ts'

const MINUTES_OF_DAY = 1440

interface ComingLesson {
  readonly id: string
  readonly revision: number
  readonly plan: LessonPlan
}

/** What the end of an agreement does to lessons: those to come lose its class, and one without any class is cancelled. */
@Injectable()
export class LessonPairings implements OnModuleInit {
  constructor(
    private readonly ended: EndedPairings,
    private readonly engine: LessonEngine,
    private readonly database: Database,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  onModuleInit() {
    this.ended.onEnd((pairing) => this.callOff(pairing))
  }

  /** Done twice it finds nothing the second time. Past lessons, and with them their replays, are left alone. */
  private async callOff(pairing: EndedPairing): Promise<void> {
    const { endedBy, listeningClassId } = pairing
    const actor: LessonActor = { part: 'scheduler', personId: endedBy.id, name: endedBy.name }
    for (const { id } of await this.coming(pairing))
      await this.engine.transaction(async (unit) => {
        const [lesson] = await this.database.rows<ComingLesson>(
          `select id, revision, plan from lesson where id = $1 and status = any($2) for update`,
          [id, BEFORE_THE_ROOM],
          unit.tx,
        )
        if (lesson) await this.leave(unit, lesson, listeningClassId, actor)
      })
  }

  private async leave(
    unit: LessonUnit,
    { id, revision, plan }: ComingLesson,
    classId: string,
    actor: LessonActor,
  ): Promise<void> {
    const legs = plan.legs.filter((leg) => leg.classId !== classId)
    if (legs.length === plan.legs.length) return
    if (legs.length === 0) return void (await unit.apply(id, { type: 'cancel', reason: 'other' }, actor))
    await unit.apply(id, { type: 'replan', plan: { ...plan, legs }, version: revision }, actor)
    await unit.tx.query('delete from lesson_leg where lesson_id = $1 and class_id = $2', [id, classId])
  }

  private coming({ lectureClassId, listeningClassId, startsOn, endsOn }: EndedPairing) {
    const from = Math.max(this.clock.now().getTime(), instantIn(this.config.timeZone, startsOn, 0))
    const to = instantIn(this.config.timeZone, endsOn, MINUTES_OF_DAY)
    return this.database.rows<{ id: string }>(
      `select l.id from lesson l join lesson_leg g on g.lesson_id = l.id
        where l.lecture_class_id = $1 and g.class_id = $2 and l.plan->>'type' = 'delivery'
          and l.status = any($3) and l.planned_start >= $4 and l.planned_start < $5
        order by l.planned_start`,
      [lectureClassId, listeningClassId, BEFORE_THE_ROOM, new Date(from), new Date(to)],
    )
  }
}

const BEFORE_THE_ROOM = ['SCHEDULED', 'PREPARED', 'CHECKED']
