import { PLAN_POLICY_DEFAULTS } from '../../server/src/schedule/course-plan/plan-policy.rules.ts'
import { TIMETABLE_POLICY_DEFAULTS } from '../../server/src/schedule/timetable/timetable-policy.rules.ts'
import { firstWeeks } from '../../server/src/schedule/timetable/weeks.rules.ts'
import {
  planKey,
  type PlanItem,
  type SlotFacts,
  type TimetableSnapshot,
} from '../../server/src/schedule/timetable/validator/snapshot.ts'
import { validate } from '../../server/src/schedule/timetable/validator/validate.ts'
import { metric, percentile, type Metrics } from './figures.ts'

const SCHOOLS = 100
const CLASSES = 10
const RUNS = 7
const WEEKS = firstWeeks(18)
const SUBJECTS: readonly [subject: string, hours: number][] = [
  ['chinese', 6],
  ['calligraphy', 1],
  ['mathematics', 4],
  ['english', 2],
  ['morality', 2],
  ['science', 2],
  ['ict', 1],
  ['pe', 3],
  ['music', 2],
  ['fine_art', 2],
  ['labour', 1],
  ['practice', 1],
  ['class_meeting', 1],
  ['school_based', 2],
]
const PLAN: readonly PlanItem[] = SUBJECTS.map(([key, hours]) => ({
  key,
  subjects: [key],
  odd: hours,
  even: hours,
}))
const periods = new Map(
  [500, 550, 600, 650, 840, 890].map((start, at) => [at + 1, { start, end: start + 40 }]),
)

/**
 * A county of 100 schools with 10 classes of 30 periods each: 30,000 slots, every class with its teachers, some lessons
 * synchronized, and in every school one teacher who is in two places at once.
 */
export function benchCounty(): TimetableSnapshot {
  const slots: SlotFacts[] = []
  const hours = SUBJECTS.flatMap(([subject, count]) => Array.from({ length: count }, () => subject))
  for (let school = 0; school < SCHOOLS; school += 1)
    for (let at = 0; at < CLASSES; at += 1)
      // Each class begins its week elsewhere, so that one teacher of a subject would serve all but a few.
      hours.forEach((subject, hour) => slots.push(slotOf(school, at, subject, (hour + at * 3) % 30)))
  return {
    policy: { ...TIMETABLE_POLICY_DEFAULTS, ...PLAN_POLICY_DEFAULTS },
    calendar: { teaching: WEEKS, closed: 0, closedDays: [] },
    schools: Array.from({ length: SCHOOLS }, (_, school) => ({
      id: `s${school}`,
      name: `School ${school}`,
      bells: [{ season: 'summer', weeks: WEEKS, periods }],
    })),
    classes: Array.from({ length: SCHOOLS * CLASSES }, (_, serial) => ({
      id: `s${Math.floor(serial / CLASSES)}c${serial % CLASSES}`,
      name: `Class ${serial % CLASSES}`,
      schoolId: `s${Math.floor(serial / CLASSES)}`,
      grades: [3],
    })),
    slots: synchronized(slots),
    teacherNames: new Map(),
    plans: new Map(Array.from({ length: SCHOOLS }, (_, school) => [planKey(`s${school}`, 3), PLAN])),
    editions: new Map(),
    agreedLoads: new Map(),
  }
}

const slotOf = (school: number, at: number, subject: string, place: number): SlotFacts => ({
  id: `s${school}c${at}p${place}`,
  classId: `s${school}c${at}`,
  weeks: WEEKS,
  namesWeeks: false,
  weekday: 1 + Math.floor(place / 6),
  period: 1 + (place % 6),
  subject,
  grades: null,
  quiet: null,
  teacherId: `s${school}t${at}${subject}`,
  room: `${at}`,
  deviceId: `s${school}d${at}`,
  mode: 'local',
  ownBell: null,
  lectureSlotId: null,
  adapted: false,
  editionMapped: false,
  reasons: {},
})

/** Every even school gives two lessons of its first class to the class beside it in the next school; teacher 0 doubles. */
function synchronized(slots: readonly SlotFacts[]): SlotFacts[] {
  const known = new Set(['ict', 'morality'])
  return slots.map((slot) => {
    const [, school = '', at = ''] = /^s(\d+)c(\d+)p/.exec(slot.id) ?? []
    if (at === '1' && slot.subject === 'school_based') return { ...slot, teacherId: `s${school}t0chinese` }
    if (at !== '0' || !known.has(slot.subject)) return slot
    const giver = Number(school) - (Number(school) % 2)
    if (giver === Number(school)) return { ...slot, mode: 'sync-lecture' }
    const place = slot.id.slice(slot.id.indexOf('p'))
    return { ...slot, mode: 'sync-listen', lectureSlotId: `s${giver}c0${place}` }
  })
}

/** Median of a whole-county check, ms: index and all sixteen rules. */
export async function validatorFigures(): Promise<Metrics> {
  const county = benchCounty()
  const findings = validate(county)
  const clashes = findings.filter(({ code }) => code === 'teacher_busy').length
  console.log(`${county.slots.length} slots, ${findings.length} findings, ${clashes} teachers in two places`)
  if (county.slots.length !== SCHOOLS * CLASSES * 30 || clashes < SCHOOLS)
    throw new Error('This is not the county that was meant, or its clashes were not found')
  const times = Array.from({ length: RUNS }, () => {
    const from = performance.now()
    validate(county)
    return performance.now() - from
  })
  return { validator_county: metric(percentile(times, 0.5), 'ms') }
}
