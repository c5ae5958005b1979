import { admitsUnpaired } from './pairing-guard.rules.ts'

const scheduler = (reason: string | null) => ({ schedules: true, reason })
const teacher = (reason: string | null) => ({ schedules: false, reason })

describe('a lesson without an agreement', () => {
  it.each([
    // uncovered classes, who, admitted
    [0, teacher(null), true],
    [1, teacher(null), false],
    [1, teacher('因为'), false],
    [1, scheduler(null), false],
    [1, scheduler('协议正在办理'), true],
    [0, scheduler(null), true],
  ])('with %i classes uncovered', (uncovered, by, admitted) => {
    expect(admitsUnpaired(uncovered, by)).toBe(admitted)
  })
})
