import { Injectable } from '@nestjs/common'
import {
  Refusal,
  type CourseItem,
  type CourseUnit,
  type EndpointResponse,
  type ErrorDetail,
  type LessonStatus,
  type ResourceCard,
  type listLessonChoices,
} from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { LessonDirectory } from '../lessons/lesson-directory.ts'
import { mayDo as mayDoToLesson } from '../lessons/lesson-access.rules.ts'
import { OnlineResources } from '../library/use/online-resources.ts'
import type { PersonPrincipal, Principal } from '../people/principal.ts'
import { Where, containing } from '../people/scope.sql.ts'
import { Database } from '../platform/database/database.ts'
import { isEditor } from './course-access.rules.ts'
import { CHAIN } from './lesson-chain.sql.ts'
import { emptiness, type OutlineItem } from './course-outline.rules.ts'
import { CourseStore, type StoredCourse } from './course-store.ts'

interface LessonRow {
  root: string
  id: string
  title: string
  status: LessonStatus
  plannedStart: Date
  plannedMinutes: number
  lecturerName: string
}
type LessonOf = Extract<CourseItem, { kind: 'lesson' }>['lesson']

const CHOICES = 50

/** What is in a course, as its readers may see it: being in a course opens nothing to anybody. */
@Injectable()
export class CourseContents {
  constructor(
    private readonly database: Database,
    private readonly store: CourseStore,
    private readonly online: OnlineResources,
    private readonly lessons: LessonDirectory,
  ) {}

  async of(who: Principal, courseId: string): Promise<CourseUnit[]> {
    const { units } = await this.store.outline(courseId)
    const targets = units.flatMap(({ items }) => items)
    const resources = targets.filter(({ kind }) => kind === 'resource').map(({ targetId }) => targetId)
    const cards = new Map((await this.online.cards(who, resources)).map((card) => [card.id, card]))
    const lessons = await this.lessonsOf(who, courseId)
    return units.map(({ id, title, items }) => ({
      id,
      title,
      items: items.map((item) => present(item, cards, lessons)),
    }))
  }

  /** Why the course cannot be shown to the county; null: nothing is wrong. */
  async unready(courseId: string, tx: EntityManager): Promise<Refusal | null> {
    const outline = await this.store.outline(courseId, tx)
    const empty = emptiness(outline)
    if (empty) return empty
    const hidden = await this.database.rows<{ title: string }>(
      `select u.title from course_item i join course_unit u on u.id = i.unit_id join resource r on r.id = i.resource_id
        where i.course_id = $1 and not (r.standing = 'ONLINE' and r.scope = 'county') order by u.position`,
      [courseId],
      tx,
    )
    if (hidden.length === 0) return null
    const details = hidden.map(({ title }) => detailOf('hidden', title))
    return new Refusal('course.item', { details })
  }

  /**
   * New items: a resource that is online for whoever adds it, a lesson of the course's school that was not called off.
   * @throws Refusal course.item
   */
  async checkTargets(
    who: PersonPrincipal,
    course: StoredCourse,
    added: readonly OutlineItem[],
    tx: EntityManager,
  ): Promise<void> {
    const idsOf = (kind: OutlineItem['kind']) =>
      added.filter((item) => item.kind === kind).map(({ targetId }) => targetId)
    const cards = await this.online.cards(who, idsOf('resource'))
    const lessons = await this.database.rows<{ id: string }>(
      `select id from lesson where id = any($1) and lecture_org_id = $2 and plan->>'type' <> 'meeting' and status not in ('CANCELLED', 'NOT_HELD', 'RESCHEDULED')`,
      [idsOf('lesson'), course.orgId],
      tx,
    )
    const known = new Set([...cards, ...lessons].map(({ id }) => id))
    const strange = added.filter(({ targetId }) => !known.has(targetId))
    if (strange.length > 0)
      throw new Refusal('course.item', {
        details: strange.map(({ targetId }) => detailOf('unknown', targetId)),
      })
  }

  /** @throws Refusal not_found, auth.forbidden */
  async lessonChoices(
    who: PersonPrincipal,
    course: StoredCourse,
    search: string | undefined,
  ): Promise<EndpointResponse<typeof listLessonChoices>> {
    if (!isEditor(who, course)) throw new Refusal('auth.forbidden')
    const where = new Where()
      .and('l.lecture_org_id = ?', course.orgId)
      .and(`l.status not in ('CANCELLED', 'NOT_HELD', 'RESCHEDULED') and l.plan->>'type' <> 'meeting'`)
      .and('not exists (select from course_item i where i.lesson_id = l.id and i.course_id = ?)', course.id)
      .andIf(search, `l.plan->>'title' ilike ?`, containing(search ?? ''))
    const rows = await this.database.rows<Pick<LessonRow, 'id' | 'title' | 'plannedStart' | 'lecturerName'>>(
      `select l.id, l.plan->>'title' as title, l.planned_start as "plannedStart",
              l.plan->'lecturer'->>'name' as "lecturerName"
         from lesson l ${where} order by l.plan->>'subject' = $${where.parameters.length + 1} desc, l.planned_start desc
        limit ${CHOICES}`,
      [...where.parameters, course.subject],
    )
    return { items: rows.map((row) => ({ ...row, plannedStart: row.plannedStart.getTime() })) }
  }

  /** By the lesson that was put into the course, wherever it was moved to since. */
  private async lessonsOf(who: Principal, courseId: string): Promise<Map<string, LessonOf>> {
    const rows = await this.database.rows<LessonRow>(
      `with recursive ${CHAIN}
       select distinct on (c.root) c.root, l.id, l.status, l.plan->>'title' as title, l.planned_start as "plannedStart",
              (l.plan->>'plannedMinutes')::int as "plannedMinutes", l.plan->'lecturer'->>'name' as "lecturerName"
         from chain c join lesson l on l.id = c.id order by c.root, c.step desc`,
      [courseId],
    )
    const entries = rows.map(async ({ root, plannedStart, ...lesson }) => {
      const canOpen = mayDoToLesson('see', who, await this.lessons.parties(lesson.id))
      return [root, { ...lesson, plannedStart: plannedStart.getTime(), canOpen }] as const
    })
    return new Map(await Promise.all(entries))
  }
}

const detailOf = (code: string, message: string): ErrorDetail => ({ path: 'units', code, message })

function present(
  { id, kind, targetId }: OutlineItem & { id: string },
  cards: ReadonlyMap<string, ResourceCard>,
  lessons: ReadonlyMap<string, LessonOf>,
): CourseItem {
  if (kind === 'resource') return { id, targetId, kind, resource: cards.get(targetId) ?? null }
  const lesson = lessons.get(targetId)
  if (!lesson) throw new Error(`No lesson ${targetId}`)
  return { id, targetId, kind, lesson }
}
