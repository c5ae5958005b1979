import { msOf, stampOf } from './time-text.ts'

describe('msOf', () => {
  it.each([
    ['0', 0],
    ['75', 75_000],
    ['1:05', 65_000],
    [' 1：05.5 ', 65_500],
    ['00:01:02,250', 62_250],
    ['90:00', 5_400_000],
    ['1:75', null],
    ['1:2:3:4', null],
    ['半分钟', null],
    ['', null],
    ['-3', null],
  ])('%j is %j ms', (text, ms) => {
    expect(msOf(text)).toBe(ms)
  })
})

describe('stampOf', () => {
  it.each([0, 999, 2500, 65_000, 3_723_004])('%i reads back as the same', (ms) => {
    expect(msOf(stampOf(ms))).toBe(ms)
  })

  it('is as short as people type it', () => {
    expect([0, 2500, 65_000, 3_723_250].map(stampOf)).toEqual(['0:00', '0:02.5', '1:05', '1:02:03.25'])
  })
})
