import { emptyLesson, type LessonEvent, type LessonPlan } from '@tongke/contract'
import { uuid7 } from './id.ts'
import { advance, afterJoin } from './lesson-log.ts'

const lesson = emptyLesson(uuid7(), { legs: [] } as unknown as LessonPlan)
const turned = (revision: number, page: number): LessonEvent => ({
  revision,
  at: revision,
  body: { kind: 'page_turned', page },
})

describe('lesson log', () => {
  it('applies what comes next, in order', () => {
    const { state, hasGap } = advance(lesson, [turned(1, 10), turned(2, 11)])
    expect([state.revision, state.page, hasGap]).toEqual([2, 11, false])
  })

  it('skips what it knows already', () => {
    const { state } = advance(lesson, [turned(1, 10), turned(2, 11)])
    expect(advance(state, [turned(1, 10), turned(2, 11), turned(3, 12)]).state.page).toBe(12)
    expect(advance(state, [turned(1, 99)]).state).toBe(state)
  })

  it('stops at a hole and says so', () => {
    const { state, hasGap } = advance(lesson, [turned(1, 10), turned(3, 12)])
    expect([state.revision, state.page, hasGap]).toEqual([1, 10, true])
  })

  it('continues or begins anew after a join, whichever the server chose', () => {
    expect(afterJoin(lesson, { events: [turned(1, 10)] })?.page).toBe(10)
    expect(afterJoin(lesson, { snapshot: { ...lesson, revision: 40, page: 7 } })?.revision).toBe(40)
    expect(afterJoin(null, { events: [turned(1, 10)] })).toBeNull()
    expect(afterJoin(lesson, { events: [turned(5, 10)] })).toBeNull()
  })
})
