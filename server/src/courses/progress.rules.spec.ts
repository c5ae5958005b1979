import { figuresOf, mayBeTaughtOn, progressOf, type ItemFact } from './progress.rules.ts'

const fact = (itemId: string, unitId: string, change: Partial<ItemFact> = {}): ItemFact => ({
  itemId,
  unitId,
  share: null,
  watchedOn: null,
  attendedOn: null,
  taughtOn: null,
  markedBy: null,
  ...change,
})

describe('progress of a class', () => {
  it.each<[string, Partial<ItemFact>, string | null, string | null, number | null]>([
    ['nothing', {}, null, null, null],
    ['not enough watched', { share: 0.799, watchedOn: '2026-10-01' }, null, null, 79],
    ['enough watched', { share: 0.8, watchedOn: '2026-10-01' }, 'watched', '2026-10-01', 80],
    ['more than all is all', { share: 1.01, watchedOn: '2026-10-01' }, 'watched', '2026-10-01', 100],
    ['taught', { taughtOn: '2026-10-02' }, 'taught', '2026-10-02', null],
    [
      'watched a little and taught',
      { share: 0.1, watchedOn: '2026-10-01', taughtOn: '2026-10-02' },
      'taught',
      '2026-10-02',
      10,
    ],
    [
      'in the lesson, whatever was marked',
      { attendedOn: '2026-09-30', taughtOn: '2026-10-02' },
      'attended',
      '2026-09-30',
      null,
    ],
  ])('%s', (_, change, done, on, percent) => {
    const { items, itemsDone } = progressOf(['u'], [fact('i', 'u', change)], 80)
    expect(items).toEqual([expect.objectContaining({ itemId: 'i', done, on, percent })])
    expect(itemsDone).toBe(done === null ? 0 : 1)
  })

  it('counts units with all that is in them', () => {
    const taught = { taughtOn: '2026-10-02' }
    const facts = [fact('a', 'u1', taught), fact('b', 'u1', taught), fact('c', 'u2', taught), fact('d', 'u2')]
    expect(progressOf(['u1', 'u2', 'empty'], facts, 80)).toMatchObject({
      units: 3,
      unitsDone: 1,
      itemsDone: 3,
    })
  })

  it('is a mean over the classes', () => {
    const questions = { questions: 4, judged: 3, answeredInTime: 2, overdue: 1 }
    const classes = [2, 0, 0].map((unitsDone, index) => ({ unitsDone, isRural: index > 0 }))
    expect(figuresOf(classes, questions)).toEqual({
      classes: 3,
      ruralClasses: 2,
      unitsPerClass: 0.7,
      ...questions,
    })
    expect(figuresOf([], questions).unitsPerClass).toBeNull()
  })
})

describe('the day of a mark', () => {
  const day = { on: '2026-10-02', today: '2026-10-02', schoolYear: 2026, lesson: null }
  it.each<[string, Partial<Parameters<typeof mayBeTaughtOn>[0]>, boolean]>([
    ['today', {}, true],
    ['tomorrow', { on: '2026-10-03' }, false],
    ['the first day of the class', { on: '2026-09-01' }, true],
    ['before the class was one', { on: '2026-08-31' }, false],
    ['after the lesson', { lesson: { heldOn: '2026-10-01' } }, true],
    ['before the lesson', { on: '2026-09-30', lesson: { heldOn: '2026-10-01' } }, false],
    ['a lesson that was not held yet', { lesson: 'unheld' }, false],
  ])('%s', (_, change, expected) => {
    expect(mayBeTaughtOn({ ...day, ...change })).toBe(expected)
  })
})
