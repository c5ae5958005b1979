import {
  isTeachingOn,
  progressOf,
  teachingDay,
  teachingDaysBetween,
  weekOf,
  weeksOf,
  type Calendar,
} from './calendar.rules.ts'

/** Autumn 2026: begins on a Tuesday. National Day 1–7 October, taught back on Saturday 10 October (for Wednesday the 7th). */
const AUTUMN = {
  id: 'autumn',
  schoolYear: 2026,
  number: 1 as const,
  startsOn: '2026-09-01',
  endsOn: '2027-01-22',
}
const SPRING = {
  id: 'spring',
  schoolYear: 2026,
  number: 2 as const,
  startsOn: '2027-03-01',
  endsOn: '2027-07-09',
}
const CALENDAR: Calendar = {
  terms: [AUTUMN, SPRING],
  spans: [
    { kind: 'holiday', name: '国庆节', from: '2026-10-01', to: '2026-10-07' },
    { kind: 'flexible', name: '机动周', from: '2027-01-11', to: '2027-01-15' },
    { kind: 'exam', name: '期末考试', from: '2027-01-18', to: '2027-01-22' },
  ],
  swaps: [{ day: '2026-10-10', followsOn: '2026-10-07', name: '国庆节调休' }],
}

describe('weeks of a term', () => {
  it('begin on Monday, the first one where the term begins', () => {
    expect(weeksOf(AUTUMN)[0]).toEqual({ week: 1, from: '2026-08-31', to: '2026-09-06' })
    expect(weeksOf(AUTUMN).at(-1)).toEqual({ week: 21, from: '2027-01-18', to: '2027-01-24' })
    expect(weekOf(AUTUMN, '2026-09-06')).toBe(1)
    expect(weekOf(AUTUMN, '2026-09-07')).toBe(2)
  })
  it('are counted over New Year', () => {
    expect(weekOf(AUTUMN, '2026-12-31')).toBe(18)
    expect(weekOf(AUTUMN, '2027-01-04')).toBe(19)
  })
})

describe('a term by the date', () => {
  it.each([
    ['2026-08-31', 'NOT_STARTED'],
    ['2026-09-01', 'IN_PROGRESS'],
    ['2027-01-22', 'IN_PROGRESS'],
    ['2027-01-23', 'FINISHED'],
  ])('on %s is %s', (day, progress) => {
    expect(progressOf(AUTUMN, day)).toBe(progress)
  })
})

describe('a day of the timetable', () => {
  it('on an ordinary Tuesday follows Tuesday', () => {
    expect(teachingDay(CALENDAR, '2026-11-24')).toMatchObject({
      term: AUTUMN,
      calendarWeek: 13,
      week: 13,
      isOddWeek: true,
      weekday: 2,
      isTeaching: true,
      isHoliday: false,
      nthOfTerm: null,
      swap: null,
    })
  })
  it('on a swap day follows weekday and week of the other day', () => {
    expect(teachingDay(CALENDAR, '2026-10-10')).toMatchObject({
      weekday: 3,
      week: 6,
      calendarWeek: 6,
      isTeaching: true,
      isHoliday: false,
      name: '国庆节调休',
    })
  })
  it('on a swap day of another week follows its odd or even', () => {
    const swaps = [{ day: '2026-09-26', followsOn: '2026-10-02', name: '调休' }]
    expect(teachingDay({ ...CALENDAR, swaps }, '2026-09-26')).toMatchObject({
      calendarWeek: 4,
      week: 5,
      isOddWeek: true,
      weekday: 5,
    })
  })
  it('on a swap day for another term keeps its own week', () => {
    const swaps = [{ day: '2027-01-16', followsOn: '2027-03-02', name: '调休' }]
    expect(teachingDay({ ...CALENDAR, swaps }, '2027-01-16')).toMatchObject({ week: 20, weekday: 2 })
  })
  it.each([
    ['a holiday', '2026-10-01'],
    ['a Saturday', '2026-11-28'],
    ['the day before the term', '2026-08-31'],
    ['the days between terms', '2027-02-10'],
  ])('has no lessons on %s', (_what, day) => {
    expect(isTeachingOn(CALENDAR, day)).toBe(false)
    expect(teachingDay(CALENDAR, day).isTeaching).toBe(false)
  })
  it('counts the first school days, and they skip what is not taught', () => {
    const first = (day: string) => teachingDay(CALENDAR, day).nthOfTerm
    expect(['2026-09-01', '2026-09-02', '2026-09-03'].map(first)).toEqual([1, 2, 3])
    const late = {
      ...CALENDAR,
      spans: [{ kind: 'holiday' as const, name: '台风', from: '2026-09-01', to: '2026-09-03' }],
    }
    expect(
      ['2026-09-01', '2026-09-04', '2026-09-07', '2026-09-08'].map((day) => teachingDay(late, day).nthOfTerm),
    ).toEqual([null, 1, 2, 3])
  })
  it('knows exam and flexible weeks', () => {
    expect(teachingDay(CALENDAR, '2027-01-20')).toMatchObject({ isExamWeek: true, name: '期末考试' })
    expect(teachingDay(CALENDAR, '2027-01-13')).toMatchObject({ isFlexibleWeek: true, isExamWeek: false })
  })
  it('outside terms has no week', () => {
    expect(teachingDay(CALENDAR, '2027-02-10')).toMatchObject({ term: null, week: 0, isOddWeek: false })
  })
})

describe('the days of a span', () => {
  it('are those on which lessons are held', () => {
    expect(teachingDaysBetween(CALENDAR, '2026-09-28', '2026-10-11').map(({ day }) => day)).toEqual([
      '2026-09-28',
      '2026-09-29',
      '2026-09-30',
      '2026-10-08',
      '2026-10-09',
      '2026-10-10',
    ])
    expect(teachingDaysBetween(CALENDAR, '2026-10-11', '2026-10-10')).toEqual([])
  })
})
