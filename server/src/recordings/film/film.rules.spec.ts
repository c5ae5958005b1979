import { replayClock } from '../replay/timeline.rules.ts'
import {
  chapterFile,
  keyFramesOf,
  partsOf,
  pictureGraph,
  pictureList,
  scenesOf,
  shotsOf,
  soundGraph,
  type FilmStream,
} from './film.rules.ts'

const START = 1_000_000
const MINUTE = 60_000

const stream = (id: string, legId: string | null, pieces: readonly [number, number][]): FilmStream => ({
  id,
  legId,
  isAssistant: false,
  source: 'camera',
  hasVideo: true,
  hasAudio: true,
  pieces: pieces.map(([at, durationMs], number) => ({
    number,
    at: START + at,
    durationMs,
    blobSha: `${id}-${number}`,
    headerBytes: 300,
  })),
})

test('a film of a lesson with a pause is cut into parts of whole pictures, none across the pause', () => {
  const clock = replayClock({ from: START, to: START + 12 * MINUTE }, [
    { from: START + 7 * MINUTE + 10, to: START + 8 * MINUTE },
  ])
  const parts = partsOf(clock)
  expect(parts.map(({ at, frames }) => [at, frames])).toEqual([
    [0, 6_000],
    [5 * MINUTE, 2_401],
    [7 * MINUTE + 50, 4_800],
  ])
  expect(parts[2]?.wall.from).toBe(START + 8 * MINUTE + 40)
  const frames = parts.reduce((sum, part) => sum + part.frames, 0)
  expect(Math.abs(frames * 50 - clock.durationMs)).toBeLessThan(50)
})

const PART = { from: START + 10_000, to: START + 40_000 }
const LECTURER = stream('l', null, [
  [0, 10_000],
  [10_000, 10_000],
  [25_000, 10_000],
  [45_000, 10_000],
])
const CLASS = stream('c', 'leg', [[8_000, 10_000]])

test('a part takes the pieces it needs, and shows a class only while it is on stage', () => {
  const stages = [{ legId: 'leg', from: START + 12_000, to: START + 15_000 }]
  const shots = shotsOf(PART, [LECTURER, CLASS], stages)
  expect(shots.map(({ pieces }) => pieces.map(({ number }) => number))).toEqual([[1, 2], [0]])
  expect(shots.map(({ offset }) => offset)).toEqual([0, -2])
  expect(shots.map(({ windows }) => windows)).toEqual([
    [
      { from: 0, to: 10 },
      { from: 15, to: 25 },
    ],
    [{ from: 2, to: 5 }],
  ])
  expect(pictureGraph(shots, { hasPages: true })).toContain(
    `[o1][v1]overlay=960:240:enable='between(t,2.000,5.000)'`,
  )
  expect(soundGraph(shots, 30)).toContain('[2:a:0]atrim=start=2.000')
  expect(shotsOf(PART, [CLASS], [])).toEqual([])
})

test('pages, chapters and key frames of a part', () => {
  const [, part] = partsOf(replayClock({ from: START, to: START + 10 * MINUTE }, []))
  if (!part) throw new Error('There is no second part')
  const chapters = [0, 4 * MINUTE, 6 * MINUTE + 10].map((at) => ({ at, title: '荷花; 一' }))
  expect(keyFramesOf(part, chapters)).toEqual([60.05])
  expect(pictureList(part, chapters, (index) => `${index}.png`)).toBe(
    `file '1.png'\nduration 60.010\nfile '2.png'\nduration 239.990\nfile '2.png'\n`,
  )
  expect(chapterFile(chapters, 10 * MINUTE, '课')).toContain(
    '[CHAPTER]\nTIMEBASE=1/1000\nSTART=240000\nEND=360010\ntitle=荷花\\; 一',
  )
})

test('new ink is shown within a second, a picture for all that came meanwhile', () => {
  const chapters = [
    { at: 0, key: 'board:1' },
    { at: 9_500, key: 'board:2' },
  ]
  const ink = [
    { surface: 'board:1', from: 1_200, to: 1_900 },
    { surface: 'board:1', from: 3_000, to: Infinity },
    { surface: 'board:2', from: 4_000, to: Infinity },
    { surface: 'board:1', from: 9_300, to: Infinity },
  ]
  expect(scenesOf(chapters, ink, 12_000).map(({ at, key }) => [at, key])).toEqual([
    [0, 'board:1'],
    [2_000, 'board:1'],
    [3_000, 'board:1'],
    [9_500, 'board:2'],
  ])
})
