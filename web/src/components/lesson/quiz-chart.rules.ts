import {
  answersOf,
  LECTURE_CLASS,
  sumOf,
  type AnswerCount,
  type LessonPlan,
  type Quiz,
} from '@tongke/contract'

/** A chart has room for so many answers of a number; the rest is one column. */
const MOST_COLUMNS = 6
export const OTHERS = 'others'

/** Columns of a chart: the answers one could give, or those of a number that were given most. */
export function columnsOf(quiz: Quiz): string[] {
  const fixed = answersOf(quiz)
  if (fixed.length > 0) return fixed
  const given = new Map<string, number>()
  for (const counts of shownCounts(quiz))
    for (const { answer, count } of counts) if (count > 0) given.set(answer, (given.get(answer) ?? 0) + count)
  const right = quiz.result?.answer
  if (right && !given.has(right)) given.set(right, 0)
  const sorted = [...given].sort(([a, m], [b, n]) => n - m || Number(a) - Number(b)).map(([answer]) => answer)
  if (sorted.length <= MOST_COLUMNS) return sorted.sort((a, b) => Number(a) - Number(b))
  const kept = new Set(sorted.slice(0, MOST_COLUMNS - 1))
  if (right) kept.add(right)
  return [...[...kept].sort((a, b) => Number(a) - Number(b)), OTHERS]
}

const shownCounts = (quiz: Quiz): AnswerCount[][] => [
  ...Object.values(quiz.classes).flatMap(({ counts }) => (counts ? [counts] : [])),
  ...(quiz.result?.small ? [quiz.result.small.counts] : []),
]

export interface ChartRow {
  /** Id of the leg, `lecture`, `small` or `all`. */
  place: string
  answered: number
  /** By column; null where it is hidden. */
  counts: number[] | null
}

const countsIn = (columns: readonly string[], counts: readonly AnswerCount[]): number[] =>
  columns.map((column) =>
    sumOf(counts.filter(({ answer }) => (column === OTHERS ? !columns.includes(answer) : answer === column))),
  )

/** Rows of a chart: every class that answered, small ones together, and all that may be shown as a sum. */
export function rowsOf(quiz: Quiz, plan: LessonPlan): ChartRow[] {
  const columns = columnsOf(quiz)
  const places = [LECTURE_CLASS, ...plan.legs.map(({ id }) => id)]
  const rows = places.flatMap((place): ChartRow[] => {
    const turnout = quiz.classes[place]
    if (!turnout || turnout.answered === 0) return []
    const counts = turnout.counts && countsIn(columns, turnout.counts)
    return [{ place, answered: turnout.answered, counts }]
  })
  const small = quiz.result?.small
  if (small) rows.push({ place: 'small', answered: small.answered, counts: countsIn(columns, small.counts) })
  const shown = rows.filter((row) => row.counts !== null)
  if (shown.length < 2) return rows
  const sums = columns.map((_, index) => shown.reduce((sum, row) => sum + (row.counts?.[index] ?? 0), 0))
  return [{ place: 'all', answered: sums.reduce((a, b) => a + b, 0), counts: sums }, ...rows]
}
