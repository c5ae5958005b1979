import { problemOf } from './capture.ts'

const named = (name: string) => Object.assign(new Error('x'), { name })

describe('device problems', () => {
  it.each([
    ['NotAllowedError', 'denied'],
    ['NotFoundError', 'missing'],
    ['NotReadableError', 'taken'],
    ['AbortError', 'taken'],
    ['SecurityError', 'insecure'],
    ['TypeError', 'failed'],
  ])('%s means %s', (name, problem) => {
    expect(problemOf(named(name))).toBe(problem)
  })

  it('calls anything else failed', () => {
    expect(problemOf('no error at all')).toBe('failed')
  })
})
