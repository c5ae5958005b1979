import { PATHS, paths } from '../config/paths.ts'
import { isOpenPage } from './open-pages.ts'

describe('pages for whoever is not signed in', () => {
  it.each([PATHS.signIn, PATHS.device, PATHS.offline, '/verify', paths.verify('TK2026-000001-7F3K9QXM')])(
    '%s is open',
    (path) => expect(isOpenPage(path)).toBe(true),
  )

  it.each(['/', PATHS.training, '/verify/TK2026-000001-7F3K9QXM/more', '/lessons/verify', '/sign-in/x'])(
    '%s is not',
    (path) => expect(isOpenPage(path)).toBe(false),
  )
})
