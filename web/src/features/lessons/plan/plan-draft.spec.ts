import type { CurriculumNode } from '@tongke/contract'
import { atNode, clashesOf, emptyDraft, inputOf, problemsOf, type PlanDraft } from './plan-draft.ts'

const NOW = new Date(2026, 10, 23, 9, 2).getTime()
const id = (n: number) => `019aaaaa-0000-7000-8000-00000000000${n}`
const good: PlanDraft = {
  ...emptyDraft(NOW),
  title: '观潮',
  subject: 'chinese',
  grade: 4,
  lectureClassId: id(1),
  legs: [{ classId: id(2), assistantId: id(9) }],
}

describe('emptyDraft', () => {
  it('proposes the next five minutes that leave half an hour', () => {
    expect(new Date(emptyDraft(NOW).plannedStart ?? 0)).toEqual(new Date(2026, 10, 23, 9, 35))
  })
})

describe('atNode', () => {
  const node = {
    id: id(7),
    kind: 'lesson',
    title: '观潮',
    subject: 'chinese',
    gradeFrom: 4,
    gradeTo: 4,
  } as CurriculumNode

  it('fills in what nobody has said yet', () => {
    expect(atNode(emptyDraft(NOW), node)).toEqual({
      nodeId: id(7),
      subject: 'chinese',
      grade: 4,
      title: '观潮',
    })
  })

  it('keeps a title, and a grade the node covers', () => {
    const draft = { ...good, title: '观潮（第一课时）', grade: 5 }
    expect(atNode(draft, { ...node, gradeTo: 6 })).toMatchObject({ title: '观潮（第一课时）', grade: 5 })
    expect(atNode(draft, node)).toMatchObject({ grade: 4 })
  })
})

describe('problemsOf', () => {
  it('finds nothing wrong with a complete plan', () => {
    expect(problemsOf(good, NOW)).toEqual({})
  })

  it('names every missing field', () => {
    expect(problemsOf({ ...emptyDraft(NOW) }, NOW)).toEqual({
      title: 'required',
      subject: 'choose',
      grade: 'choose',
      lectureClassId: 'choose',
      'legs.0.classId': 'choose',
    })
  })

  it('asks for a lecturer only when the planner does not teach', () => {
    expect(problemsOf(good, NOW, true)).toEqual({ lecturerId: 'choose' })
    expect(problemsOf({ ...good, lecturerId: id(8) }, NOW, true)).toEqual({})
  })

  it('refuses the same class twice and a lecture class that listens', () => {
    const legs = [id(2), id(2), id(1)].map((classId) => ({ classId, assistantId: null }))
    expect(problemsOf({ ...good, legs }, NOW)).toEqual({
      'legs.1.classId': 'twice',
      'legs.2.classId': 'twice',
    })
  })

  it('refuses a time that is over, unless the lesson starts now', () => {
    expect(problemsOf({ ...good, plannedStart: NOW }, NOW)).toEqual({ plannedStart: 'past' })
    expect(problemsOf({ ...good, plannedStart: NOW, now: true }, NOW)).toEqual({})
  })
})

describe('clashesOf', () => {
  it('names the other lesson at the field that is taken', () => {
    const message = 'Unit 4 My home 2026-11-24T01:10:00.000Z'
    const details = [
      { path: 'body.legs.1.classId', code: 'busy', message },
      { path: 'body.title', code: 'too_big', message: 'x' },
    ]
    expect(clashesOf(details)).toEqual({
      'legs.1.classId': { busyWith: 'Unit 4 My home', at: Date.parse('2026-11-24T01:10:00.000Z') },
    })
  })
})

describe('inputOf', () => {
  it('sends no time when the lesson starts now', () => {
    expect(inputOf({ ...good, now: true }).plannedStart).toBeNull()
    expect(inputOf(good)).not.toHaveProperty('now')
  })
})
