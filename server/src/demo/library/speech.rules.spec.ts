import { cuesOf } from '@tongke/contract'
import {
  RATE,
  lengthMs,
  narrationOf,
  samplesOf,
  sentencesOf,
  silence,
  subtitlesOf,
  wavOf,
} from './speech.rules.ts'

test('sentences end at their marks, and a decimal point is none', () => {
  expect(sentencesOf('先看图。再想一想！Yes, I can. 一共3.5米；')).toEqual([
    '先看图。',
    '再想一想！',
    'Yes, I can.',
    '一共3.5米；',
  ])
})

test('a WAV file gives back the samples it was made from', () => {
  const samples = Buffer.from([1, 2, 3, 4, 5, 6])
  expect(samplesOf(wavOf(samples))).toEqual(samples)
  expect(() => samplesOf(Buffer.from('RIFF of something else, long enough to have a rate'))).toThrow('22050')
})

test('slides and subtitles follow the voice, and a slide without a voice stays for as long as one reads', () => {
  const second = Buffer.alloc(RATE * 2)
  const narration = narrationOf([
    [
      { text: '第一句。', samples: second },
      { text: '第二句。', samples: second },
    ],
    [{ text: '没有声音的一句。', samples: null }],
    [],
  ])
  expect(narration.slideStarts).toHaveLength(4)
  expect(narration.slideStarts.at(-1)).toBeCloseTo(lengthMs(narration.samples), 3)
  const [first, again, silent] = narration.cues
  expect(first).toMatchObject({ fromMs: 0, toMs: 1000 })
  expect(again?.fromMs).toBeGreaterThan(1000)
  expect(silent?.fromMs).toBe(narration.slideStarts[1])
  expect((silent?.toMs ?? 0) - (silent?.fromMs ?? 0)).toBeGreaterThan(1000)
  expect(cuesOf(subtitlesOf(narration))?.map(({ text }) => text)).toEqual(
    narration.cues.map(({ text }) => text),
  )
  expect(lengthMs(silence(500))).toBeCloseTo(500, 0)
})
