import { FIRST_PIECE, nextPiece } from './piece-size.rules.ts'
import { SpeedMeter, secondsLeft } from './speed.rules.ts'

describe('the speed', () => {
  it('is that of the last ten seconds', () => {
    const meter = new SpeedMeter()
    expect(meter.bytesPerSecond).toBeNull()
    for (let second = 0; second <= 20; second++) meter.add(second * 1000, second * 100)
    expect(meter.bytesPerSecond).toBe(100)
    for (let second = 21; second <= 31; second++) meter.add(second * 1000, 2000 + (second - 20) * 10)
    expect(meter.bytesPerSecond).toBe(10)
  })

  it('begins again when bytes have to be sent again', () => {
    const meter = new SpeedMeter()
    meter.add(0, 0)
    meter.add(1000, 5000)
    meter.add(2000, 1000)
    expect(meter.bytesPerSecond).toBeNull()
    meter.add(3000, 1500)
    expect(meter.bytesPerSecond).toBe(500)
  })

  it('tells how long it takes, if it goes on at all', () => {
    expect(secondsLeft(1001, 100)).toBe(11)
    expect(secondsLeft(1000, 0)).toBeNull()
    expect(secondsLeft(1000, null)).toBeNull()
  })
})

describe('the piece', () => {
  it('grows and shrinks by no more than half', () => {
    expect(nextPiece(FIRST_PIECE, 0.01)).toBe(2 * FIRST_PIECE)
    expect(nextPiece(FIRST_PIECE, 59)).toBe(FIRST_PIECE / 2)
    expect(nextPiece(1_000_000, 8)).toBe(1_000_000)
  })

  it('stays within its bounds', () => {
    expect(nextPiece(64 * 1024 * 1024, 0.1)).toBe(64 * 1024 * 1024)
    expect(nextPiece(128 * 1024, 100)).toBe(128 * 1024)
  })
})
