import { navFor } from './nav.ts'

const keys = (...roles: Parameters<typeof navFor>[0][number][]) => navFor(roles).map((item) => item.key)

describe('navFor', () => {
  it('offers teaching to everybody and administration to nobody without a post', () => {
    expect(keys()).toEqual(['home', 'lessons', 'check'])
  })

  it('offers the audit log to administrators and inspectors only', () => {
    expect(keys('administrator')).toContain('audit')
    expect(keys('inspector')).toEqual(['home', 'lessons', 'check', 'audit'])
    expect(keys('coordinator')).not.toContain('audit')
  })
})
