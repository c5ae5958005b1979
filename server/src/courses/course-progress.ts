import { Injectable } from '@nestjs/common'
import type { ClassProgress, CourseFigures } from '@tongke/contract'
import type { Principal } from '../people/principal.ts'
import { RURAL } from '../people/school.rules.ts'
import { Where } from '../people/scope.sql.ts'
import { Clock } from '../platform/clock.ts'
import { Config } from '../platform/config.ts'
import { Database } from '../platform/database/database.ts'
import { dayIn } from '../platform/day.rules.ts'
import { courseScope } from './course-access.rules.ts'
import { CoursePolicies } from './course-policies.ts'
import { CHAIN } from './lesson-chain.sql.ts'
import { figuresOf, progressOf, type ItemFact } from './progress.rules.ts'

type QuestionFigures = Parameters<typeof figuresOf>[1]
type Subscriber = Pick<ClassProgress, 'classId' | 'className' | 'orgName' | 'isRural'> & {
  subscribedAt: Date
}
type FactRow = Omit<ItemFact, 'watchedOn' | 'attendedOn'> & {
  classId: string
  watchedAt: Date | null
  attendedAt: Date | null
}

/** What classes have learnt, by evidence of the server and by marks that bear a teacher's name. */
@Injectable()
export class CourseProgress {
  constructor(
    private readonly database: Database,
    private readonly policies: CoursePolicies,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** Of all subscribing classes. */
  all(courseId: string): Promise<ClassProgress[]> {
    return this.read(courseId, new Where())
  }

  /** Of those the viewer speaks for. */
  mine(who: Principal, courseId: string): Promise<ClassProgress[]> {
    const where = new Where()
    if (who.kind === 'device') where.and('s.class_id = ?', who.classId)
    else where.within(courseScope(who, 'learn'), 'o.path')
    return this.read(courseId, where)
  }

  async figures(courseId: string, classes: readonly ClassProgress[]): Promise<CourseFigures> {
    const [row] = await this.database.rows<QuestionFigures>(
      `select count(*) as questions, count(*) filter (where answered_at is not null or due_at < $2) as judged,
              count(*) filter (where answered_at <= due_at) as "answeredInTime",
              count(*) filter (where answered_at is null and due_at < $2) as overdue
         from course_question where course_id = $1`,
      [courseId, this.clock.now()],
    )
    return figuresOf(classes, row ?? { questions: 0, judged: 0, answeredInTime: 0, overdue: 0 })
  }

  private async read(courseId: string, where: Where): Promise<ClassProgress[]> {
    where.and('s.course_id = ?', courseId).and('s.cancelled_at is null')
    const rural = where.parameters.push(RURAL)
    const classes = await this.database.rows<Subscriber>(
      `select s.class_id as "classId", k.name as "className", o.name as "orgName",
              coalesce(o.urban_rural = any($${rural}), false) as "isRural", s.subscribed_at as "subscribedAt"
         from course_subscription s join school_class k on k.id = s.class_id join organization o on o.id = k.org_id
         ${where} order by o.name, k.grades, k.name, k.id`,
      where.parameters,
    )
    if (classes.length === 0) return []
    const { watchedPercent } = await this.policies.today()
    const units = await this.database.rows<{ id: string }>(
      'select id from course_unit where course_id = $1',
      [courseId],
    )
    const facts = await this.facts(
      courseId,
      classes.map(({ classId }) => classId),
    )
    return classes.map(({ subscribedAt, ...one }) => ({
      ...one,
      subscribedAt: subscribedAt.getTime(),
      ...progressOf(
        units.map(({ id }) => id),
        facts.get(one.classId) ?? [],
        watchedPercent,
      ),
    }))
  }

  private async facts(courseId: string, classIds: readonly string[]): Promise<Map<string, ItemFact[]>> {
    const rows = await this.database.rows<FactRow>(FACTS, [courseId, classIds])
    const dayOf = (at: Date | null) => at && dayIn(this.config.timeZone, at)
    const facts = rows.map(({ watchedAt, attendedAt, ...row }) => ({
      ...row,
      watchedOn: dayOf(watchedAt),
      attendedOn: dayOf(attendedAt),
    }))
    return Map.groupBy(facts, ({ classId }) => classId)
  }
}

/**
 * One row for each item and class. A resource counts as seen with every file of one of its published versions that runs:
 * an update does not take from a class what it has seen.
 */
const FACTS = `
  with recursive ${CHAIN},
  learner as (select unnest($2::uuid[]) as class_id),
  attended as (
    select c.root, g.class_id, max(l.started_at) as at
      from chain c join lesson l on l.id = c.id join lesson_leg g on g.lesson_id = l.id
     where g.class_id = any($2) and g.result in ('FULL', 'PARTIAL')
     group by c.root, g.class_id
  ),
  running as (
    select i.id as item_id, v.id as version_id, f.blob_sha, (p.facts->>'durationMs')::float8 as duration
      from course_item i
      join resource_version v on v.resource_id = i.resource_id and v.state in ('PUBLISHED', 'SCHOOL_PUBLISHED', 'SUPERSEDED')
      join resource_file f on f.version_id = v.id and f.role in ('main', 'recording')
      join processing p on p.blob_sha = f.blob_sha and (p.facts->>'durationMs')::float8 > 0
     where i.course_id = $1
  ),
  by_version as (
    select r.item_id, k.class_id, r.version_id, max(w.updated_at) as at,
           min(least(1, coalesce(w.watched_ms, 0) / r.duration)) as share
      from running r cross join learner k
      left join class_watched w on w.class_id = k.class_id and w.blob_sha = r.blob_sha
     group by r.item_id, k.class_id, r.version_id
  ),
  watched as (
    select distinct on (item_id, class_id) item_id, class_id, share, at from by_version
     order by item_id, class_id, share desc, at desc nulls last
  )
  select k.class_id as "classId", i.id as "itemId", i.unit_id as "unitId", w.share, w.at as "watchedAt",
         a.at as "attendedAt", t.on_day as "taughtOn", p.name as "markedBy"
    from course_item i
    join course_unit u on u.id = i.unit_id
    cross join learner k
    left join watched w on w.item_id = i.id and w.class_id = k.class_id
    left join attended a on a.root = i.lesson_id and a.class_id = k.class_id
    left join course_taught t on t.item_id = i.id and t.class_id = k.class_id
    left join person p on p.id = t.marked_by
   where i.course_id = $1
   order by u.position, i.position`
