import { Injectable } from '@nestjs/common'
import { Refusal, type ErrorDetail, type LessonPlan } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { Database } from '../platform/database/database.ts'

const LOCK = 72_114_020
const MINUTE = 60_000

interface Clash {
  title: string
  at: Date
  people: string[]
  classes: string[]
}

const overlap = (a: readonly string[], b: readonly (string | null)[]): boolean =>
  a.some((one) => b.includes(one))

/** Where in the request the clashes are: who or which class is in another lesson then. */
function detailsOf(plan: LessonPlan, clashes: readonly Clash[]): ErrorDetail[] {
  return clashes.flatMap(({ title, at, people, classes }) => {
    const say = (path: string): ErrorDetail => ({
      path,
      code: 'busy',
      message: `${title} ${at.toISOString()}`,
    })
    return [
      ...(people.includes(plan.lecturer.id) ? [say('body.lecturerId')] : []),
      ...(classes.includes(plan.lectureClass.id) ? [say('body.lectureClassId')] : []),
      ...plan.legs.flatMap((leg, index) => [
        ...(classes.includes(leg.classId) ? [say(`body.legs.${index}.classId`)] : []),
        ...(overlap(people, [leg.assistantId]) ? [say(`body.legs.${index}.assistantId`)] : []),
      ]),
    ]
  })
}

/** Nobody and no class is in two lessons at once. Meetings give way to lessons. */
@Injectable()
export class LessonCalendar {
  constructor(private readonly database: Database) {}

  /** Before any lesson is locked, so that two who plan never wait for each other. */
  async lock(tx: EntityManager): Promise<void> {
    await tx.query('select pg_advisory_xact_lock($1)', [LOCK])
  }

  /**
   * Planning is done one at a time from here to the end of the transaction, so that two plans cannot miss each other.
   * @param except lessons that this plan replaces
   * @throws Refusal lesson.busy naming what clashes
   */
  async claim(tx: EntityManager, plan: LessonPlan, except: readonly string[]): Promise<void> {
    await this.lock(tx)
    const people = [plan.lecturer.id, ...plan.legs.flatMap((leg) => leg.assistantId ?? [])]
    const classes = [plan.lectureClass.id, ...plan.legs.map((leg) => leg.classId)]
    const clashes = await this.database.rows<Clash>(
      `select l.plan->>'title' as title, l.planned_start as at,
              array_remove(array_agg(g.assistant_id) || l.lecturer_id, null) as people,
              array_agg(g.class_id) || l.lecture_class_id as classes
         from lesson l left join lesson_leg g on g.lesson_id = l.id
        where l.plan->>'type' <> 'meeting' and l.status in ('SCHEDULED', 'PREPARED', 'CHECKED', 'WAITING', 'LIVE', 'INTERRUPTED')
          and l.planned_start < $2 and l.planned_end > $1 and not l.id = any($5)
        group by l.id
       having l.lecturer_id = any($3) or l.lecture_class_id = any($4)
           or array_agg(g.assistant_id) && $3::uuid[] or array_agg(g.class_id) && $4::uuid[]`,
      [
        new Date(plan.plannedStart),
        new Date(plan.plannedStart + plan.plannedMinutes * MINUTE),
        people,
        classes,
        except,
      ],
      tx,
    )
    if (clashes.length > 0) throw new Refusal('lesson.busy', { details: detailsOf(plan, clashes) })
  }
}
