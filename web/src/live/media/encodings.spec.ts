import {
  cameraConstraints,
  cameraEncodings,
  encodingChange,
  LECTURER_HEIGHTS,
  screenEncodings,
} from './encodings.ts'

const heightOf = (scale: number) => 720 / scale

describe('encodings', () => {
  it('sends the lecturer in three layers of 180, 360 and 720 lines, lowest first', () => {
    expect(cameraEncodings('lecturer').map((one) => heightOf(one.scaleResolutionDownBy))).toEqual([
      ...LECTURER_HEIGHTS,
    ])
  })

  it('asks more bits for every higher layer, and fits a line of 2 Mbit/s', () => {
    const rates = cameraEncodings('lecturer').map((one) => one.maxBitrate)
    expect(rates.every((rate, index) => index === 0 || rate > rates[index - 1]!)).toBe(true)
    expect(rates.reduce((a, b) => a + b)).toBeLessThan(2_000_000)
  })

  it('keeps a waiting class under 40 kbit/s and two pictures a second', () => {
    const [thumbnail] = cameraEncodings('thumbnail')
    expect(thumbnail).toMatchObject({ maxBitrate: 40_000, maxFramerate: 2 })
  })

  it('changes a class between stage and thumbnail in place, and never touches the layers of a lecturer', () => {
    expect(encodingChange('stage')).toMatchObject({ scaleResolutionDownBy: 1, maxFramerate: 25 })
    expect(encodingChange('thumbnail')).toMatchObject({ scaleResolutionDownBy: 2, maxFramerate: 2 })
    expect(encodingChange('lecturer')).toBeNull()
  })

  it('hands out copies, so that a sender cannot change the table', () => {
    cameraEncodings('stage')[0]!.maxBitrate = 1
    screenEncodings()[0]!.maxBitrate = 1
    expect(cameraEncodings('stage')[0]!.maxBitrate).toBe(600_000)
    expect(screenEncodings()[0]!.maxBitrate).toBe(1_800_000)
  })

  it('never demands exact sizes of a camera', () => {
    for (const profile of ['lecturer', 'stage', 'thumbnail'] as const)
      expect(JSON.stringify(cameraConstraints(profile))).not.toContain('exact')
  })
})
