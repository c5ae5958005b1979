import { Injectable } from '@nestjs/common'
import { Refusal, type ClassProgress, type EndpointResponse, type listCourseClasses } from '@tongke/contract'
import { classStateOf } from '../people/class.rules.ts'
import type { PersonPrincipal, Principal } from '../people/principal.ts'
import { Clock } from '../platform/clock.ts'
import { Config } from '../platform/config.ts'
import { Database } from '../platform/database/database.ts'
import { dayIn } from '../platform/day.rules.ts'
import { newId } from '../platform/id.ts'
import { LEARNING_STATES, readsFigures, speaksFor } from './course-access.rules.ts'
import { CourseChange, type CourseEdit } from './course-change.ts'
import { CourseProgress } from './course-progress.ts'
import { CourseReading } from './course-reading.ts'
import { CourseStore, type StoredClass } from './course-store.ts'
import { mayBeTaughtOn } from './progress.rules.ts'

/** Classes as learners of a course. */
@Injectable()
export class CourseClasses {
  constructor(
    private readonly database: Database,
    private readonly store: CourseStore,
    private readonly change: CourseChange,
    private readonly reading: CourseReading,
    private readonly progress: CourseProgress,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** @throws Refusal not_found, auth.forbidden, course.state, course.class, course.subscribed */
  async subscribe(who: PersonPrincipal, courseId: string, classId: string): Promise<void> {
    await this.change.by(who, courseId, async (edit) => {
      const aClass = await this.classOf(who, classId, edit)
      requireLearning(edit)
      const { gradeFrom, gradeTo } = edit.course
      const ofGrade = aClass.grades.some((grade) => gradeFrom <= grade && grade <= gradeTo)
      const state = classStateOf(aClass, this.clock.today())
      if (!ofGrade || state === 'CLOSED' || state === 'PROMOTED') throw new Refusal('course.class')
      if (await this.store.subscribes(courseId, classId, edit.tx)) throw new Refusal('course.subscribed')
      await edit.tx.query(
        `insert into course_subscription (id, course_id, class_id, subscribed_by, subscribed_at) values ($1, $2, $3, $4, $5)`,
        [newId(), courseId, classId, who.id, edit.now],
      )
      await edit.note('course.subscribed', { classId })
    })
  }

  /** @throws Refusal not_found, auth.forbidden, course.not_subscribed */
  async unsubscribe(who: PersonPrincipal, courseId: string, classId: string): Promise<void> {
    await this.change.by(who, courseId, async (edit) => {
      await this.classOf(who, classId, edit)
      requireLearning(edit)
      await this.requireSubscribed(edit, classId)
      await edit.tx.query(
        `update course_subscription set cancelled_by = $3, cancelled_at = $4
          where course_id = $1 and class_id = $2 and cancelled_at is null`,
        [courseId, classId, who.id, edit.now],
      )
      await edit.note('course.unsubscribed', { classId })
    })
  }

  /** @throws Refusal not_found, auth.forbidden, course.state, course.not_subscribed, course.taught_day */
  async mark(who: PersonPrincipal, place: ItemOfClass, on: string): Promise<void> {
    await this.change.by(who, place.courseId, async (edit) => {
      const { schoolYear } = await this.learner(who, place, edit)
      const today = this.clock.today()
      if (!mayBeTaughtOn({ on, today, schoolYear, lesson: await this.heldOn(place, edit) }))
        throw new Refusal('course.taught_day')
      await edit.tx.query(
        `insert into course_taught (item_id, class_id, on_day, marked_by, marked_at) values ($1, $2, $3, $4, $5)
         on conflict (item_id, class_id) do update set on_day = excluded.on_day, marked_by = excluded.marked_by,
           marked_at = excluded.marked_at`,
        [place.itemId, place.classId, on, who.id, edit.now],
      )
      await edit.note('course.item_taught', { classId: place.classId, itemId: place.itemId, on })
    })
  }

  async unmark(who: PersonPrincipal, place: ItemOfClass): Promise<void> {
    await this.change.by(who, place.courseId, async (edit) => {
      await this.learner(who, place, edit)
      await edit.tx.query('delete from course_taught where item_id = $1 and class_id = $2', [
        place.itemId,
        place.classId,
      ])
      await edit.note('course.item_untaught', { classId: place.classId, itemId: place.itemId })
    })
  }

  /** @throws Refusal not_found */
  async mine(who: Principal, courseId: string): Promise<ClassProgress[]> {
    await this.reading.see(who, courseId)
    return this.progress.mine(who, courseId)
  }

  /** @throws Refusal not_found, auth.forbidden */
  async all(who: PersonPrincipal, courseId: string): Promise<EndpointResponse<typeof listCourseClasses>> {
    const course = await this.reading.see(who, courseId)
    if (!readsFigures(who, course)) throw new Refusal('auth.forbidden')
    const items = await this.progress.all(courseId)
    return { items, figures: await this.progress.figures(courseId, items) }
  }

  /** A class the caller speaks for. @throws Refusal not_found, auth.forbidden */
  async classOf(who: Principal, classId: string, { tx }: CourseEdit): Promise<StoredClass> {
    const aClass = await this.store.schoolClass(classId, tx)
    if (!speaksFor(who, aClass)) throw new Refusal('auth.forbidden')
    return aClass
  }

  /** @throws Refusal course.not_subscribed */
  async requireSubscribed({ tx, course }: CourseEdit, classId: string): Promise<void> {
    if (!(await this.store.subscribes(course.id, classId, tx))) throw new Refusal('course.not_subscribed')
  }

  private async learner(
    who: PersonPrincipal,
    { courseId, classId, itemId }: ItemOfClass,
    edit: CourseEdit,
  ): Promise<StoredClass> {
    const aClass = await this.classOf(who, classId, edit)
    requireLearning(edit)
    await this.requireSubscribed(edit, classId)
    const items = await this.database.rows(
      'select from course_item where id = $1 and course_id = $2',
      [itemId, courseId],
      edit.tx,
    )
    if (items.length === 0) throw new Refusal('not_found')
    return aClass
  }

  /** When the lesson behind an item was held; null for a resource. */
  private async heldOn({ itemId }: ItemOfClass, { tx }: CourseEdit) {
    const [row] = await this.database.rows<{ isLesson: boolean; endedAt: Date | null }>(
      `with recursive moved as (
         select lesson_id as id from course_item where id = $1 and lesson_id is not null
         union all select l.id from moved m join lesson l on l.rescheduled_from = m.id
       )
       select count(*) > 0 as "isLesson", max(l.ended_at) as "endedAt" from moved m join lesson l on l.id = m.id`,
      [itemId],
      tx,
    )
    if (!row?.isLesson) return null
    return row.endedAt ? { heldOn: dayIn(this.config.timeZone, row.endedAt) } : 'unheld'
  }
}

export interface ItemOfClass {
  readonly courseId: string
  readonly classId: string
  readonly itemId: string
}

/** @throws Refusal course.state */
export function requireLearning({ course }: CourseEdit): void {
  if (!LEARNING_STATES.includes(course.state)) throw new Refusal('course.state')
}
