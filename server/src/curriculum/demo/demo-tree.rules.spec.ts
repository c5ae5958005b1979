import { SUBJECTS, type Subject } from '@tongke/contract'
import { planImport } from '../import/plan.rules.ts'
import { demoTextbooks } from './demo-textbooks.rules.ts'
import { demoTree } from './demo-tree.rules.ts'
import { EDITIONS } from './editions.ts'

let next = 0
const newId = () => `id-${(next += 1)}`
const plan = planImport(demoTree(), { editions: [], nodes: [] }, newId)
const volumes = plan.nodes.filter(({ kind }) => kind === 'volume')
const subjectOf = new Map(plan.editions.map(({ id, subject }) => [id, subject]))

describe('the demo tree', () => {
  it('passes the rules of an import', () => {
    expect(plan.problems).toEqual([])
    expect(plan.creates).toBe(plan.editions.length + plan.nodes.length)
  })

  it('has every subject', () => {
    expect(new Set(volumes.map(({ subject }) => subject))).toEqual(new Set(Object.keys(SUBJECTS)))
  })

  it.each<Subject>(['chinese', 'mathematics', 'english'])(
    'has two editions of %s in every grade',
    (subject) => {
      for (let grade = 1; grade <= 9; grade += 1) {
        const editions = volumes.filter((one) => one.subject === subject && one.gradeFrom === grade)
        expect(new Set(editions.map(({ editionId }) => editionId)).size).toBeGreaterThanOrEqual(2)
      }
    },
  )

  it('has both school systems, and volumes that span grades', () => {
    expect(new Set(plan.editions.map(({ schoolSystem }) => schoolSystem)).size).toBe(2)
    expect(volumes.filter(({ gradeFrom, gradeTo }) => gradeFrom < gradeTo).map(({ title }) => title)).toEqual(
      ['水平一', '水平二', '水平三'],
    )
    expect(volumes.find(({ code }) => code === 'yw-tb54-6a')).toMatchObject({ stage: 'junior' })
    expect(volumes.find(({ code }) => code === 'yw-tb-6a')).toMatchObject({ stage: 'primary' })
  })

  it('leaves no volume empty and no title blank', () => {
    for (const { id } of volumes) {
      const below = plan.nodes.filter(({ path, kind }) => path.startsWith(`/${id}/`) && kind === 'lesson')
      expect(below.length).toBeGreaterThanOrEqual(4)
    }
    expect(plan.nodes.filter(({ title }) => title.trim() !== title || title === '')).toEqual([])
  })

  it('is the same every time', () => {
    expect(demoTree()).toEqual(demoTree())
  })

  it.each([true, false])(
    'gives schools (in town: %s) editions that have a volume for the grade',
    (inTown) => {
      const idOf = new Map(plan.editions.map(({ id, code }) => [code, id]))
      const unfit = demoTextbooks(inTown, [1, 2, 3, 4, 5, 6]).filter(
        ({ subject, grade, edition }) =>
          subjectOf.get(idOf.get(edition) ?? '') !== subject ||
          !volumes.some(
            (one) => one.editionId === idOf.get(edition) && one.gradeFrom <= grade && grade <= one.gradeTo,
          ),
      )
      expect(unfit).toEqual([])
      expect(EDITIONS.length).toBe(plan.editions.length)
    },
  )
})
