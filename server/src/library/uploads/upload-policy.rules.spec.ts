import { MEGABYTE, UPLOAD_POLICY_DEFAULTS, largestFile } from './upload-policy.rules.ts'

describe('the largest file', () => {
  const policy = { ...UPLOAD_POLICY_DEFAULTS, teacherMegabytes: 10, officerMegabytes: 20 }

  it('is that of the best of the roles', () => {
    expect(largestFile(['teacher'], policy)).toBe(10 * MEGABYTE)
    expect(largestFile(['teacher', 'officer'], policy)).toBe(20 * MEGABYTE)
  })

  it('is nothing without a post', () => {
    expect(largestFile([], policy)).toBe(0)
  })
})
