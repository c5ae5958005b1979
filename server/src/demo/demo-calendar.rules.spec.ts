import { bellFaults } from '../schedule/calendar/bells.rules.ts'
import { calendarProblems } from '../schedule/calendar/calendar-input.rules.ts'
import { termOn } from '../schedule/calendar/calendar.rules.ts'
import { addDays } from '../platform/day.rules.ts'
import { EARLY_WINTER_BELLS, SUMMER_BELLS, WINTER_BELLS, demoCalendar } from './demo-calendar.rules.ts'

const YEARS = [2025, 2026, 2027, 2028]
const DAYS = YEARS.flatMap((year) =>
  Array.from({ length: 366 }, (_, index) => addDays(`${year}-09-01`, index)),
)

describe('the calendar of the demo', () => {
  it('is right and has a running term on every day of the year', () => {
    const wrong = DAYS.filter((today) => {
      const { schoolYear, ...calendar } = demoCalendar(today)
      const terms = calendar.terms.map((term) => ({ ...term, id: '', schoolYear }))
      return calendarProblems(schoolYear, calendar).length > 0 || termOn({ terms }, today) === null
    })
    expect(wrong).toEqual([])
  })
  it('has bells that follow each other', () => {
    for (const bells of [SUMMER_BELLS, WINTER_BELLS, EARLY_WINTER_BELLS])
      expect(bellFaults(bells)).toEqual([])
  })
})
