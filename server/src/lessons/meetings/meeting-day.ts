import { Injectable } from '@nestjs/common'
import type { EndpointResponse, listMeetingsToday, MeetingCard } from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Clock } from '../../platform/clock.ts'
import { Config } from '../../platform/config.ts'
import { Database } from '../../platform/database/database.ts'
import { dayEnd, dayStart } from '../day-window.rules.ts'

type Row = Omit<MeetingCard, 'plannedStart'> & { plannedStart: Date }

/** The live rooms of somebody's day. */
@Injectable()
export class MeetingDay {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** Those that lie in today in the county's time zone at least in part, or are still open from yesterday. */
  async of({ id }: PersonPrincipal): Promise<EndpointResponse<typeof listMeetingsToday>> {
    const { timeZone } = this.config
    const now = this.clock.now()
    const rows = await this.database.rows<Row>(
      `select l.id, l.plan->>'title' as title, l.plan->>'subject' as subject, l.status, l.planned_start as "plannedStart",
              (l.plan->>'plannedMinutes')::int as "plannedMinutes", l.lecturer_id as "chairId", p.name as "chairName",
              n.people, n.schools
         from lesson_member m join lesson l on l.id = m.lesson_id join person p on p.id = l.lecturer_id
         cross join lateral (select count(*)::int as people, count(distinct x.org_id)::int as schools
                               from lesson_member x where x.lesson_id = l.id) n
        where m.person_id = $1 and l.status not in ('CANCELLED', 'RESCHEDULED')
          and l.planned_start < $3
          and (l.planned_end > $2 or l.status in ('WAITING', 'LIVE', 'INTERRUPTED'))
        order by l.planned_start, l.id`,
      [id, dayStart(timeZone, now), dayEnd(timeZone, now)],
    )
    return { items: rows.map((row) => ({ ...row, plannedStart: row.plannedStart.getTime() })) }
  }
}
