import fc from 'fast-check'
import { bandOf, EntrySheet, type Answer, type Entry, type Question } from './entry-sheet.ts'

let next = 0
const entry = (more: Partial<Entry> = {}): Entry => {
  next += 1
  return {
    number: next,
    versionId: `v${next}`,
    schoolPath: null,
    stage: 'primary',
    subject: 'mathematics',
    gradeFrom: 3,
    gradeTo: 3,
    editionId: 'e1',
    type: 'micro_lesson',
    duration: 'short',
    orgId: 'o1',
    licence: 'county',
    publishedAt: 1_700_000_000 + next,
    popularity: 0,
    ...more,
  }
}
const question = (more: Partial<Question> = {}): Question => ({
  filter: {},
  sort: 'fit',
  profile: { subjects: [], grades: [], editionIds: [] },
  seesSchool: () => false,
  among: null,
  offset: 0,
  limit: 50,
  ...more,
})
const idsOf = ({ found }: Answer) => found.map(({ versionId }) => versionId)
const sheetOf = (...entries: Entry[]) => {
  const sheet = new EntrySheet()
  for (const one of entries) sheet.put(one)
  return sheet
}

describe('a sheet of entries', () => {
  it('filters, and counts each facet without the choice made in it', () => {
    const sheet = sheetOf(
      entry({ subject: 'mathematics', type: 'micro_lesson' }),
      entry({ subject: 'mathematics', type: 'courseware' }),
      entry({ subject: 'chinese', type: 'micro_lesson' }),
    )
    const { total, facets } = sheet.answer(
      question({ filter: { subject: 'mathematics', type: 'micro_lesson' } }),
    )
    expect(total).toBe(1)
    expect(facets.subject).toEqual(
      new Map([
        ['mathematics', 1],
        ['chinese', 1],
      ]),
    )
    expect(facets.type).toEqual(
      new Map([
        ['micro_lesson', 1],
        ['courseware', 1],
      ]),
    )
    expect(facets.licence).toEqual(new Map([['county', 1]]))
  })

  it('counts a resource for every grade of its range', () => {
    const sheet = sheetOf(entry({ gradeFrom: 1, gradeTo: 3 }), entry({ gradeFrom: 3, gradeTo: 4 }))
    const { total, facets } = sheet.answer(question({ filter: { grade: 4 } }))
    expect(total).toBe(1)
    expect(facets.grade).toEqual(
      new Map([
        ['1', 1],
        ['2', 1],
        ['3', 2],
        ['4', 1],
      ]),
    )
  })

  it('puts what I teach first: subject and grade and edition, then subject and grade, then use', () => {
    const [other, used, edition, grade] = [
      entry({ subject: 'chinese', popularity: 9000 }),
      entry({ gradeFrom: 5, gradeTo: 5, popularity: 500 }),
      entry(),
      entry({ editionId: 'e2', popularity: 100 }),
    ]
    const profile = { subjects: ['mathematics'], grades: [3], editionIds: ['e1'] }
    const answer = sheetOf(other, used, edition, grade).answer(question({ profile }))
    expect(idsOf(answer)).toEqual([edition, grade, used, other].map(({ versionId }) => versionId))
  })

  it('weighs where the words stand, and gives only what was found', () => {
    const [a, b, c] = [entry(), entry(), entry()]
    const among = new Map([
      [a.number, 2],
      [b.number, 8],
    ])
    expect(idsOf(sheetOf(a, b, c).answer(question({ among })))).toEqual([b.versionId, a.versionId])
    expect(sheetOf(a).answer(question({ among: new Map() })).total).toBe(0)
  })

  it('shows what a school keeps for itself to that school only', () => {
    const sheet = sheetOf(entry({ schoolPath: '/b/s/' }))
    expect(sheet.answer(question()).total).toBe(0)
    expect(sheet.answer(question()).facets.type.size).toBe(0)
    expect(sheet.answer(question({ seesSchool: (path) => path === '/b/s/' })).total).toBe(1)
  })

  it('pages through the newest first without loss or repetition', () => {
    const all = Array.from({ length: 23 }, () => entry())
    const sheet = sheetOf(...all)
    const pages = [0, 10, 20, 30].flatMap((offset) =>
      idsOf(sheet.answer(question({ sort: 'recent', offset, limit: 10 }))),
    )
    expect(pages).toEqual(all.map(({ versionId }) => versionId).toReversed())
  })

  it('forgets, changes and takes places again', () => {
    const sheet = sheetOf(entry(), entry())
    const [gone, changed] = [entry({ type: 'recording' }), entry()]
    sheet.put(gone)
    sheet.put(changed)
    sheet.remove(gone.number)
    sheet.remove(gone.number)
    sheet.put({ ...changed, type: 'material' })
    sheet.put(entry({ type: 'exercise' }))
    const { total, facets } = sheet.answer(question())
    expect(total).toBe(sheet.size)
    expect(facets.type).toEqual(
      new Map([
        ['micro_lesson', 2],
        ['material', 1],
        ['exercise', 1],
      ]),
    )
  })

  it('agrees with counting by hand, whatever is in it and asked', () => {
    const value = (...values: string[]) => fc.constantFrom(...values)
    const entries = fc.array(
      fc.record({
        subject: value('a', 'b', 'c'),
        type: value('x', 'y'),
        gradeFrom: fc.integer({ min: 1, max: 9 }),
        span: fc.nat(8),
      }),
      { maxLength: 2000, size: 'max' },
    )
    const filter = fc.record(
      { subject: value('a', 'b', 'none'), type: value('x', 'y'), grade: fc.integer({ min: 1, max: 9 }) },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(entries, filter, (drawn, asked) => {
        const all = drawn.map(({ span, ...more }) =>
          entry({ ...more, gradeTo: Math.min(9, more.gradeFrom + span) }),
        )
        const answer = sheetOf(...all).answer(question({ filter: asked as never, limit: 5000 }))
        const fits = (one: Entry, without?: string) =>
          (without === 'subject' || !asked.subject || one.subject === asked.subject) &&
          (without === 'type' || !asked.type || one.type === asked.type) &&
          (without === 'grade' ||
            !asked.grade ||
            (one.gradeFrom <= asked.grade && asked.grade <= one.gradeTo))
        expect(answer.total).toBe(all.filter((one) => fits(one)).length)
        expect(new Set(idsOf(answer))).toEqual(
          new Set(all.filter((one) => fits(one)).map((one) => one.versionId)),
        )
        for (const type of ['x', 'y'])
          expect(answer.facets.type.get(type) ?? 0).toBe(
            all.filter((one) => one.type === type && fits(one, 'type')).length,
          )
        for (let grade = 1; grade <= 9; grade += 1)
          expect(answer.facets.grade.get(String(grade)) ?? 0).toBe(
            all.filter((one) => one.gradeFrom <= grade && grade <= one.gradeTo && fits(one, 'grade')).length,
          )
      }),
      { numRuns: 40 },
    )
  })
})

describe('bandOf', () => {
  it.each([
    [null, null],
    [300_000, 'short'],
    [300_001, 'medium'],
    [900_000, 'medium'],
    [2_400_000, 'lesson'],
    [2_700_001, 'long'],
  ])('%s ms is %s', (duration, band) => {
    expect(bandOf(duration)).toBe(band)
  })
})
