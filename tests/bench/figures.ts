/** One measured figure; `baseline` is the same thing without the product, in the same run. */
export interface Metric {
  readonly value: number
  readonly unit: string
  readonly baseline?: number
  readonly ratio?: number
}
export type Metrics = Record<string, Metric>

const round = (value: number, digits = 2) => Number(value.toFixed(digits))

/** A metric; `ratio` is value ÷ baseline. @param digits after the point, of the value */
export const metric = (value: number, unit: string, baseline?: number, digits = 2): Metric =>
  baseline === undefined
    ? { value: round(value, digits), unit }
    : { value: round(value, digits), unit, baseline: round(baseline), ratio: round(value / baseline) }

/** Nearest-rank percentile. @param share 0 to 1 */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new Error('percentile of nothing')
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!
}
