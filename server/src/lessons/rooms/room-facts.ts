import { Injectable } from '@nestjs/common'
import type { DeviceCondition, DeviceKind, LessonStatus, RoomReport, Verdict } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import type { z } from 'zod'
import type { Where } from '../../people/scope.sql.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import type { RoomFacts } from './room-health.rules.ts'

export interface RoomRow {
  id: string
  name: string
  kind: z.infer<typeof DeviceKind>
  condition: z.infer<typeof DeviceCondition>
  orgId: string
  orgName: string
  orgPath: string
  classId: string | null
  className: string | null
  lastSeenAt: Date | null
  verdict: z.infer<typeof Verdict> | null
  checkedAt: Date | null
  reportedAt: Date | null
  report: RoomReport | null
  next: { id: string; title: string; plannedStart: number; status: LessonStatus } | null
  openRepairs: number
}

/** A class's lesson that goes on, or else its next one, whether it listens or is taught from there. */
const NEXT = `
  select jsonb_build_object('id', n.id, 'title', n.plan->>'title', 'status', n.status,
           'plannedStart', (n.plan->>'plannedStart')::bigint) as next
    from (select l.* from lesson_leg g join lesson l on l.id = g.lesson_id where g.class_id = d.class_id
          union all select l.* from lesson l where l.lecture_class_id = d.class_id) n
   where n.planned_end > $1 and n.status in ('SCHEDULED', 'PREPARED', 'CHECKED', 'WAITING', 'LIVE', 'INTERRUPTED')
   order by n.planned_start, n.id limit 1`

const ROOMS = `
  select d.id, d.name, d.kind, d.condition, d.org_id as "orgId", o.name as "orgName", o.path as "orgPath",
         d.class_id as "classId", c.name as "className", d.last_seen_at as "lastSeenAt",
         d.last_check_verdict as verdict, d.last_check_at as "checkedAt", s.at as "reportedAt", s.report, n.next,
         (select count(*) from repair_ticket t where t.device_id = d.id and t.state in ('OPEN', 'ACKNOWLEDGED'))::int as "openRepairs"
    from device d join organization o on o.id = d.org_id
    left join school_class c on c.id = d.class_id
    left join room_report s on s.device_id = d.id
    left join lateral (${NEXT}) n on true`

export const factsOf = (row: RoomRow): RoomFacts => ({
  condition: row.condition,
  reportedAt: row.reportedAt?.getTime() ?? null,
  report: row.report,
  lastCheck: row.verdict && row.checkedAt ? { verdict: row.verdict, at: row.checkedAt.getTime() } : null,
  nextLessonAt: row.next?.plannedStart ?? null,
})

/** Rooms with everything they are judged by. */
@Injectable()
export class RoomFactsReader {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The first parameter of a `where` for these rooms: the moment they are looked at. */
  moment(): Date {
    return this.clock.now()
  }

  /** @param where begun with `new Where([moment])` */
  rows(where: Where, tx: EntityManager = this.database.manager): Promise<RoomRow[]> {
    return this.database.rows<RoomRow>(
      `${ROOMS} ${where} order by o.name, d.name, d.id`,
      where.parameters,
      tx,
    )
  }
}
