import type { TicketClaims } from '@tongke/contract'
import { ClosedDoors } from './closed-doors.ts'

const claims = (room: string, instance: string, iat?: number) =>
  ({ room, instance, iat }) as unknown as TicketClaims

it('bars tickets that were signed before the room was closed, until they have expired', () => {
  const doors = new ClosedDoors()
  doors.closeRoom('r', 100_000)
  expect(doors.bars(claims('r', 'pc', 99), 101_000)).toBe(true)
  expect(doors.bars(claims('r', 'pc', 101), 101_000)).toBe(false)
  expect(doors.bars(claims('r', 'pc'), 101_000)).toBe(true)
  expect(doors.bars(claims('other', 'pc', 99), 101_000)).toBe(false)
  expect(doors.bars(claims('r', 'pc', 99), 800_000)).toBe(false)
})

it('bars one device or session, in every room', () => {
  const doors = new ClosedDoors()
  doors.endInstance('phone', 100_000, 100_050)
  expect(doors.bars(claims('r', 'phone', 99), 101_000)).toBe(true)
  expect(doors.bars(claims('other', 'phone', 99), 101_000)).toBe(true)
  expect(doors.bars(claims('r', 'pc', 99), 101_000)).toBe(false)
})

it('a ticket signed later in the same second is good, also when the order comes once more', () => {
  const doors = new ClosedDoors()
  doors.endInstance('pc', 100_200, 100_250)
  doors.endInstance('pc', 100_200, 102_000)
  expect(doors.bars(claims('r', 'pc', 100.199), 102_000)).toBe(true)
  expect(doors.bars(claims('r', 'pc', 100.2), 102_000)).toBe(false)
  expect(doors.bars(claims('r', 'pc', 100.9), 102_000)).toBe(false)
})
