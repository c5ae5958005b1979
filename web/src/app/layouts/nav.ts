import type { Role } from '@tongke/contract'
import { PATHS } from '../../config/paths.ts'

const MANAGERS: readonly Role[] = ['administrator', 'officer', 'head', 'coordinator']
/** Who decides on what others made. */
const REVIEWERS: readonly Role[] = ['head', 'coordinator', 'researcher', 'officer']
/** Who verifies and confirms training hours. */
const HOURS_DESK: readonly Role[] = ['head', 'coordinator', 'officer']

/** Everybody who teaches or leads teaching; who looks after machines does not. */
const OBSERVERS: readonly Role[] = [
  'teacher',
  'head',
  'coordinator',
  'researcher',
  'trainer',
  'officer',
  'inspector',
]

/** Who looks over the work of many. */
const OVERSEERS: readonly Role[] = [...MANAGERS, 'inspector', 'researcher']

export const GROUPS = ['work', 'share', 'grow', 'admin'] as const

/** What the side bar offers. `roles` absent: everyone. The server decides for itself who may read what. */
export const NAV = [
  { key: 'home', to: PATHS.home, group: 'work' },
  { key: 'lessons', to: PATHS.lessons, group: 'work' },
  { key: 'timetable', to: PATHS.timetable, group: 'work' },
  { key: 'calendar', to: PATHS.calendar, group: 'work' },
  { key: 'pairings', to: PATHS.pairings, group: 'work' },
  { key: 'check', to: PATHS.check, group: 'work' },
  { key: 'library', to: PATHS.library, group: 'share' },
  { key: 'courses', to: PATHS.courses, group: 'share' },
  { key: 'packs', to: PATHS.packs, group: 'share' },
  { key: 'myResources', to: PATHS.myResources, group: 'share' },
  { key: 'reviewDesk', to: PATHS.reviewDesk, group: 'share', roles: REVIEWERS },
  { key: 'research', to: PATHS.research, group: 'grow' },
  { key: 'observe', to: PATHS.observe, group: 'grow', roles: OBSERVERS },
  { key: 'programmes', to: PATHS.programmes, group: 'grow' },
  { key: 'visits', to: PATHS.visits, group: 'grow' },
  { key: 'training', to: PATHS.training, group: 'grow' },
  { key: 'trainingDesk', to: PATHS.trainingDesk, group: 'grow', roles: HOURS_DESK },
  { key: 'trainingOverview', to: PATHS.trainingOverview, group: 'grow', roles: OVERSEERS },
  { key: 'reports', to: PATHS.reports, group: 'admin', roles: OVERSEERS },
  {
    key: 'classrooms',
    to: PATHS.classrooms,
    group: 'admin',
    roles: [...MANAGERS, 'inspector'] as readonly Role[],
  },
  { key: 'organizations', to: PATHS.organizations, group: 'admin', roles: MANAGERS },
  { key: 'people', to: PATHS.people, group: 'admin', roles: MANAGERS },
  { key: 'classes', to: PATHS.classes, group: 'admin', roles: MANAGERS },
  { key: 'devices', to: PATHS.devices, group: 'admin', roles: MANAGERS },
  {
    key: 'curriculum',
    to: PATHS.curriculum,
    group: 'admin',
    roles: [...MANAGERS, 'researcher'] as readonly Role[],
  },
  { key: 'audit', to: PATHS.audit, group: 'admin', roles: ['administrator', 'inspector'] as readonly Role[] },
] as const satisfies readonly {
  key: string
  to: string
  group: (typeof GROUPS)[number]
  roles?: readonly Role[]
}[]

export type NavItem = (typeof NAV)[number]

export const navFor = (roles: readonly Role[]): readonly NavItem[] =>
  NAV.filter((item) => !('roles' in item) || item.roles.some((role) => roles.includes(role)))

const holds = (path: string, to: string): boolean =>
  to === '/' ? path === '/' : path === to || path.startsWith(`${to}/`)

/** The one entry that is lit on a page: the nearest above it. */
export const litOn = (path: string, items: readonly NavItem[]): NavItem['key'] | undefined =>
  items.filter(({ to }) => holds(path, to)).toSorted((a, b) => b.to.length - a.to.length)[0]?.key
