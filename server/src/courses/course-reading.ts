import { Injectable } from '@nestjs/common'
import {
  Refusal,
  type CourseDetail,
  type EndpointRequest,
  type EndpointResponse,
  type listCourses,
} from '@tongke/contract'
import type { Principal } from '../people/principal.ts'
import { Where, containing, pageClause } from '../people/scope.sql.ts'
import { Database } from '../platform/database/database.ts'
import {
  LEARNING_STATES,
  PUBLIC_STATES,
  bringsClasses,
  courseScope,
  isEditor,
  maySee,
  partsOf,
  readsFigures,
  type CoursePart,
} from './course-access.rules.ts'
import { CourseCards } from './course-cards.ts'
import { CourseContents } from './course-contents.ts'
import { CoursePolicies } from './course-policies.ts'
import { CourseStore, type StoredCourse } from './course-store.ts'
import { mayFire, type CourseTrigger } from './course-transitions.rules.ts'

type Query = EndpointRequest<typeof listCourses>['query']

const FROM = 'from course c join organization o on o.id = c.org_id'
const NAMES_ME = `(c.author_id = ? or exists (select from course_teacher t where t.course_id = c.id and t.person_id = ?))`

/** Courses as somebody may see them. */
@Injectable()
export class CourseReading {
  constructor(
    private readonly database: Database,
    private readonly store: CourseStore,
    private readonly cards: CourseCards,
    private readonly contents: CourseContents,
    private readonly policies: CoursePolicies,
  ) {}

  /** @throws Refusal not_found, also to whoever may not see it */
  async see(who: Principal, id: string): Promise<StoredCourse> {
    const course = await this.store.read(id)
    if (!maySee(who, course)) throw new Refusal('not_found')
    return course
  }

  async detail(who: Principal, id: string): Promise<CourseDetail> {
    const course = await this.see(who, id)
    const teachers = await this.database.rows<{ id: string; name: string }>(
      `select p.id, p.name from course_teacher t join person p on p.id = t.person_id
        where t.course_id = $1 order by t.position`,
      [id],
    )
    const { answerDays } = await this.policies.today()
    return {
      card: await this.cards.one(id),
      revision: course.revision,
      nodeId: course.nodeId,
      teachers,
      units: await this.contents.of(who, id),
      reviews: readsFigures(who, course) ? await this.reviews(id) : [],
      closedReason: course.closedReason,
      answerDays,
      can: rightsOf(who, course),
    }
  }

  async list(who: Principal, query: Query): Promise<EndpointResponse<typeof listCourses>> {
    const where = this.filter(who, query)
    const [count] = await this.database.rows<{ total: number }>(
      `select count(*) as total ${FROM} ${where}`,
      where.parameters,
    )
    const rows = await this.database.rows<{ id: string }>(
      `select c.id ${FROM} ${where}
        order by array_position(array['RUNNING', 'OPEN', 'PROPOSED', 'DRAFT', 'REVIEWED', 'CLOSED'], c.state),
                 c.updated_at desc, c.id ${pageClause(query)}`,
      where.parameters,
    )
    return { items: await this.cards.of(rows.map(({ id }) => id)), total: count?.total ?? 0 }
  }

  private filter(who: Principal, { scope, subject, grade, state, search }: Query): Where {
    const where = new Where()
    this.visible(where, who)
    if (scope === 'mine') where.and(NAMES_ME, who.id, who.id)
    if (scope === 'review') this.awaiting(where, who)
    if (scope === 'subscribed') this.subscribed(where, who)
    return where
      .andIf(subject !== undefined, 'c.subject = ?', subject)
      .andIf(grade !== undefined, '? between c.grade_from and c.grade_to', grade)
      .andIf(state !== undefined, 'c.state = ?', state)
      .andIf(search, `(c.title ilike ? or o.name || ' ' || o.name_initials ilike ?)`, ...twice(search))
  }

  /** The same as `maySee`, in SQL. */
  private visible(where: Where, who: Principal): void {
    const either = (part: Where) => `c.id in (select c.id ${FROM} ${part})`
    const part = () => new Where(where.parameters)
    const isPublic = part().and('c.state = any(?)', PUBLIC_STATES)
    if (who.kind === 'device') return void where.and(either(isPublic))
    const choices = [
      isPublic.within(courseScope(who, 'read'), 'o.path'),
      part().within(courseScope(who, 'manage'), 'o.path'),
      part().and(NAMES_ME, who.id, who.id).within(courseScope(who, 'create'), 'o.path'),
      part()
        .and(`(c.state <> 'DRAFT' or c.proposed_at is not null)`)
        .within(courseScope(who, 'read_proposed'), 'o.path'),
    ]
    where.and(`(${choices.map(either).join(' or ')})`)
  }

  private awaiting(where: Where, who: Principal): void {
    where
      .and(`c.state = 'PROPOSED'`)
      .within(courseScope(who, 'review'), 'o.path')
      .and(`not ${NAMES_ME}`, who.id, who.id)
  }

  private subscribed(where: Where, who: Principal): void {
    const part = new Where(where.parameters).and('s.cancelled_at is null')
    if (who.kind === 'device') part.and('s.class_id = ?', who.classId)
    else part.within(courseScope(who, 'learn'), 'so.path')
    where.and(
      `c.id in (select s.course_id from course_subscription s join school_class k on k.id = s.class_id
         join organization so on so.id = k.org_id ${part})`,
    )
  }

  private async reviews(id: string): Promise<CourseDetail['reviews']> {
    const rows = await this.database.rows<Omit<CourseDetail['reviews'][number], 'at'> & { at: Date }>(
      `select p.name as "reviewerName", r.at, r.decision, r.comment from course_review r
         join person p on p.id = r.reviewer_id where r.course_id = $1 order by r.at desc, r.id desc`,
      [id],
    )
    return rows.map((row) => ({ ...row, at: row.at.getTime() }))
  }
}

const twice = (search: string | undefined): [string, string] => {
  const pattern = containing(search ?? '')
  return [pattern, pattern]
}

function rightsOf(who: Principal, course: StoredCourse): CourseDetail['can'] {
  const parts = who.kind === 'person' ? partsOf(who, course) : new Set<CoursePart>()
  const can = (trigger: CourseTrigger) => mayFire(trigger, { state: course.state, parts })
  return {
    edit: can('edit'),
    extend: can('extend'),
    discard: can('discard'),
    propose: can('propose'),
    withdraw: can('withdraw'),
    review: can('approve'),
    revise: can('revise'),
    open: can('open'),
    start: can('start'),
    close: can('close'),
    subscribe: LEARNING_STATES.includes(course.state) && bringsClasses(who),
    answer: isEditor(who, course),
    readFigures: readsFigures(who, course),
  }
}
