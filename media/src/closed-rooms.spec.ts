import type { TicketClaims } from '@tongke/contract'
import { ClosedRooms } from './closed-rooms.ts'

const claims = (room: string, identity: string, iat?: number) =>
  ({ room, identity, iat }) as unknown as TicketClaims

it('bars tickets that were signed before the room was closed, until they have expired', () => {
  const closed = new ClosedRooms()
  closed.remember(100_000, 'r')
  expect(closed.bars(claims('r', 'lecturer', 99), 101_000)).toBe(true)
  expect(closed.bars(claims('r', 'lecturer', 101), 101_000)).toBe(false)
  expect(closed.bars(claims('r', 'lecturer'), 101_000)).toBe(true)
  expect(closed.bars(claims('other', 'lecturer', 99), 101_000)).toBe(false)
  expect(closed.bars(claims('r', 'lecturer', 99), 800_000)).toBe(false)
})

it('bars a removed peer only', () => {
  const closed = new ClosedRooms()
  closed.remember(100_000, 'r', 'leg:1')
  expect(closed.bars(claims('r', 'leg:1', 99), 101_000)).toBe(true)
  expect(closed.bars(claims('r', 'leg:2', 99), 101_000)).toBe(false)
})
