import { cueAt, cuesFrom, draftsOf, problemOf, subtitlesFrom, withCueAt, wordsOf } from './cues.rules.ts'

const cues = [
  { fromMs: 0, toMs: 2500, text: '同学们好' },
  { fromMs: 4000, toMs: 6000, text: '今天学习分数' },
]

describe('cuesFrom', () => {
  it('gives back what was read, in the order of times', () => {
    expect(cuesFrom(draftsOf(cues).toReversed())).toEqual(cues)
  })

  it('gives nothing while a line is wrong', () => {
    const [first, second] = draftsOf(cues)
    expect(cuesFrom([{ ...first!, to: '很久' }, second!])).toBeNull()
  })
})

it.each([
  [{ from: '1:00', to: '很久', text: '好' }, 'time'],
  [{ from: '1:00', to: '0:59', text: '好' }, 'order'],
  [{ from: '1:00', to: '1:00', text: '好' }, 'order'],
  [{ from: '1:00', to: '1:02', text: ' ' }, 'words'],
  [{ from: '1:00', to: '1:02', text: '好' }, null],
])('%j: %s', (cue, problem) => {
  expect(problemOf({ key: 0, ...cue })).toBe(problem)
})

describe('withCueAt', () => {
  it('stands before what begins later, and ends where that begins', () => {
    const { drafts, key } = withCueAt(draftsOf(cues), 3000)
    expect(drafts.map(({ from, to }) => [from, to])).toEqual([
      ['0:00', '0:02.5'],
      ['0:03', '0:04'],
      ['0:04', '0:06'],
    ])
    expect(drafts.filter((one) => one.key === key)).toEqual([drafts[1]])
  })

  it('is never without length, and stands at the end of an empty list', () => {
    expect(withCueAt(draftsOf(cues), 3900).drafts[1]).toMatchObject({ from: '0:03.9', to: '0:04.4' })
    expect(withCueAt([], 1000).drafts).toEqual([{ key: 0, from: '0:01', to: '0:04', text: '' }])
  })
})

it('knows which line is shown', () => {
  const drafts = draftsOf(cues)
  expect([0, 2499, 2500, 5000].map((at) => cueAt(drafts, at)?.text)).toEqual([
    '同学们好',
    '同学们好',
    undefined,
    '今天学习分数',
  ])
})

describe('subtitlesFrom', () => {
  it('reads WebVTT and SRT, also with Windows line ends', () => {
    const srt =
      '1\r\n00:00:00,000 --> 00:00:02,500\r\n同学们好\r\n\r\n2\r\n00:00:04,000 --> 00:00:06,000\r\n今天学习分数\r\n'
    expect(subtitlesFrom(srt)).toEqual(cues)
    expect(subtitlesFrom('WEBVTT\n\n00:00.000 --> 00:02.500\n同学们好\n')).toEqual([cues[0]])
    expect(subtitlesFrom('大家好')).toBeNull()
  })
})

it('reads what is not UTF-8 as GB 18030', () => {
  expect(wordsOf(new Uint8Array([0xb9, 0xdb, 0xb3, 0xb1]).buffer)).toBe('观潮')
  expect(wordsOf(new TextEncoder().encode('观潮').buffer)).toBe('观潮')
})
