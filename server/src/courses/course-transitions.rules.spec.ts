import { CourseState, Refusal } from '@tongke/contract'
import type { CoursePart } from './course-access.rules.ts'
import {
  COURSE_TRANSITIONS,
  fireCourse,
  mayFire,
  type CourseMoment,
  type CourseTrigger,
} from './course-transitions.rules.ts'

const PARTS: readonly CoursePart[] = ['editor', 'reviewer', 'bureau', 'system']
const TRIGGERS = COURSE_TRANSITIONS.map(({ trigger }) => trigger)

const moment = (part: CoursePart, state: CourseState, unready: Refusal | null = null): CourseMoment => ({
  state,
  parts: new Set([part]),
  unready,
})
const result = (fired: CourseState | Refusal) => (fired instanceof Refusal ? fired.code : fired)

type Arrow = [string, CourseTrigger, CoursePart, CourseState, CourseState]

const ARROWS: Arrow[] = [
  ['a draft is written', 'edit', 'editor', 'DRAFT', 'DRAFT'],
  ['an open course grows', 'extend', 'editor', 'OPEN', 'OPEN'],
  ['a running course grows', 'extend', 'editor', 'RUNNING', 'RUNNING'],
  ['a draft is thrown away', 'discard', 'editor', 'DRAFT', 'DRAFT'],
  ['the school proposes it', 'propose', 'editor', 'DRAFT', 'PROPOSED'],
  ['and takes it back', 'withdraw', 'editor', 'PROPOSED', 'DRAFT'],
  ['the bureau approves', 'approve', 'reviewer', 'PROPOSED', 'REVIEWED'],
  ['the bureau sends it back', 'send_back', 'reviewer', 'PROPOSED', 'DRAFT'],
  ['the school changes its mind', 'revise', 'editor', 'REVIEWED', 'DRAFT'],
  ['classes may come', 'open', 'editor', 'REVIEWED', 'OPEN'],
  ['it begins by hand', 'start', 'editor', 'OPEN', 'RUNNING'],
  ['it begins by date', 'start', 'system', 'OPEN', 'RUNNING'],
  ['the school lets it be', 'close', 'editor', 'REVIEWED', 'CLOSED'],
  ['the school closes it early', 'close', 'editor', 'OPEN', 'CLOSED'],
  ['the school closes it', 'close', 'editor', 'RUNNING', 'CLOSED'],
  ['the bureau stops it before it opens', 'close', 'bureau', 'REVIEWED', 'CLOSED'],
  ['the bureau stops it early', 'close', 'bureau', 'OPEN', 'CLOSED'],
  ['the bureau stops it', 'close', 'bureau', 'RUNNING', 'CLOSED'],
]

describe('arrows of a course', () => {
  it.each(ARROWS)('%s', (_, trigger, part, from, to) => {
    expect(result(fireCourse(trigger, moment(part, from)))).toBe(to)
    expect(mayFire(trigger, moment(part, from))).toBe(true)
  })

  it('are all of them', () => {
    const tested = ARROWS.map(([, trigger, part, from]) => `${trigger} ${part} ${from}`)
    const declared = COURSE_TRANSITIONS.flatMap(({ trigger, who, from }) =>
      who.flatMap((part) => from.map((state) => `${trigger} ${part} ${state}`)),
    )
    expect(tested.sort()).toEqual(declared.sort())
    expect(new Set(TRIGGERS).size).toBe(TRIGGERS.length)
  })
})

describe('refusals', () => {
  const cases = TRIGGERS.flatMap((trigger) =>
    PARTS.flatMap((part) => CourseState.options.map((state) => [trigger, part, state] as const)),
  ).filter(
    ([trigger, part, state]) => !ARROWS.some(([, t, p, s]) => t === trigger && p === part && s === state),
  )

  it.each(cases)('%s by %s in %s', (trigger, part, state) => {
    const mayEver = ARROWS.some(([, t, p]) => t === trigger && p === part)
    expect(result(fireCourse(trigger, moment(part, state)))).toBe(mayEver ? 'course.state' : 'auth.forbidden')
  })

  it.each<[CourseTrigger, CourseState]>([
    ['propose', 'DRAFT'],
    ['open', 'REVIEWED'],
  ])('%s says what is missing', (trigger, state) => {
    const unready = new Refusal('course.incomplete')
    expect(fireCourse(trigger, moment('editor', state, unready))).toBe(unready)
  })
})
