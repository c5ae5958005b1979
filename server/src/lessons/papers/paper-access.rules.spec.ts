import type { OrgKind, Role } from '@tongke/contract'
import type { LessonParties, Viewer } from '../lesson-access.rules.ts'
import { LESSON_POLICY_DEFAULTS } from '../lesson-policy.rules.ts'
import { LEG, OTHER_LEG, stateOf, T } from '../lesson.fixtures.ts'
import { evaluationLegs, incidentPlaces, paperPartOf, rollLegs } from './paper-access.rules.ts'

const HOUR = 3_600_000
const both = [LEG, OTHER_LEG]
const parties: LessonParties = {
  lecturerId: 'lecturer',
  lectureOrg: { id: 'urban', path: '/b/urban/' },
  legs: [
    { id: LEG, classId: 'c1', assistantId: 'assistant', org: { id: 'point', path: '/b/centre/point/' } },
    { id: OTHER_LEG, classId: 'c2', assistantId: null, org: { id: 'far', path: '/b/far/' } },
  ],
}
const person = (id: string, role: Role, orgId: string, orgPath: string): Viewer => ({
  kind: 'person',
  id,
  name: id,
  posts: [{ orgId, orgName: orgId, orgKind: 'village' as OrgKind, orgPath, role }],
})
const came = (status: 'ENDED' | 'NOT_HELD') => {
  const state = stateOf({ status, startedAt: T, endedAt: T })
  return { ...state, legs: { ...state.legs, [LEG]: { ...state.legs[LEG]!, status: 'LEFT' as const } } }
}

/** Who; then what they may write an hour, four days and eight days after class: rolls, evaluations, incidents. */
const ROWS: [string, Viewer, number, string[], string[], (string | null)[]][] = [
  ['lecturer', person('lecturer', 'teacher', 'urban', '/b/urban/'), 1, [], [LEG], [...both, null]],
  ['lecturer', person('lecturer', 'teacher', 'urban', '/b/urban/'), 96, [], [LEG], []],
  ['lecturer', person('lecturer', 'teacher', 'urban', '/b/urban/'), 192, [], [], []],
  ['assistant', person('assistant', 'teacher', 'point', '/b/centre/point/'), 1, [LEG], [LEG], [LEG]],
  ['assistant', person('assistant', 'teacher', 'point', '/b/centre/point/'), 96, [], [LEG], []],
  ['coordinator', person('x', 'coordinator', 'centre', '/b/centre/'), 1, both, [], [...both, null]],
  ['coordinator', person('x', 'coordinator', 'centre', '/b/centre/'), 96, both, [], []],
  ['officer', person('x', 'officer', 'b', '/b/'), 1, both, [], [...both, null]],
  ['inspector', person('x', 'inspector', 'b', '/b/'), 1, [], [], [...both, null]],
  ['another teacher', person('x', 'teacher', 'point', '/b/centre/point/'), 1, [], [], []],
  ['the room', { kind: 'device', id: 'd', name: 'd', classId: 'c1' }, 1, [], [], []],
]

test.each(ROWS)('%s %#, hours after class', (_, viewer, hours, roll, evaluate, incident) => {
  const asking = {
    state: came('ENDED'),
    part: paperPartOf(viewer, parties),
    now: T + hours * HOUR,
    policy: LESSON_POLICY_DEFAULTS,
  }
  expect([rollLegs(asking), evaluationLegs(asking), incidentPlaces(asking)]).toEqual([
    roll,
    evaluate,
    incident,
  ])
})

test('a lesson that was not held has an incident form only', () => {
  const part = paperPartOf(person('assistant', 'teacher', 'point', '/b/centre/point/'), parties)
  const asking = { state: came('NOT_HELD'), part, now: T, policy: LESSON_POLICY_DEFAULTS }
  expect([rollLegs(asking), evaluationLegs(asking), incidentPlaces(asking)]).toEqual([[], [], [LEG]])
})
