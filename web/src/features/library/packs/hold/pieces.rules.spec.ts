import type { PackManifest } from '@tongke/contract'
import fc from 'fast-check'
import { PIECE_BYTES, contentsOf, heldBytes, piecesOf, sizeOf, unneeded } from './pieces.rules.ts'

const sha = (letter: string) => letter.repeat(64)
const file = (path: string, letter: string, bytes: number) => ({
  path,
  mediaType: 'image/webp',
  bytes,
  sha256: sha(letter),
})
const resource = (id: string, shows: string[]) => ({
  id,
  title: id,
  type: 'courseware' as const,
  subject: 'chinese' as const,
  gradeFrom: 1,
  gradeTo: 1,
  licence: 'county' as const,
  authorName: '',
  orgName: '',
  parts: [
    {
      kind: 'pages' as const,
      role: 'main' as const,
      name: '',
      durationMs: null,
      shows,
      poster: null,
      print: null,
      subtitles: [],
    },
  ],
})
const manifest: PackManifest = {
  format: 'tongke-pack/1',
  id: 'p',
  version: 1,
  name: '',
  orgName: '',
  createdAt: 0,
  keyId: '',
  resources: [
    resource('one', ['01/1-page-1.webp', '01/1-page-2.webp']),
    resource('two', ['02/1-page-1.webp', '02/1-page-2.webp']),
  ],
  files: [
    file('01/1-page-1.webp', 'a', 100),
    file('01/1-page-2.webp', 'b', PIECE_BYTES + 5),
    file('02/1-page-1.webp', 'a', 100),
    file('02/1-page-2.webp', 'c', 7),
  ],
}
const letters = (files: { sha256: string }[]) => files.map(({ sha256 }) => sha256[0])

describe('pieces of a file', () => {
  it('cover it without gap or overlap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5 * PIECE_BYTES }), (bytes) => {
        const pieces = piecesOf(bytes)
        expect(pieces.reduce((sum, piece) => sum + sizeOf(piece), 0)).toBe(bytes)
        pieces.forEach(({ start }, at) => expect(start).toBe(at === 0 ? 0 : pieces[at - 1]!.end + 1))
      }),
    )
  })
})

describe('what a pack needs', () => {
  it('is each content once', () => {
    expect(letters(contentsOf(manifest))).toEqual(['a', 'b', 'c'])
  })

  it('is no longer what was withdrawn, unless another resource shows the same', () => {
    expect(letters(contentsOf(manifest, ['one']))).toEqual(['a', 'c'])
    expect(contentsOf(manifest, ['one', 'two'])).toEqual([])
  })

  it('is counted as far as it is here', () => {
    const presence = { whole: new Set([sha('a')]), pieces: new Map([[sha('b'), new Set([1])]]) }
    expect(heldBytes(contentsOf(manifest), presence)).toBe(105)
  })

  it('is kept as long as one pack needs it', () => {
    const presence = { whole: new Set([sha('a'), sha('b')]), pieces: new Map([[sha('d'), new Set([0])]]) }
    const held = (withdrawn: string[]) => [{ manifest, withdrawn }]
    expect(unneeded(presence, held([]))).toEqual([sha('d')])
    expect(unneeded(presence, held(['one']))).toEqual([sha('b'), sha('d')])
    expect(unneeded(presence, [])).toEqual([sha('a'), sha('b'), sha('d')])
  })
})
