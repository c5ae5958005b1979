import { Refusal } from '@tongke/contract'
import fc from 'fast-check'
import { filesOf, findFile, type RawEntry } from './entries.rules.ts'

const LIMITS = { mostFiles: 5, mostBytes: 100 * 1024 * 1024 }
const entry = (name: string | Buffer, change: Partial<RawEntry> = {}): RawEntry => ({
  rawName: Buffer.from(name as string),
  isUtf8: true,
  packedBytes: 100,
  bytes: 200,
  mode: 0o100644,
  encrypted: false,
  ...change,
})
const codeOf = (...entries: RawEntry[]): string | undefined => {
  try {
    filesOf(entries, LIMITS)
    return 'fine'
  } catch (error) {
    if (error instanceof Refusal) return error.details?.[0]?.code
    throw error
  }
}

describe('files of an archive', () => {
  it('are named by their paths, without folders and litter', () => {
    const names = ['a/', 'a/一.pdf', './b.pdf', 'c\\d.pdf', '__MACOSX/a/._一.pdf', 'a/.DS_Store', '~$表.xlsx']
    expect([
      ...filesOf(
        names.map((name) => entry(name)),
        LIMITS,
      ).keys(),
    ]).toEqual(['a/一.pdf', 'b.pdf', 'c/d.pdf'])
  })

  it('are read in the letters of Chinese Windows too', () => {
    const gb = Buffer.from([0xb5, 0xda, 0xd2, 0xbb, 0xbf, 0xce, 0x2e, 0x6d, 0x70, 0x34])
    expect([...filesOf([entry(gb, { isUtf8: false })], LIMITS).keys()]).toEqual(['第一课.mp4'])
    expect(codeOf(entry(gb))).toBe('path')
  })

  it.each<[string, RawEntry[], string]>([
    ['a path upwards', [entry('a/../../b')], 'path'],
    ['a path upwards in the Windows way', [entry('..\\b')], 'path'],
    ['an absolute path', [entry('/etc/passwd')], 'path'],
    ['a drive', [entry('C:/x')], 'path'],
    ['a name with a NUL', [entry('a\u0000.pdf')], 'path'],
    ['a name that reads backwards', [entry('a\u202Efdp.exe')], 'path'],
    ['no name', [entry('')], 'path'],
    ['a symbolic link', [entry('a', { mode: 0o120777 })], 'link'],
    ['a name twice', [entry('a'), entry('./a')], 'repeated'],
    ['a bomb', [entry('a', { bytes: 50 * 1024 * 1024, packedBytes: 50_000 })], 'too_large'],
    [
      'more than fits, in parts',
      [1, 2, 3].map((n) => entry(`${n}`, { bytes: 40 * 1024 * 1024, packedBytes: 40 * 1024 * 1024 })),
      'too_large',
    ],
    ['too many', Array.from({ length: 6 }, (_, n) => entry(`${n}`)), 'too_many'],
  ])('with %s are refused', (_, entries, code) => {
    expect(codeOf(...entries)).toBe(code)
  })

  it('never lead out, whatever the archive says', () => {
    const part = fc.constantFrom('..', '.', 'a', '一', '', 'C:', '\\', '\u0000')
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), fc.constantFrom('/', '\\'), (parts, slash) => {
        try {
          for (const path of filesOf([entry(parts.join(slash))], LIMITS).keys())
            expect(path).not.toMatch(/(^|\/)\.\.(\/|$)|^\/|\\|\p{Cc}/u)
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal)
        }
      }),
    )
  })
})

describe('a file that a list names', () => {
  const paths = ['top/list.xlsx', 'top/a.pdf', 'top/sub/b.pdf', 'other/b.pdf', 'top/sub/c.mp4']

  it.each([
    ['a.pdf', 'top/a.pdf'],
    ['./sub/b.pdf', 'top/sub/b.pdf'],
    ['sub\\b.pdf', 'top/sub/b.pdf'],
    ['../other/b.pdf', 'other/b.pdf'],
    ['c.mp4', 'top/sub/c.mp4'],
    ['b.pdf', 'ambiguous'],
    ['x.pdf', 'missing'],
    ['sub/a.pdf', 'missing'],
    ['../../etc/passwd', 'missing'],
  ])('%s is %s', (name, found) => {
    expect(findFile(paths, 'top/', name)).toBe(found)
  })
})
