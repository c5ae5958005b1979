import { ClassInput, ROLES_OF_KIND } from '@tongke/contract'
import { gradesFit, parentFits } from '../people/class.rules.ts'
import { className, confirmerOf, demoPeople, networkOf, pupilsOf } from './demo.rules.ts'
import { BUREAU, SCHOOLS } from './invented.ts'

const kindOf = new Map([
  [BUREAU.key, 'bureau' as const],
  ...SCHOOLS.map(({ key, kind }) => [key, kind] as const),
])

describe('demo county', () => {
  const people = demoPeople()

  it('has the promised schools', () => {
    const count = (...kinds: string[]) => SCHOOLS.filter(({ kind }) => kinds.includes(kind)).length
    expect([count('urban'), count('centre'), count('village', 'point')]).toEqual([2, 3, 9])
    expect(SCHOOLS.some((school) => pupilsOf(school) === 6)).toBe(true)
    expect(SCHOOLS.filter(({ classes }) => classes.some(({ type }) => type === '12'))).toHaveLength(2)
  })
  it('has about 120 people with names, numbers and phones of their own', () => {
    expect(people.length).toBeGreaterThanOrEqual(118)
    expect(people.length).toBeLessThanOrEqual(130)
    for (const field of ['name', 'countyNo', 'phone'] as const) {
      expect(new Set(people.map((person) => person[field])).size).toBe(people.length)
    }
  })
  it('shows every kind of line and some leading teachers', () => {
    expect(new Set(SCHOOLS.map(networkOf))).toEqual(new Set(['fibre', 'cellular', 'satellite']))
    expect(new Set(people.map(({ backboneLevel }) => backboneLevel))).toEqual(
      new Set([null, 'school', 'county', 'city']),
    )
    expect(people.filter(({ at, taughtStage }) => (at === BUREAU.key) !== (taughtStage === null))).toEqual([])
  })
  it('is the same every time', () => {
    expect(demoPeople()).toEqual(people)
  })
  it.each(SCHOOLS)('$name keeps the rules', (school) => {
    expect(parentFits(school.kind, kindOf.get(school.parent) ?? null)).toBe(true)
    expect(confirmerOf(people, school)).toBeDefined()
    for (const invented of school.classes) {
      expect(gradesFit({ classType: invented.type, grades: [...invented.grades] })).toBe(true)
      expect(ClassInput.shape.name.safeParse(className(invented)).success).toBe(true)
    }
  })
  it('gives nobody a role the organization does not have', () => {
    const wrong = people.filter(({ at, role }) => !ROLES_OF_KIND[kindOf.get(at) ?? 'bureau'].includes(role))
    expect(wrong).toEqual([])
  })
})
