import { NO_FACTS } from './facts.ts'
import { QUALITIES, encodingArguments, frameRate, heightsOf, sizeIn } from './video.rules.ts'

const shape = (width: number, height: number) => ({ ...NO_FACTS, width, height })

it.each([
  ['a phone held upright', shape(1080, 1920), 1080, [360, 720, 1080]],
  ['a standard recording', shape(1280, 720), 1080, [360, 720]],
  ['an old camera', shape(720, 576), 1080, [360, 720]],
  ['a cinema picture', shape(1920, 800), 1080, [360, 720, 1080]],
  ['hardly more than 360 lines', shape(720, 400), 1080, [360]],
  ['a small picture', shape(320, 180), 1080, [360]],
  ['no more than asked for', shape(3840, 2160), 720, [360, 720]],
])('%s has the heights it is worth', (_, facts, maxHeight, heights) => {
  expect(heightsOf(facts, maxHeight)).toEqual(heights)
})

it.each([
  [shape(1920, 1080), 360, { width: 640, height: 360 }],
  [shape(1080, 1920), 360, { width: 360, height: 640 }],
  [shape(1440, 1080), 720, { width: 960, height: 720 }],
  [shape(2560, 1080), 720, { width: 1280, height: 540 }],
  [shape(320, 180), 720, { width: 320, height: 180 }],
  [shape(853, 481), 720, { width: 854, height: 482 }],
])('pixels of %j at %i lines are even and never more than there are', (facts, lines, size) => {
  expect(sizeIn(facts, lines)).toEqual(size)
})

it.each([
  [25, 25],
  [29.97, 30],
  [59.94, 30],
  [50, 25],
  [120, 30],
  [15, 15],
  [0.5, 1],
  [undefined, 25],
])('%p frames a second become %i', (fps, rate) => expect(frameRate(fps)).toBe(rate))

describe('the arguments of an encoding', () => {
  const facts = { ...NO_FACTS, videoStream: 1, width: 1920, height: 1080, fps: 25 }
  const args = (more: object) =>
    encodingArguments({
      facts: { ...facts, ...more },
      quality: QUALITIES[360],
      soundFilter: 'volume=1dB',
      pictureFilter: null,
    }).join(' ')

  it('stay below 350 kbit/s with two seconds of frames in a segment', () => {
    expect(QUALITIES[360].maxrate + QUALITIES[360].audio).toBeLessThan(340)
    expect(args({})).toContain('-g 50 -keyint_min 50')
  })

  it('take the right streams, and no sound where there is none', () => {
    expect(args({ audioStream: 0 })).toContain('-map 0:0 -af volume=1dB')
    expect(args({})).toContain('-map 0:1')
    expect(args({})).not.toContain('-c:a')
  })

  it.each([
    [1, '-b:a 32k -ac 1'],
    [2, '-b:a 64k -ac 2'],
    [6, '-b:a 64k -ac 2'],
    [undefined, '-b:a 64k -ac 2'],
  ])('send %p channels of sound as %p', (audioChannels, expected) => {
    expect(args({ audioStream: 0, audioChannels })).toContain(expected)
  })
})
