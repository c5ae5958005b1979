import type { Replay, ReplayStream } from '@tongke/contract'

type Times = Pick<Replay, 'stages' | 'shares'>

const holds = (spans: readonly { from: number; to: number }[], at: number): boolean =>
  spans.some(({ from, to }) => from <= at && at < to)

/** Whether a stream is part of the lesson at a place: the lecturer and assistants always, a class on stage, a screen while shared. */
export function isPlayed(
  { legId, isAssistant, source }: Pick<ReplayStream, 'legId' | 'isAssistant' | 'source'>,
  { stages, shares }: Times,
  at: number,
): boolean {
  if (source === 'screen') return holds(shares, at)
  if (legId === null || isAssistant) return true
  return holds(
    stages.filter((stage) => stage.legId === legId),
    at,
  )
}

export const PACES = [0.75, 1, 1.25, 1.5, 2] as const

export const paceBy = (pace: number, steps: number): number => {
  const index = PACES.findIndex((one) => one === pace)
  return PACES[Math.max(0, Math.min(PACES.length - 1, (index < 0 ? 1 : index) + steps))] ?? 1
}
