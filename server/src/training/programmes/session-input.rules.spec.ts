import { sessionFaults } from './session-input.rules.ts'

const HOUR = 3_600_000
const base = {
  title: '开班',
  startsAt: 0,
  endsAt: HOUR,
  place: '',
  lessonId: null,
  resourceId: null,
  hostOrgId: null,
  days: null,
}

it.each([
  [{ kind: 'face' as const }, []],
  [{ kind: 'live' as const, lessonId: 'l' }, []],
  [{ kind: 'live' as const }, ['body.lessonId']],
  [{ kind: 'video' as const, resourceId: 'r', endsAt: 500 * HOUR }, []],
  [{ kind: 'shadowing' as const, hostOrgId: 'o', days: 3, endsAt: 500 * HOUR }, []],
  [{ kind: 'shadowing' as const, hostOrgId: 'o' }, ['body.days']],
  [{ kind: 'face' as const, resourceId: 'r' }, ['body.resourceId']],
  [{ kind: 'face' as const, endsAt: 0 }, ['body.endsAt']],
  [{ kind: 'village' as const, endsAt: 25 * HOUR }, ['body.endsAt']],
])('%j', (change, paths) => {
  expect(sessionFaults({ ...base, ...change }).map(({ path }) => path)).toEqual(paths)
})
