import type { RoomSample } from '@tongke/contract'
import { stretchesOf } from './stretches.rules.ts'

const at = (time: string) => new Date(`2026-11-24T${time}:00`).getTime()
const sample = (time: string, state: RoomSample['state'], kinds: ('camera' | 'disk')[] = []): RoomSample => ({
  at: at(time),
  state,
  problems: kinds.map((kind) => ({ kind, verdict: 'AMBER', value: null, limit: null })),
  microphoneLevel: null,
  rttMs: null,
  place: 'home',
})

it('draws together what did not change, and nothing over midnight', () => {
  const samples = [
    sample('09:30', 'GOOD'),
    sample('09:20', 'GOOD'),
    sample('09:10', 'WARN', ['camera']),
    sample('09:00', 'WARN', ['disk']),
    { ...sample('08:00', 'WARN', ['disk']), at: at('08:00') - 86_400_000 },
  ]
  expect(stretchesOf(samples).map(({ from, to, sample: { state } }) => [from, to, state])).toEqual([
    [at('09:20'), at('09:30'), 'GOOD'],
    [at('09:10'), at('09:10'), 'WARN'],
    [at('09:00'), at('09:00'), 'WARN'],
    [at('08:00') - 86_400_000, at('08:00') - 86_400_000, 'WARN'],
  ])
})
