import { PlanArea, type CoursePlan, type PlanHours } from '@tongke/contract'

export const GRADES = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const

/** What is typed into the table, by grade and row. */
export type PlanCells = Readonly<Record<string, string>>

export const keyOf = (grade: number, area: PlanArea): string => `${grade} ${area}`

/** `4`, or `4/3` where odd and even weeks differ; nothing for no hours. */
export const cellOf = ({ odd, even }: Pick<PlanHours, 'odd' | 'even'>): string => {
  if (odd + even === 0) return ''
  return odd === even ? String(odd) : `${odd}/${even}`
}

export const cellsOf = ({ hours }: Pick<CoursePlan, 'hours'>): PlanCells =>
  Object.fromEntries(hours.map((one) => [keyOf(one.grade, one.area), cellOf(one)]))

const CELL = /^(\d{1,2})(?:\s*[/／]\s*(\d{1,2}))?$/

/** The hours a cell means; null: it means nothing. */
export function hoursOfCell(text: string): Pick<PlanHours, 'odd' | 'even'> | null {
  const trimmed = text.trim()
  if (trimmed === '') return { odd: 0, even: 0 }
  const found = CELL.exec(trimmed)
  if (!found) return null
  const odd = Number(found[1])
  const even = found[2] === undefined ? odd : Number(found[2])
  return odd > 40 || even > 40 ? null : { odd, even }
}

/** All hours of the table; null: a cell means nothing. */
export function hoursOf(cells: PlanCells): PlanHours[] | null {
  const all = GRADES.flatMap((grade) =>
    PlanArea.options.map((area) => ({
      grade,
      area,
      hours: hoursOfCell(cells[keyOf(grade, area)] ?? ''),
    })),
  )
  if (all.some(({ hours }) => hours === null)) return null
  return all.flatMap(({ grade, area, hours }) =>
    hours !== null && hours.odd + hours.even > 0 ? [{ grade, area, ...hours }] : [],
  )
}

/** Periods a week of one grade, in odd and in even weeks, of what is typed so far. */
export const totalOf = (cells: PlanCells, grade: number): Pick<PlanHours, 'odd' | 'even'> =>
  PlanArea.options.reduce(
    (sum, area) => {
      const hours = hoursOfCell(cells[keyOf(grade, area)] ?? '')
      return { odd: sum.odd + (hours?.odd ?? 0), even: sum.even + (hours?.even ?? 0) }
    },
    { odd: 0, even: 0 },
  )
