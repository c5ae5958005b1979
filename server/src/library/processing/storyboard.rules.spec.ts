import { storyboardOf, storyboardTrack } from './storyboard.rules.ts'

const WIDE = { width: 1920, height: 1080 }

it('has a tile for every key frame of a short video', () => {
  expect(storyboardOf(7_000, WIDE)).toEqual({
    every: 1,
    tiles: 4,
    rows: 1,
    columns: 4,
    width: 160,
    height: 90,
  })
})

it('has at most a hundred tiles of a long one', () => {
  expect(storyboardOf(45 * 60_000, WIDE)).toMatchObject({ every: 14, tiles: 97, rows: 10, columns: 10 })
})

it('names the part of the sheet for every span, to the end', () => {
  const track = storyboardTrack(storyboardOf(23_500, WIDE), 23_500)
  expect(track.split('\n').slice(0, 5)).toEqual([
    'WEBVTT',
    '',
    '00:00:00.000 --> 00:00:02.000',
    'storyboard.jpg#xywh=0,0,160,90',
    '',
  ])
  expect(track).toContain('00:00:20.000 --> 00:00:22.000\nstoryboard.jpg#xywh=0,90,160,90')
  expect(track).toContain('00:00:22.000 --> 00:00:23.500')
})
