import { cuesOf, vttOf } from './webvtt.ts'

const GOOD = `\uFEFFWEBVTT 字幕

NOTE 由老师写

1
00:00.000 --> 00:02.500 align:start
<v 老师>同学们好

00:01:02.000 --> 00:01:04.000
今天学习
<b>分数</b>
`

describe('cuesOf', () => {
  it('reads cues with and without names, hours and settings', () => {
    expect(cuesOf(GOOD.replaceAll('\n', '\r\n'))).toEqual([
      { fromMs: 0, toMs: 2500, text: '<v 老师>同学们好' },
      { fromMs: 62_000, toMs: 64_000, text: '今天学习\n<b>分数</b>' },
    ])
    expect(cuesOf('WEBVTT')).toEqual([])
  })

  it.each([
    ['SRT', '1\n00:00:00,000 --> 00:00:02,000\n好'],
    ['no heading', '00:00.000 --> 00:02.000\n好'],
    ['a cue that ends before it begins', 'WEBVTT\n\n00:02.000 --> 00:01.000\n好'],
    ['a cue without times', 'WEBVTT\n\n好\n好'],
    ['something else', '<html>'],
    ['nothing', ''],
  ])('refuses %s', (_, text) => {
    expect(cuesOf(text)).toBeNull()
  })
})

describe('vttOf', () => {
  it('writes what is read as the same', () => {
    const cues = cuesOf(GOOD)!
    expect(cuesOf(vttOf(cues))).toEqual(cues)
    expect(vttOf([{ fromMs: 3_723_004, toMs: 3_724_000, text: '好' }])).toBe(
      'WEBVTT\n\n01:02:03.004 --> 01:02:04.000\n好\n',
    )
    expect(cuesOf(vttOf([]))).toEqual([])
  })

  it('keeps words from ending a cue or looking like times', () => {
    const text = '第一句\n\n \n00:01.000 --> 00:02.000'
    expect(cuesOf(vttOf([{ fromMs: 0, toMs: 1000, text }]))).toEqual([
      { fromMs: 0, toMs: 1000, text: '第一句\n00:01.000 → 00:02.000' },
    ])
  })
})
