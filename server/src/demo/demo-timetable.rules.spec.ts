import { demoWeek, hoursOf, weeklySubjects, type FixedSlot } from './demo-timetable.rules.ts'

const teachers = Array.from({ length: 6 }, (_, at) => ({
  id: `t${at}`,
  subjects: at === 0 ? ['english'] : [],
}))
const classes = [1, 2, 3, 4, 5, 6].map((grade) => ({ id: `c${grade}`, grades: [grade] }))

describe('the demo timetable', () => {
  it('has the weekly total of each grade', () => {
    expect([1, 3, 6].map((grade) => weeklySubjects(grade).length)).toEqual([26, 30, 30])
  })

  it('gives each grade of a class its own hours', () => {
    const hours = hoursOf([1, 2, 3])
    const of = (grade: number) =>
      hours.flatMap(({ subject, grades, quiet }) =>
        grades === null || grades.includes(grade) ? [subject] : (quiet ?? []),
      )
    expect(of(1).toSorted()).toEqual(weeklySubjects(1).toSorted())
    expect(of(3).toSorted()).toEqual(weeklySubjects(3).toSorted())
  })

  it('puts nobody in two places and keeps what is fixed', () => {
    const fixed: FixedSlot = {
      classId: 'c3',
      weekday: 2,
      period: 2,
      subject: 'english',
      grades: null,
      teacherId: 't0',
    }
    const slots = demoWeek(classes, teachers, [fixed])
    const keys = (of: (slot: (typeof slots)[number]) => string) => slots.map(of)
    expect(new Set(keys(({ classId, weekday, period }) => `${classId} ${weekday} ${period}`)).size).toBe(
      slots.length,
    )
    expect(new Set(keys(({ teacherId, weekday, period }) => `${teacherId} ${weekday} ${period}`)).size).toBe(
      slots.length,
    )
    expect(slots.filter(({ classId }) => classId === 'c3')).toHaveLength(30)
    expect(slots.filter(({ fixed: isFixed }) => isFixed)).toMatchObject([
      { classId: 'c3', weekday: 2, period: 2 },
    ])
  })
})
