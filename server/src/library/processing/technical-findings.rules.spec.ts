import type { Facts } from './facts.ts'
import { findingsOf, type Use } from './technical-findings.rules.ts'

const LESSON: Use = { type: 'micro_lesson', role: 'main', stage: 'primary' }
const RECORDING: Use = { type: 'excellent_lesson', role: 'recording', stage: 'junior' }
const GOOD: Facts = {
  done: [],
  durationMs: 12 * 60_000,
  width: 1920,
  height: 1080,
  bitrate: 2_000_000,
  videoStream: 0,
  videoCodec: 'h264',
  audioStream: 1,
  audioCodec: 'aac',
  loudness: { integrated: -18, range: 6, truePeak: -2 },
  silences: [],
  blacks: [],
}
const codes = (more: Partial<Facts>, use = LESSON) =>
  findingsOf({ ...GOOD, ...more }, use)
    .filter(({ severity }) => severity === 'warning')
    .map(({ code }) => code)

it('has nothing against a good micro-lesson', () => expect(codes({})).toEqual([]))

it.each([
  ['primary', 9, true],
  ['primary', 15, false],
  ['primary', 16, true],
  ['junior', 14, true],
  ['junior', 20, false],
] as const)('a micro-lesson for %s of %i minutes is noted: %p', (stage, minutes, noted) => {
  expect(codes({ durationMs: minutes * 60_000 }, { ...LESSON, stage }).includes('video.length')).toBe(noted)
})

it('judges the recording of an excellent lesson by its own measures', () => {
  expect(codes({ durationMs: 40 * 60_000, width: 1024, height: 576 }, RECORDING)).toEqual([])
  expect(codes({ durationMs: 20 * 60_000, width: 640, height: 360, bitrate: 300_000 }, RECORDING)).toEqual([
    'video.length',
    'video.resolution',
    'video.bitrate',
  ])
})

it('has no opinion on the length of other videos', () => {
  expect(codes({ durationMs: 1_000 }, { ...LESSON, type: 'material' })).toEqual([])
})

it.each([
  ['video.aspect', { width: 1024, height: 768 }],
  ['video.resolution', { width: 640, height: 360 }],
  ['video.black', { blacks: [{ from: 0, to: 9 }] }],
  ['audio.silence', { silences: [{ from: 60, to: 80 }] }],
  ['audio.loudness', { loudness: { integrated: -35, range: 3, truePeak: -20 } }],
  ['audio.clipping', { loudness: { integrated: -16, range: 3, truePeak: 0.6 } }],
] as const)('notes %s', (code, more) => expect(codes(more)).toContain(code))

it('notes a video without sound', () => {
  const { audioStream: _, audioCodec: __, loudness: ___, ...silent } = GOOD
  expect(findingsOf(silent, LESSON).map(({ code }) => code)).toEqual(['audio.none'])
})

it('says of a document only what concerns its pages', () => {
  expect(findingsOf({ done: [], pages: 300, pagesInAll: 412 }, { ...LESSON, role: 'attachment' })).toEqual([
    { code: 'document.pages_cut', severity: 'warning', values: { pages: 412, limit: 300 } },
  ])
  expect(findingsOf({ done: [], width: 100, height: 100 }, LESSON)).toEqual([])
})
