import { Injectable } from '@nestjs/common'
import type { LessonSummary } from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Clock } from '../../platform/clock.ts'
import { Config } from '../../platform/config.ts'
import { Database } from '../../platform/database/database.ts'
import { LessonPlanning } from '../lesson-planning.ts'
import { LessonReading } from '../lesson-reading.ts'

/**
 * `busy`: who is where in the week of lesson $1; ids of people and classes never meet. A partner is a lesson to come of the same
 * school at another time; with the two changed round, neither meets a third lesson of its people or classes.
 */
const PARTNERS = `
  with mine as (
    select id, lecture_org_id, planned_start, date_trunc('week', planned_start at time zone $2) as week
      from lesson where id = $1
  ), busy as (
    select l.id, l.status, l.lecture_org_id, l.planned_start as start, l.planned_end - l.planned_start as span,
           array_remove(array_agg(g.assistant_id) || array_agg(g.class_id) || l.lecturer_id || l.lecture_class_id, null) as who
      from lesson l left join lesson_leg g on g.lesson_id = l.id
     where l.status in ('SCHEDULED', 'PREPARED', 'CHECKED', 'WAITING', 'LIVE', 'INTERRUPTED')
       and date_trunc('week', l.planned_start at time zone $2) = (select week from mine)
     group by l.id
  )
  select b.id from busy a
    join busy b on b.id <> a.id and b.lecture_org_id = a.lecture_org_id and b.start <> a.start
   where a.id = $1 and b.start > $3 and b.status in ('SCHEDULED', 'PREPARED', 'CHECKED')
     and not exists (
       select from busy x where x.id not in (a.id, b.id)
          and ((x.who && a.who and x.start < b.start + a.span and x.start + x.span > b.start)
            or (x.who && b.who and x.start < a.start + b.span and x.start + x.span > a.start)))`

/** 调课: what a lesson may change places with. */
@Injectable()
export class ExchangePartners {
  constructor(
    private readonly database: Database,
    private readonly planning: LessonPlanning,
    private readonly reading: LessonReading,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** @throws Refusal not_found | auth.forbidden */
  async of(who: PersonPrincipal, lessonId: string): Promise<LessonSummary[]> {
    await this.planning.require('cancel', who, lessonId)
    const rows = await this.database.rows<{ id: string }>(PARTNERS, [
      lessonId,
      this.config.timeZone,
      this.clock.now(),
    ])
    return this.reading.summaries(
      who,
      'cancel',
      rows.map(({ id }) => id),
    )
  }
}
