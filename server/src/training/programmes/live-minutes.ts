import { Injectable } from '@nestjs/common'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { LessonStore } from '../../lessons/lesson-store.ts'
import { presenceOf } from '../../lessons/observing/observing.rules.ts'

interface EventRow {
  kind: 'observer_arrived' | 'observer_left'
  id: string
  at: Date
}

const MINUTE = 60_000

/** How long people were in a live room, by the events that the server wrote when they came and went. */
@Injectable()
export class LiveMinutes {
  constructor(
    private readonly database: Database,
    private readonly lessons: LessonStore,
    private readonly clock: Clock,
  ) {}

  /** @returns minutes by person, and how long the lesson was held; null before it began */
  async of(
    lessonId: string,
    personIds: readonly string[],
  ): Promise<{ minutes: Map<string, number>; heldMinutes: number | null }> {
    const { startedAt, endedAt, plan } = await this.lessons.read(lessonId)
    if (startedAt === null) return { minutes: new Map(), heldMinutes: null }
    const events = await this.database.rows<EventRow>(
      `select kind, body->>'id' as id, at from lesson_event
        where lesson_id = $1 and kind in ('observer_arrived', 'observer_left') and body->>'id' = any($2::text[])
        order by revision`,
      [lessonId, personIds],
    )
    const presence = presenceOf(
      personIds.map((id) => ({ id, name: '', orgName: '', hidden: false })),
      events.map((event) => ({ ...event, at: event.at.getTime() })),
      [],
      { startedAt, endedAt, plannedMinutes: plan.plannedMinutes, now: this.clock.now().getTime() },
    )
    return {
      minutes: new Map(presence.map(({ id, presentMinutes }) => [id, presentMinutes])),
      heldMinutes: endedAt === null ? plan.plannedMinutes : Math.floor((endedAt - startedAt) / MINUTE),
    }
  }
}
