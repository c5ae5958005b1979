import {
  foldActivities,
  pointsOf,
  scoresOf,
  spreadOf,
  totalOf,
  type Activity,
  type EvidenceSummary,
  type MarkBody,
  type ScaleAnswers,
  type ScaleContent,
  type ScoreSpread,
} from '@tongke/contract'

interface ScoredSheet {
  readonly content: ScaleContent
  readonly answers: ScaleAnswers
}

/** A mark of somebody, where it is on the evidence's clock. */
export interface PlacedMark {
  readonly sheetId: string
  readonly place: number
  readonly body: MarkBody
}

const round = (value: number, digits = 1): number => Math.round(value * 10 ** digits) / 10 ** digits
export const percentOf = (part: number, whole: number): number => round((part / whole) * 100)

/** Percent reached in one dimension, or in the whole scale without its bonus, by those who answered something of it. */
function spreads(sheets: readonly ScoredSheet[], content: ScaleContent): ScoreSpread[] {
  const perSheet = sheets.map(({ answers }) => scoresOf(content, answers))
  const present = (title: string, bonus: boolean, weight: number, values: number[]): ScoreSpread[] => {
    const spread = spreadOf(values)
    if (!spread) return []
    const { count, mean, least, most, deviation } = spread
    return [
      {
        title,
        bonus,
        weight,
        count,
        mean: round(mean),
        least: round(least),
        most: round(most),
        deviation: round(deviation),
      },
    ]
  }
  const own = new Set(content.dimensions.filter(({ bonus }) => !bonus).map(({ id }) => id))
  const whole = perSheet.flatMap((scores) => {
    const counted = scores.filter(({ dimensionId }) => own.has(dimensionId))
    const of = counted.reduce((sum, one) => sum + one.of, 0)
    return of > 0 ? [(counted.reduce((sum, one) => sum + one.points, 0) / of) * 100] : []
  })
  return [
    ...content.dimensions.flatMap((dimension) => {
      const values = perSheet.flatMap((scores) => {
        const score = scores.find(({ dimensionId }) => dimensionId === dimension.id)
        return score ? [(score.points / score.of) * 100] : []
      })
      return present(dimension.title, dimension.bonus, pointsOf(dimension), values)
    }),
    ...present('', false, totalOf(content), whole),
  ]
}

export interface ScaleSheets {
  readonly versionId: string
  readonly title: string
  readonly content: ScaleContent
  readonly answers: readonly ScaleAnswers[]
}

/** Scores per scale; those of too few sheets are hidden, a dimension answered by too few is left out. */
export function scoreSummary(scales: readonly ScaleSheets[], minSheets: number): EvidenceSummary['scores'] {
  return scales.map(({ versionId, title, content, answers }) => {
    const sheets = answers.map((one) => ({ content, answers: one }))
    const shown = spreads(sheets, content).filter(({ count }) => count >= minSheets)
    return { versionId, title, sheets: answers.length, dimensions: answers.length < minSheets ? null : shown }
  })
}

/** Far questions of all that were counted, each observer's share weighing the same. */
export function farShare(marks: readonly PlacedMark[]): EvidenceSummary['farShare'] {
  const bySheet = new Map<string, { near: number; far: number }>()
  for (const { sheetId, body } of marks) {
    if (body.kind !== 'count') continue
    const one = bySheet.get(sheetId) ?? { near: 0, far: 0 }
    if (body.counter === 'near_question') one.near += 1
    if (body.counter === 'far_question') one.far += 1
    bySheet.set(sheetId, one)
  }
  const counted = [...bySheet.values()].filter(({ near, far }) => near + far > 0)
  if (counted.length === 0) return null
  const mean = (of: (one: { near: number; far: number }) => number) =>
    counted.reduce((sum, one) => sum + of(one), 0) / counted.length
  return {
    percent: round(mean(({ near, far }) => far / (near + far)) * 100),
    near: round(mean(({ near }) => near)),
    far: round(mean(({ far }) => far)),
    observers: counted.length,
  }
}

const medianOf = (sorted: readonly number[]): number => {
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : Math.round(((sorted[middle - 1] ?? 0) + upper) / 2)
}

/** How long the lecturer waited for an answer, by all observers' stopwatches together. */
export function waitSummary(marks: readonly PlacedMark[]): EvidenceSummary['waits'] {
  return (['near', 'far'] as const).flatMap((target) => {
    const waits = marks
      .flatMap(({ body }) => (body.kind === 'wait' && body.target === target ? [body.waitMs] : []))
      .sort((a, b) => a - b)
    if (waits.length === 0) return []
    return [{ target, count: waits.length, medianMs: medianOf(waits), longestMs: waits.at(-1) ?? 0 }]
  })
}

/** Minutes of each activity, the mean of the observers who marked any. */
export function activitySummary(
  marks: readonly PlacedMark[],
  durationMs: number,
): EvidenceSummary['activities'] {
  const switches = new Map<string, { at: number; activity: Activity }[]>()
  for (const { sheetId, place, body } of marks)
    if (body.kind === 'activity')
      switches.set(sheetId, [...(switches.get(sheetId) ?? []), { at: place, activity: body.activity }])
  const minutes = new Map<string, number>()
  for (const own of switches.values())
    for (const { activity, from, to } of foldActivities(own, durationMs))
      minutes.set(activity, (minutes.get(activity) ?? 0) + (to - from) / 60_000)
  return [...minutes]
    .map(([activity, sum]) => ({ activity, minutes: round(sum / switches.size) }))
    .sort((a, b) => b.minutes - a.minutes)
}
