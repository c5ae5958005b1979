import type { CalendarInput, ErrorDetail } from '@tongke/contract'
import { dayWithin } from '../../platform/day.rules.ts'
import { isTeachingOn, termOn } from './calendar.rules.ts'

const detail = (path: string, code: string, message: string): ErrorDetail => ({
  path: `body.${path}`,
  code,
  message,
})

/** A school year is from 1 August to 31 August of the next: terms begin in late August in some years. */
export const inYear = (schoolYear: number, day: string): boolean =>
  dayWithin(day, `${schoolYear}-08-01`, `${schoolYear + 1}-08-31`)

/** All that is wrong with a school year, at the fields it is wrong in. */
export function calendarProblems(schoolYear: number, input: CalendarInput): ErrorDetail[] {
  return [
    ...termProblems(schoolYear, input),
    ...spanProblems(schoolYear, input),
    ...swapProblems(schoolYear, input),
  ]
}

const termProblems = (schoolYear: number, { terms }: CalendarInput): ErrorDetail[] =>
  terms.flatMap((term, index) => {
    const before = terms[index - 1]
    const outside = (['startsOn', 'endsOn'] as const)
      .filter((key) => !inYear(schoolYear, term[key]))
      .map((key) => detail(`terms.${index}.${key}`, 'outside_year', 'Not in this school year'))
    const order =
      before && (before.number >= term.number || before.endsOn >= term.startsOn)
        ? [detail(`terms.${index}.startsOn`, 'term_order', 'The second term comes after the first')]
        : []
    return [...outside, ...order]
  })

const spanProblems = (schoolYear: number, { spans }: CalendarInput): ErrorDetail[] =>
  spans.flatMap((span, index) => {
    const outside = [span.from, span.to].every((day) => inYear(schoolYear, day))
      ? []
      : [detail(`spans.${index}.from`, 'outside_year', 'Not in this school year')]
    const overlaps = spans.slice(0, index).some(({ from, to }) => from <= span.to && span.from <= to)
    return overlaps
      ? [...outside, detail(`spans.${index}.from`, 'overlap', 'Two of them on one day')]
      : outside
  })

/** A swap day makes up, on a day without lessons, for a day of which the lessons fell out. */
function swapProblems(schoolYear: number, { terms, spans, swaps }: CalendarInput): ErrorDetail[] {
  const named = terms.map((term) => ({ ...term, id: String(term.number), schoolYear: 0 }))
  const plain = { terms: named, spans, swaps: [] }
  return swaps.flatMap(({ day, followsOn }, index) => {
    const earlier = swaps.slice(0, index)
    const at = (key: string, code: string, message: string) => detail(`swaps.${index}.${key}`, code, message)
    return [
      ...(termOn(plain, day) ? [] : [at('day', 'outside_term', 'Not in a term')]),
      ...(isTeachingOn(plain, day) ? [at('day', 'taught', 'Lessons are held on this day anyway')] : []),
      ...(inYear(schoolYear, followsOn) ? [] : [at('followsOn', 'outside_year', 'Not in this school year')]),
      ...(isTeachingOn(plain, followsOn)
        ? [at('followsOn', 'taught', 'The lessons of this day are not lost')]
        : []),
      ...(earlier.some((one) => one.day === day) ? [at('day', 'twice', 'This day is there already')] : []),
      ...(earlier.some((one) => one.followsOn === followsOn)
        ? [at('followsOn', 'twice', 'This day is taught back already')]
        : []),
    ]
  })
}
