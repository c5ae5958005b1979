import { Refusal } from '@tongke/contract'
import { checkDescription, checkOutline, emptiness, type Outline } from './course-outline.rules.ts'

const description = {
  subject: 'music' as const,
  gradeFrom: 3,
  gradeTo: 4,
  nodeId: null as string | null,
  teacherIds: ['a'],
}
const node = { subject: 'music' as const, gradeFrom: 4, gradeTo: 4 }
const codeOf = (work: () => void): string => {
  try {
    work()
  } catch (error) {
    if (error instanceof Refusal)
      return [error.code, ...(error.details ?? []).map(({ code }) => code)].join(' ')
    throw error
  }
  return 'fine'
}

describe('the description of a course', () => {
  it.each<[string, Partial<typeof description>, typeof node | undefined, string]>([
    ['holds', {}, undefined, 'fine'],
    ['hangs on a node of its subject and grades', { nodeId: 'n' }, node, 'fine'],
    ['has grades in order', { gradeFrom: 5 }, undefined, 'course.description order'],
    ['has grades of its subject', { gradeTo: 9, gradeFrom: 9 }, undefined, 'fine'],
    ['names a teacher once', { teacherIds: ['a', 'a'] }, undefined, 'course.description repeated'],
    ['names people of the school', { teacherIds: ['a', 'x'] }, undefined, 'course.description elsewhere'],
    ['names a node that is there', { nodeId: 'n' }, undefined, 'node.unknown unfit'],
    ['names a node of its grades', { nodeId: 'n', gradeTo: 3 }, node, 'node.unknown unfit'],
  ])('%s', (_, change, found, expected) => {
    expect(codeOf(() => checkDescription({ ...description, ...change }, found, new Set(['a'])))).toBe(
      expected,
    )
  })

  it('keeps to the grades in which a subject is taught', () => {
    const physics = { ...description, subject: 'physics' as const }
    expect(codeOf(() => checkDescription(physics, undefined, new Set(['a'])))).toBe(
      'course.description subject_grades',
    )
  })
})

const item = (id: string | null, targetId: string) => ({ id, kind: 'resource' as const, targetId })
const before: Outline = {
  units: [
    { id: 'u1', title: '一', items: [item('i1', 'r1'), item('i2', 'r2')] },
    { id: 'u2', title: '二', items: [item('i3', 'r3')] },
  ],
}
const [one, two] = [before.units[0]!, before.units[1]!]

describe('a new outline', () => {
  it.each<[string, Outline, string | null, string | null]>([
    ['as it was', before, null, null],
    ['in another order', { units: [two, one] }, null, null],
    [
      'with an item in another unit',
      {
        units: [
          { ...one, items: [item('i1', 'r1')] },
          { ...two, items: [item('i2', 'r2'), item('i3', 'r3')] },
        ],
      },
      null,
      null,
    ],
    ['with more', { units: [one, two, { id: null, title: '三', items: [item(null, 'r4')] }] }, null, null],
    ['with a unit less', { units: [one] }, null, 'course.state'],
    ['with an item less', { units: [{ ...one, items: [item('i1', 'r1')] }, two] }, null, 'course.state'],
    [
      'with a unit of another course',
      { units: [{ ...one, id: 'x' }] },
      'conflict.changed',
      'conflict.changed',
    ],
    ['with an item as a unit', { units: [{ ...two, id: 'i1' }] }, 'conflict.changed', 'conflict.changed'],
    ['with an item twice', { units: [one, one] }, 'conflict.changed', 'conflict.changed'],
    [
      'with another resource in the place of one',
      { units: [{ ...one, items: [item('i1', 'r9'), item('i2', 'r2')] }, two] },
      'conflict.changed',
      'conflict.changed',
    ],
    [
      'with a resource twice',
      { units: [one, { ...two, items: [item('i3', 'r3'), item(null, 'r1')] }] },
      'course.item',
      'course.item',
    ],
  ])('%s', (_, after, written, grown) => {
    expect(checkOutline(before, after, false)?.code ?? null).toBe(written)
    expect(checkOutline(before, after, true)?.code ?? null).toBe(grown)
  })

  it('is complete with something in every unit', () => {
    expect(emptiness(before)).toBeNull()
    expect(emptiness({ units: [] })?.code).toBe('course.incomplete')
    expect(emptiness({ units: [one, { ...two, items: [] }] })?.details).toEqual([
      expect.objectContaining({ path: 'units.1' }),
    ])
  })
})
