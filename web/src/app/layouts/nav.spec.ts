import { litOn, navFor } from './nav.ts'

const keys = (...roles: Parameters<typeof navFor>[0][number][]) => navFor(roles).map((item) => item.key)

describe('navFor', () => {
  it('offers teaching to everybody and administration to nobody without a post', () => {
    expect(keys()).toEqual([
      'home',
      'lessons',
      'timetable',
      'calendar',
      'pairings',
      'check',
      'library',
      'courses',
      'packs',
      'myResources',
      'research',
      'programmes',
      'visits',
      'training',
    ])
  })

  it('offers the audit log to administrators and inspectors only', () => {
    expect(keys('administrator')).toContain('audit')
    expect(keys('inspector')).toEqual([
      'home',
      'lessons',
      'timetable',
      'calendar',
      'pairings',
      'check',
      'library',
      'courses',
      'packs',
      'myResources',
      'research',
      'observe',
      'programmes',
      'visits',
      'training',
      'trainingOverview',
      'reports',
      'classrooms',
      'audit',
    ])
    expect(keys('coordinator')).not.toContain('audit')
  })

  it('offers lessons to watch to whoever may watch them', () => {
    expect(keys('teacher')).toContain('observe')
    expect(keys('administrator')).not.toContain('observe')
  })

  it('offers the review desk to whoever decides on the work of others', () => {
    for (const role of ['head', 'coordinator', 'researcher', 'officer'] as const)
      expect(keys(role)).toContain('reviewDesk')
    for (const role of ['teacher', 'trainer', 'inspector', 'administrator'] as const)
      expect(keys(role)).not.toContain('reviewDesk')
  })
})

describe('litOn', () => {
  const items = navFor(['officer'])
  it.each([
    ['/', 'home'],
    ['/lessons/new', 'lessons'],
    ['/library', 'library'],
    ['/library/0190', 'library'],
    ['/library/favourites', 'library'],
    ['/library/mine', 'myResources'],
    ['/library/review/0190', 'reviewDesk'],
    ['/libraryish', undefined],
    ['/me', undefined],
  ])('%s lights %s', (path, key) => {
    expect(litOn(path, items)).toBe(key)
  })

  it('lights nothing that is not offered', () => {
    expect(litOn('/library/review', navFor(['teacher']))).toBe('library')
  })
})
