import type { ScaleContent, ScaleDimension, ScaleItem } from './scale.ts'

/** What an observer said to one item. */
export interface ItemAnswer {
  readonly value: number | null
  readonly text: string
}
export type ScaleAnswers = Readonly<Record<string, ItemAnswer>>

/** The most an item's value can be; null where nothing is measured against a maximum. */
export const maxOf = ({ kind, levels }: ScaleItem): number | null =>
  kind === 'score' ? Math.max(0, ...levels) : kind === 'yes_no' ? 1 : null

const givesPoints = (item: ScaleItem): boolean => item.weight > 0 && (maxOf(item) ?? 0) > 0

/** Points a dimension gives at most. */
export const pointsOf = ({ items }: ScaleDimension): number =>
  items.reduce((sum, item) => sum + (givesPoints(item) ? item.weight : 0), 0)

/** Points a scale gives at most, its bonus left out. */
export const totalOf = ({ dimensions }: ScaleContent): number =>
  dimensions.filter(({ bonus }) => !bonus).reduce((sum, one) => sum + pointsOf(one), 0)

/** What is wrong with a scale that would be published; null: nothing. */
export function faultOf({ dimensions }: ScaleContent): 'empty' | 'levels' | 'weight' | 'twice' | null {
  const items = dimensions.flatMap((dimension) => dimension.items)
  if (items.length === 0 || dimensions.some((one) => one.items.length === 0)) return 'empty'
  const ids = [...dimensions.map(({ id }) => id), ...items.map(({ id }) => id)]
  if (new Set(ids).size < ids.length) return 'twice'
  for (const item of items) {
    const falls = item.levels.every((level, index) => index === 0 || level < (item.levels[index - 1] ?? 0))
    if (item.kind === 'score' && (item.levels.length < 2 || !falls)) return 'levels'
    if (item.kind !== 'score' && item.levels.length > 0) return 'levels'
    if (['count', 'text'].includes(item.kind) && item.weight > 0) return 'weight'
  }
  return null
}

/** Whether a value can be given to an item; words can be given to all of them. */
export function takesValue(item: ScaleItem, value: number | null): boolean {
  if (value === null) return true
  if (item.kind === 'score') return item.levels.includes(value)
  if (item.kind === 'yes_no') return value === 0 || value === 1
  return item.kind === 'count' && Number.isInteger(value) && value >= 0 && value <= 999
}

export interface DimensionScore {
  readonly dimensionId: string
  /** Points reached of those items that were answered, and what these could have given. */
  readonly points: number
  readonly of: number
}

/** One sheet's scores; a dimension nobody answered is left out, so that "not seen" is not "bad". */
export function scoresOf({ dimensions }: ScaleContent, answers: ScaleAnswers): DimensionScore[] {
  return dimensions.flatMap((dimension) => {
    let points = 0
    let of = 0
    for (const item of dimension.items) {
      const value = answers[item.id]?.value ?? null
      const max = maxOf(item)
      if (value === null || !givesPoints(item) || max === null) continue
      points += (value / max) * item.weight
      of += item.weight
    }
    return of > 0 ? [{ dimensionId: dimension.id, points, of }] : []
  })
}

export interface Spread {
  readonly count: number
  readonly mean: number
  readonly least: number
  readonly most: number
  /** Standard deviation of these values themselves, not an estimate of a larger group. */
  readonly deviation: number
}

/** Of no values there is no spread. */
export function spreadOf(values: readonly number[]): Spread | null {
  if (values.length === 0) return null
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
  return {
    count: values.length,
    mean,
    least: Math.min(...values),
    most: Math.max(...values),
    deviation: Math.sqrt(variance),
  }
}
