import { Injectable } from '@nestjs/common'
import type { MediaEvent } from '@tongke/contract'
import { Clock } from '../platform/clock.ts'
import { Database } from '../platform/database/database.ts'

export type QualityEvent = Extract<MediaEvent, { kind: 'quality' }>

/** How good the lines of listening classes were, minute by minute of the lesson: never more rows than minutes. */
@Injectable()
export class LegQuality {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** In any order, any number of times: the first word about a minute stays. */
  async keep(events: readonly QualityEvent[]): Promise<void> {
    if (events.length === 0) return
    const now = this.clock.now().getTime()
    const rows = events.map(({ lessonId, identity, at, rttMs, loss }) => ({
      lesson_id: lessonId,
      identity,
      at: new Date(Math.min(at, now)),
      rtt_ms: rttMs,
      loss,
    }))
    await this.database.rows(
      `insert into leg_quality (leg_id, minute, rtt_ms, loss)
       select g.id, date_trunc('minute', r.at), r.rtt_ms, r.loss
         from jsonb_to_recordset($1::jsonb) as r(lesson_id uuid, identity text, at timestamptz, rtt_ms integer, loss real)
         join lesson l on l.id = r.lesson_id
         join lesson_leg g on g.lesson_id = l.id and r.identity = 'leg:' || g.id
        where r.at >= l.started_at and r.at <= coalesce(l.ended_at, r.at)
       on conflict (leg_id, minute) do nothing`,
      [JSON.stringify(rows)],
    )
  }
}
