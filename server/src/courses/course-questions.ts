import { Injectable } from '@nestjs/common'
import {
  Refusal,
  type CourseQuestion,
  type EndpointRequest,
  type EndpointResponse,
  type askCourseQuestion,
  type listCourseQuestions,
} from '@tongke/contract'
import type { PersonPrincipal, Principal } from '../people/principal.ts'
import { Where, pageClause } from '../people/scope.sql.ts'
import { Clock } from '../platform/clock.ts'
import { Database } from '../platform/database/database.ts'
import { newId } from '../platform/id.ts'
import { courseScope, isEditor, readsFigures } from './course-access.rules.ts'
import { CourseChange, type CourseEdit } from './course-change.ts'
import { CourseClasses, requireLearning } from './course-classes.ts'
import { CoursePolicies } from './course-policies.ts'
import { CourseReading } from './course-reading.ts'

type Row = Omit<CourseQuestion, 'askedAt' | 'dueAt' | 'answer' | 'late'> & {
  askedAt: Date
  dueAt: Date
  answer: string | null
  answeredBy: string | null
  answeredAt: Date | null
}

const DAY_MS = 86_400_000

const FROM = `from course_question q
    join school_class k on k.id = q.class_id join organization o on o.id = k.org_id`
const QUESTION = `
  select q.id, case when u.id is null then null else jsonb_build_object('id', u.id, 'title', u.title) end as unit,
         q.class_id as "classId", k.name as "className", o.name as "orgName", coalesce(p.name, d.name) as "askedBy",
         q.text, q.asked_at as "askedAt", q.due_at as "dueAt", q.answer, b.name as "answeredBy",
         q.answered_at as "answeredAt"
    ${FROM}
    left join course_unit u on u.id = q.unit_id
    left join person p on p.id = q.person_id
    left join device d on d.id = q.device_id
    left join person b on b.id = q.answered_by`

/** What classes ask the teachers of a course. */
@Injectable()
export class CourseQuestions {
  constructor(
    private readonly database: Database,
    private readonly change: CourseChange,
    private readonly classes: CourseClasses,
    private readonly reading: CourseReading,
    private readonly policies: CoursePolicies,
    private readonly clock: Clock,
  ) {}

  async list(
    who: Principal,
    courseId: string,
    query: EndpointRequest<typeof listCourseQuestions>['query'],
  ): Promise<EndpointResponse<typeof listCourseQuestions>> {
    const course = await this.reading.see(who, courseId)
    const where = new Where()
      .and('q.course_id = ?', courseId)
      .andIf(query.state !== 'all', 'q.answered_at is null')
      .andIf(query.state === 'overdue', 'q.due_at < ?', this.clock.now())
    if (who.kind === 'device') where.and('q.class_id = ?', who.classId)
    else if (!readsFigures(who, course)) where.within(courseScope(who, 'learn'), 'o.path')
    const rows = await this.database.rows<Row>(
      `${QUESTION} ${where}
        order by q.answered_at is not null, case when q.answered_at is null then q.asked_at end,
                 q.answered_at desc, q.id ${pageClause(query)}`,
      where.parameters,
    )
    const [count] = await this.database.rows<{ total: number }>(
      `select count(*) as total ${FROM} ${where}`,
      where.parameters,
    )
    return { items: rows.map((row) => this.present(row)), total: count?.total ?? 0 }
  }

  /** @throws Refusal not_found, auth.forbidden, course.state, course.not_subscribed, request.rate */
  async ask(
    who: Principal,
    courseId: string,
    { classId, unitId, text }: EndpointRequest<typeof askCourseQuestion>['body'],
  ): Promise<CourseQuestion> {
    const { answerDays, openQuestions } = await this.policies.today()
    const id = newId()
    await this.change.by(who, courseId, async (edit) => {
      await this.classes.classOf(who, classId, edit)
      requireLearning(edit)
      await this.classes.requireSubscribed(edit, classId)
      await this.requireUnit(edit, unitId)
      if ((await this.openOf(edit, classId)) >= openQuestions) throw new Refusal('request.rate')
      const isPerson = who.kind === 'person'
      await edit.tx.query(
        `insert into course_question (id, course_id, unit_id, class_id, person_id, device_id, text, asked_at, due_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          id,
          courseId,
          unitId,
          classId,
          isPerson ? who.id : null,
          isPerson ? null : who.id,
          text,
          edit.now,
          new Date(edit.now.getTime() + answerDays * DAY_MS),
        ],
      )
    })
    return this.one(id)
  }

  /** @throws Refusal not_found, auth.forbidden, course.answered */
  async answer(who: PersonPrincipal, id: string, text: string): Promise<CourseQuestion> {
    const [question] = await this.database.rows<{ courseId: string }>(
      'select course_id as "courseId" from course_question where id = $1',
      [id],
    )
    if (!question) throw new Refusal('not_found')
    await this.change.by(who, question.courseId, async (edit) => {
      if (!isEditor(who, edit.course)) throw new Refusal('auth.forbidden')
      const [open] = await this.database.rows<{ open: boolean }>(
        'select answered_at is null as open from course_question where id = $1',
        [id],
        edit.tx,
      )
      if (!open?.open) throw new Refusal('course.answered')
      await edit.tx.query(
        'update course_question set answer = $2, answered_by = $3, answered_at = $4 where id = $1',
        [id, text, who.id, edit.now],
      )
      await edit.note('course.question_answered', { questionId: id })
    })
    return this.one(id)
  }

  private async requireUnit({ tx, course }: CourseEdit, unitId: string | null): Promise<void> {
    if (unitId === null) return
    const units = await this.database.rows(
      'select from course_unit where id = $1 and course_id = $2',
      [unitId, course.id],
      tx,
    )
    if (units.length === 0) throw new Refusal('not_found')
  }

  private async openOf({ tx, course }: CourseEdit, classId: string): Promise<number> {
    const [row] = await this.database.rows<{ count: number }>(
      'select count(*) as count from course_question where course_id = $1 and class_id = $2 and answered_at is null',
      [course.id, classId],
      tx,
    )
    return row?.count ?? 0
  }

  private async one(id: string): Promise<CourseQuestion> {
    const [row] = await this.database.rows<Row>(`${QUESTION} where q.id = $1`, [id])
    if (!row) throw new Refusal('not_found')
    return this.present(row)
  }

  private present({ askedAt, dueAt, answer, answeredBy, answeredAt, ...row }: Row): CourseQuestion {
    return {
      ...row,
      askedAt: askedAt.getTime(),
      dueAt: dueAt.getTime(),
      answer:
        answer !== null && answeredAt
          ? { text: answer, byName: answeredBy ?? '', at: answeredAt.getTime() }
          : null,
      late: (answeredAt ?? this.clock.now()) > dueAt,
    }
  }
}
