import type { HoursSource } from '@tongke/contract'

/** One dated rule as the migration seeds it: `policy_rule` under `training.<key>`. */
interface Seed {
  readonly value: number
  readonly unit: string
}

/**
 * How many 学时 one event is worth, by kind ([D], domain §7 question 5: the bureau decides). A kind with `minutesPerHour`
 * counts time instead, in whole half-hours; a programme says its hours itself.
 */
export const HOURS_SEEDS: Readonly<Record<string, Seed>> = {
  'hours.research_session': { value: 2, unit: '学时' },
  'hours.lesson_taught': { value: 1, unit: '学时' },
  'hours.lesson_assisted': { value: 0.5, unit: '学时' },
  'minutesPerHour.video': { value: 45, unit: 'min' },
  'minutesPerHour.visit': { value: 45, unit: 'min' },
  /** A programme says its hours itself; so many are credited for each of them. */
  'factor.programme': { value: 1, unit: '学时/学时' },
  /** At most so many 学时 of one kind are credited in a calendar year; a kind without a row has no cap. */
  'cap.research_session': { value: 40, unit: '学时/a' },
  'cap.lesson_taught': { value: 30, unit: '学时/a' },
  'cap.lesson_assisted': { value: 20, unit: '学时/a' },
  'cap.video': { value: 24, unit: '学时/a' },
  'cap.visit': { value: 24, unit: '学时/a' },
  /** 360 学时 in five years is the national supervision item [V9][V10]; the years begin on 1 January [K]. */
  'cycle.hours': { value: 360, unit: '学时' },
  'cycle.years': { value: 5, unit: 'a' },
  'cycle.firstYear': { value: 2021, unit: 'year' },
  /** A rejected claim may be appealed within so many days. */
  'appeal.days': { value: 30, unit: 'd' },
  /** So much of a video must have run before the watcher's eyes. */
  'video.watchedPercent': { value: 95, unit: '%' },
}

/** A dated row, with its id: rows of the ledger name the one they were counted by. */
export interface DatedRule {
  readonly id: string
  readonly key: string
  readonly value: number
  readonly from: string
  readonly to: string | null
}

export type RuleBook = readonly DatedRule[]

/** The rule of a key in force on a day, the newest where two are. */
export const ruleOn = (book: RuleBook, key: string, day: string): DatedRule | null =>
  book
    .filter((rule) => rule.key === key && rule.from <= day && (rule.to === null || rule.to >= day))
    .reduce<DatedRule | null>((best, rule) => (best && best.from > rule.from ? best : rule), null)

const HALF_HOUR = 5

/** What an event is worth, in tenths of a 学时, and by which rule. */
export interface Worth {
  readonly tenths: number
  readonly rule: DatedRule
}

/** What is known of an event's length: real minutes, and the tenths its programme gives. */
export interface Measured {
  readonly minutes: number
  readonly tenths?: number | undefined
}

/**
 * By the first rule of that day that covers the kind: hours for one event, hours of the event's own times a factor, or
 * whole half-hours of the time really spent; the rest of it falls away.
 * @returns null where no rule covers it: there are no hours without a rule
 */
export function worthOf(book: RuleBook, source: HoursSource, day: string, measured: Measured): Worth | null {
  const fixed = ruleOn(book, `hours.${source}`, day)
  if (fixed) return { tenths: Math.round(fixed.value * 10), rule: fixed }
  const factor = ruleOn(book, `factor.${source}`, day)
  if (factor && measured.tenths !== undefined)
    return { tenths: Math.floor(measured.tenths * factor.value), rule: factor }
  const timed = ruleOn(book, `minutesPerHour.${source}`, day)
  if (!timed) return null
  return { tenths: Math.floor((measured.minutes * 2) / timed.value) * HALF_HOUR, rule: timed }
}

export interface CycleRules {
  readonly firstYear: number
  readonly years: number
}

/** First and last year of the cycle that a year lies in. Years before the first cycle lie in one of the same length. */
export function cycleOf(year: number, { firstYear, years }: CycleRules): { first: number; last: number } {
  const first = firstYear + Math.floor((year - firstYear) / years) * years
  return { first, last: first + years - 1 }
}
