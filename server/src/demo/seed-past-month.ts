import type { LessonPlan } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import type { LessonActor } from '../lessons/lesson-command.rules.ts'
import { newId } from '../platform/id.ts'
import type { SlotDay } from './lecture-days.ts'
import { BAD_LINE, GOOD_DAY, type Day } from './past-day.rules.ts'
import { tell } from './past-lesson.rules.ts'
import { link, store, storePast } from './store-past-lesson.ts'

const MINUTE = 60_000
const DAY_MS = 24 * 60 * MINUTE
/** Tuesdays and Thursdays of so many weeks, ending ten days ago: last month's report is alive, whatever today is. */
export const PAST_WEEKS = 6
const TITLES = [
  '问候 Greetings',
  '数字 Numbers',
  '家人 Family',
  '文具 In my bag',
  '水果 Fruit',
  '动物 Animals',
]

type PlanAt = (title: string, plannedStart: number) => LessonPlan
type Fate = Day | 'not_held' | 'cancelled'

const LATE_DAY: Day = { ...GOOD_DAY, startedAfter: 5 }
const FATES: readonly Fate[] = [
  GOOD_DAY,
  GOOD_DAY,
  BAD_LINE,
  GOOD_DAY,
  'not_held',
  GOOD_DAY,
  LATE_DAY,
  GOOD_DAY,
  'cancelled',
  GOOD_DAY,
  BAD_LINE,
  GOOD_DAY,
]

interface Where {
  readonly tx: EntityManager
  /** Start of today in the county, ms. */
  readonly today: number
  readonly originOf: (at: number) => SlotDay | null
}

/** Six weeks of ordinary lessons: most went well, some did not, one was made up. */
export async function seedPastMonth({ tx, today, originOf }: Where, planAt: PlanAt): Promise<void> {
  const weekday = (new Date(today + DAY_MS / 2).getUTCDay() + 6) % 7
  const monday = today - (weekday + 7 * (PAST_WEEKS + 1)) * DAY_MS
  const morning = (9 * 60 + 10) * MINUTE
  for (const [index, fate] of FATES.entries()) {
    const day = monday + (Math.floor(index / 2) * 7 + (index % 2 === 0 ? 1 : 3)) * DAY_MS
    const plan = planAt(TITLES[index % TITLES.length] ?? '', day + morning)
    const origin = originOf(plan.plannedStart)
    if (typeof fate !== 'string') await link(tx, await storePast(tx, plan, fate), origin)
    else {
      const failedId = await storeFailed(tx, plan, fate)
      await link(tx, failedId, origin)
      if (fate === 'not_held') await makeUp(tx, failedId, plan, planAt)
    }
  }
}

async function storeFailed(
  tx: EntityManager,
  plan: LessonPlan,
  fate: 'not_held' | 'cancelled',
): Promise<string> {
  const lessonId = newId()
  const actor: LessonActor = { part: 'scheduler', personId: plan.lecturer.id, name: plan.lecturer.name }
  const planned = { minute: -3_000, actor, command: { type: 'plan' as const, plan } }
  const end =
    fate === 'not_held'
      ? { minute: 16, actor: { part: 'system' } as LessonActor, command: { type: 'tick' as const } }
      : { minute: -90, actor, command: { type: 'cancel' as const, reason: 'power' as const } }
  await store(tx, tell(lessonId, plan, [planned, end], newId), [])
  return lessonId
}

/** Three days later, all classes. */
async function makeUp(
  tx: EntityManager,
  failedId: string,
  failed: LessonPlan,
  planAt: PlanAt,
): Promise<void> {
  const plan = planAt(`${failed.title}（补课）`, failed.plannedStart + 3 * DAY_MS)
  const lessonId = await storePast(tx, plan, GOOD_DAY)
  await tx.query('update lesson set make_up_of = $2 where id = $1', [lessonId, failedId])
}
