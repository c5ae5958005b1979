import { navFor } from './nav.ts'

const keys = (...roles: Parameters<typeof navFor>[0][number][]) => navFor(roles).map((item) => item.key)

describe('navFor', () => {
  it('offers teaching to everybody and administration to nobody without a post', () => {
    expect(keys()).toEqual(['home', 'lessons', 'library', 'check', 'myResources'])
  })

  it('offers the audit log to administrators and inspectors only', () => {
    expect(keys('administrator')).toContain('audit')
    expect(keys('inspector')).toEqual(['home', 'lessons', 'library', 'check', 'myResources', 'audit'])
    expect(keys('coordinator')).not.toContain('audit')
  })

  it('offers the review desk to whoever decides on the work of others', () => {
    for (const role of ['head', 'coordinator', 'researcher', 'officer', 'administrator'] as const)
      expect(keys(role)).toContain('reviewDesk')
    for (const role of ['teacher', 'trainer', 'inspector'] as const)
      expect(keys(role)).not.toContain('reviewDesk')
  })
})
