import { isOpenPage } from './open-pages.ts'

describe('pages without an account', () => {
  it.each(['/sign-in', '/device', '/verify', '/verify/TK2026-000001-H4S9Y2DN'])('%s is open', (path) => {
    expect(isOpenPage(path)).toBe(true)
  })

  it.each(['/', '/training', '/training/overview', '/verify/TK2026-000001-H4S9Y2DN/more'])(
    '%s asks who is there',
    (path) => {
      expect(isOpenPage(path)).toBe(false)
    },
  )
})
