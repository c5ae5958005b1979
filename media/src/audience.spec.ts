import { isAnnounced, isSilenced, mayReceive, priorityOf, seesQualityOf } from './audience.ts'

const seat = (identity: string, subscribe: 'others' | 'echo' = 'others') => ({ identity, subscribe })

it.each([
  ['a class hears the lecturer', 'leg:1', 'lecturer', 'microphone', true],
  ['nobody gets his own track', 'lecturer', 'lecturer', 'camera', false],
  ['classes see each other', 'leg:1', 'leg:2', 'camera', true],
  ['a class does not hear its assistant', 'leg:1', 'assistant:1', 'microphone', false],
  ['an assistant does not hear his class', 'assistant:1', 'leg:1', 'microphone', false],
  ['an assistant sees his class', 'assistant:1', 'leg:1', 'camera', true],
  ['an assistant hears another class', 'assistant:1', 'leg:2', 'microphone', true],
] as const)('%s', (_what, viewer, owner, source, expected) => {
  expect(mayReceive(seat(viewer), seat(owner), source)).toBe(expected)
})

it('keeps an echo to itself', () => {
  expect(mayReceive(seat('check:1', 'echo'), seat('check:1', 'echo'), 'microphone')).toBe(true)
  expect(mayReceive(seat('check:1', 'echo'), seat('lecturer'), 'camera')).toBe(false)
  expect(mayReceive(seat('lecturer'), seat('check:1', 'echo'), 'camera')).toBe(false)
})

it('silences microphones that nobody ordered to be heard, and nothing else', () => {
  expect(isSilenced(seat('leg:1'), 'microphone', [])).toBe(true)
  expect(isSilenced(seat('leg:1'), 'microphone', ['leg:1'])).toBe(false)
  expect(isSilenced(seat('leg:1'), 'camera', [])).toBe(false)
  expect(isSilenced(seat('check:1', 'echo'), 'microphone', [])).toBe(false)
})

it('tells a class of its own line only', () => {
  expect(seesQualityOf('leg:1', 'leg:1')).toBe(true)
  expect(seesQualityOf('assistant:1', 'leg:1')).toBe(true)
  expect(seesQualityOf('leg:1', 'leg:2')).toBe(false)
  expect(seesQualityOf('observer:1', 'leg:2')).toBe(true)
})

it('puts the lecturer before the stage before the rest', () => {
  const order = [
    priorityOf('screen', 'lecturer', 'leg:1'),
    priorityOf('camera', 'lecturer', 'leg:1'),
    priorityOf('camera', 'leg:1', 'leg:1'),
    priorityOf('camera', 'leg:2', 'leg:1'),
  ]
  expect(order).toEqual(order.toSorted((one, other) => other - one))
  expect(isAnnounced('observer:1')).toBe(false)
})
