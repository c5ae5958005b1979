import { schoolYearOf } from './school-year.ts'

describe('schoolYearOf', () => {
  it.each([
    [new Date(2026, 6, 31), 2025],
    [new Date(2026, 7, 1), 2026],
    [new Date(2027, 0, 15), 2026],
  ])('%s', (date, year) => expect(schoolYearOf(date.getTime())).toBe(year))
})
