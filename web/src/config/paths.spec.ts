import { paths, safeBack } from './paths.ts'

describe('safeBack', () => {
  it.each([
    [null, '/'],
    ['/lessons/1?tab=a', '/lessons/1?tab=a'],
    ['https://evil.example', '/'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
  ])('%s → %s', (back, expected) => expect(safeBack(back)).toBe(expected))
})

describe('paths', () => {
  it('keeps the way back in the sign-in address', () => {
    expect(paths.signIn('/lessons?when=past')).toBe('/sign-in?back=%2Flessons%3Fwhen%3Dpast')
    expect(paths.signIn('/')).toBe('/sign-in')
  })
})
