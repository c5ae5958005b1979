import type { RoomSample } from '@tongke/contract'

/** Consecutive samples of one day with the same state and problems are one line: from when to when. */
export interface Stretch {
  from: number
  to: number
  sample: RoomSample
}

const sameKind = (a: RoomSample, b: RoomSample): boolean =>
  a.state === b.state &&
  a.problems.map(({ kind }) => kind).join() === b.problems.map(({ kind }) => kind).join() &&
  new Date(a.at).toDateString() === new Date(b.at).toDateString()

/** @param samples newest first */
export function stretchesOf(samples: readonly RoomSample[]): Stretch[] {
  const stretches: Stretch[] = []
  for (const sample of samples) {
    const last = stretches.at(-1)
    if (last && sameKind(last.sample, sample)) last.from = sample.at
    else stretches.push({ from: sample.at, to: sample.at, sample })
  }
  return stretches
}
