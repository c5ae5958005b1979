import type { OrgKind, Role } from '@tongke/contract'
import {
  isScheduler,
  mayDo,
  mayPlan,
  participantOf,
  scopeOf,
  type LessonAction,
  type LessonParties,
  type Viewer,
} from './lesson-access.rules.ts'

const parties: LessonParties = {
  lecturerId: 'lecturer',
  lectureOrg: { id: 'urban', path: '/bureau/urban/' },
  legs: [
    {
      id: 'leg',
      classId: 'class',
      assistantId: 'assistant',
      org: { id: 'point', path: '/bureau/centre/village/point/' },
    },
  ],
}

const PATHS: Record<string, string> = {
  bureau: '/bureau/',
  urban: '/bureau/urban/',
  centre: '/bureau/centre/',
  point: '/bureau/centre/village/point/',
  other: '/bureau/other/',
}
const person = (id: string, role: Role, orgId: string): Viewer => ({
  kind: 'person',
  id,
  name: id,
  posts: [{ orgId, orgName: orgId, orgKind: 'village' as OrgKind, orgPath: PATHS[orgId] ?? '', role }],
})
const device = (classId: string): Viewer => ({ kind: 'device', id: 'pc', name: 'pc', classId })

const ROWS: [string, Viewer, string | null, boolean, boolean, LessonAction[]][] = [
  // who, viewer, part, schedules, may plan, may do
  [
    'the lecturer',
    person('lecturer', 'teacher', 'urban'),
    'lecturer',
    false,
    true,
    ['see', 'edit', 'cancel', 'settle', 'export'],
  ],
  ['the assistant', person('assistant', 'teacher', 'point'), 'assistant', false, false, ['see', 'export']],
  ['the class device', device('class'), 'room', false, false, ['see']],
  ['another device', device('elsewhere'), null, false, false, []],
  ['another teacher there', person('x', 'teacher', 'urban'), null, false, false, []],
  [
    'bureau officer',
    person('x', 'officer', 'bureau'),
    'observer',
    true,
    true,
    ['see', 'edit', 'cancel', 'settle', 'export'],
  ],
  [
    'administrator',
    person('x', 'administrator', 'bureau'),
    'observer',
    true,
    true,
    ['see', 'edit', 'cancel', 'settle', 'export'],
  ],
  ['inspector', person('x', 'inspector', 'bureau'), 'observer', false, false, ['see', 'export']],
  ['researcher', person('x', 'researcher', 'bureau'), 'observer', false, false, ['see', 'export']],
  ['trainer', person('x', 'trainer', 'bureau'), null, false, false, []],
  ['head of the lecture school', person('x', 'head', 'urban'), 'observer', false, false, ['see', 'export']],
  ['head of the listening point', person('x', 'head', 'point'), 'observer', false, false, ['see', 'export']],
  ['head of the centre above', person('x', 'head', 'centre'), null, false, false, []],
  ['head elsewhere', person('x', 'head', 'other'), null, false, false, []],
  [
    'coordinator of the lecture school',
    person('x', 'coordinator', 'urban'),
    'observer',
    true,
    true,
    ['see', 'edit', 'cancel', 'settle', 'export'],
  ],
  [
    'coordinator of the centre above',
    person('x', 'coordinator', 'centre'),
    'observer',
    true,
    true,
    ['see', 'edit', 'cancel', 'settle', 'export'],
  ],
  ['coordinator elsewhere', person('x', 'coordinator', 'other'), null, false, false, []],
]

describe('lesson access', () => {
  test.each(ROWS)('%s', (_, viewer, part, schedules, plans, actions) => {
    expect(participantOf(viewer, parties)?.part ?? null).toBe(part)
    expect(isScheduler(viewer, parties)).toBe(schedules)
    expect(mayPlan(viewer, parties)).toBe(plans)
    const all: LessonAction[] = ['see', 'edit', 'cancel', 'settle', 'export']
    expect(all.filter((action) => mayDo(action, viewer, parties))).toEqual(actions)
  })

  test('a teacher with a place watches and sees, but takes no figures along', () => {
    const teacher = person('watcher', 'teacher', 'other')
    const enrolled = { ...parties, enrolled: [{ personId: 'watcher', orgName: '村小' }] }
    expect(participantOf(teacher, enrolled)).toMatchObject({ part: 'observer', orgName: '村小' })
    expect(mayDo('see', teacher, enrolled)).toBe(true)
    expect(mayDo('export', teacher, enrolled)).toBe(false)
    const researcher = person('watcher', 'researcher', 'bureau')
    expect(mayDo('export', researcher, enrolled)).toBe(true)
  })

  test('only an inspector without a place is hidden', () => {
    const inspector = person('x', 'inspector', 'bureau')
    const enrolled = { ...parties, enrolled: [{ personId: 'x', orgName: '督导室' }] }
    expect(participantOf(inspector, parties)).toMatchObject({ hidden: true })
    expect(participantOf(inspector, enrolled)).not.toHaveProperty('hidden')
    expect(participantOf(person('x', 'researcher', 'bureau'), parties)).not.toHaveProperty('hidden')
  })

  test('a lecturer without a post at the lecture school may not plan there', () => {
    expect(mayPlan(person('lecturer', 'teacher', 'other'), parties)).toBe(false)
  })

  test('lists reach as far as the posts', () => {
    expect(scopeOf(person('x', 'researcher', 'bureau'))).toEqual({ all: true })
    expect(scopeOf(person('x', 'head', 'point'))).toEqual({ all: false, orgIds: ['point'], orgPaths: [] })
    expect(scopeOf(person('x', 'coordinator', 'centre'))).toEqual({
      all: false,
      orgIds: [],
      orgPaths: ['/bureau/centre/'],
    })
    expect(scopeOf(person('x', 'teacher', 'urban'))).toEqual({ all: false, orgIds: [], orgPaths: [] })
  })
})
