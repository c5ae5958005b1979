import {
  applyLessonEvent,
  emptyLesson,
  quizzesOf,
  RoomThen,
  shownKey,
  slideSurface,
  type LessonEvent,
  type LessonEventBody,
} from '@tongke/contract'
import fc from 'fast-check'
import { planOf, uuid } from '../../lessons/lesson.fixtures.ts'
import { storyOf } from './story.rules.ts'
import { replayAt, replayClock, wallAt } from './timeline.rules.ts'

const LESSON = uuid(9)
const PLAN = planOf()
const [A = '', B = ''] = PLAN.legs.map(({ id }) => id)

const logOf = (steps: readonly (readonly [number, LessonEventBody])[]): LessonEvent[] =>
  steps.map(([at, body], index) => ({ revision: index + 1, at, body }))

const LOG = logOf([
  [0, { kind: 'planned', plan: PLAN }],
  [500, { kind: 'opened' }],
  [600, { kind: 'page_turned', page: 3 }],
  [1_000, { kind: 'started' }],
  [2_000, { kind: 'hand_raised', legId: A, handId: uuid(50), seat: 4 }],
  [3_000, { kind: 'stage_taken', legId: A, handId: uuid(50), seat: 4 }],
  [4_000, { kind: 'page_turned', page: 4 }],
  [4_500, { kind: 'page_turned', page: 5 }],
  [6_500, { kind: 'stage_taken', legId: B, handId: null, seat: null }],
  [7_000, { kind: 'message_sent', messageId: uuid(60), fromId: A, fromName: '李', legId: A, text: '听不清' }],
  [8_000, { kind: 'stage_left', legId: B }],
  [9_000, { kind: 'page_turned', page: 4 }],
  [11_000, { kind: 'ended', by: 'lecturer' }],
])

describe('the story of a lesson', () => {
  const clock = replayClock({ from: 1_000, to: 11_000 }, [{ from: 4_200, to: 6_000 }])
  const story = storyOf(LESSON, PLAN, LOG, clock)

  test('chapters are the turns of the page; what was turned over in a pause is none', () => {
    expect(story.chapters.map(({ at, key }) => [at, key])).toEqual([
      [0, 'textbook:3'],
      [3_000, 'textbook:4'],
      [3_200, 'textbook:5'],
      [6_200, 'textbook:4'],
    ])
    expect(story.pages).toEqual(['textbook:3', 'textbook:4', 'textbook:5'])
  })

  test('who was on stage, with the pause cut out', () => {
    expect(story.stages.map(({ from, to, legId }) => [from, to, legId])).toEqual([
      [2_000, 3_700, A],
      [3_700, 5_200, B],
    ])
  })

  test('hands and calls are marks', () => {
    expect(story.marks.map(({ at, kind, seat }) => [at, kind, seat])).toEqual([
      [1_000, 'hand', 4],
      [2_000, 'stage', 4],
      [3_700, 'stage', null],
    ])
  })

  test('nothing that was said in private leaves with it', () => {
    expect(JSON.stringify(story.events)).not.toContain('听不清')
    expect(story.events.map(({ event }) => event.revision)).toEqual(LOG.map(({ revision }) => revision))
  })
})

describe('questions in a replay', () => {
  const quizId = uuid(80)
  const counts = [
    { answer: 'A', count: 2 },
    { answer: 'B', count: 20 },
  ]
  const few = { answered: 3, present: 3 }
  const log = logOf([
    [0, { kind: 'planned', plan: PLAN }],
    [1_000, { kind: 'started' }],
    [1_500, { kind: 'observer_arrived', id: uuid(81), name: '巡课的人', orgName: '局', hidden: true }],
    [2_000, { kind: 'quiz_started', quizId, quizKind: 'choice', options: 3, seconds: null }],
    [2_100, { kind: 'quiz_key_set', quizId, answer: 'B' }],
    [3_000, { kind: 'quiz_answered', quizId, legId: A, answered: 22, present: 25, counts }],
    [3_100, { kind: 'quiz_answered', quizId, legId: B, ...few, counts: null }],
    [3_100, { kind: 'quiz_counted', quizId, legId: B, counts: [{ answer: 'C', count: 3 }] }],
    [4_000, { kind: 'quiz_closed', quizId, answer: 'B', small: null }],
    [5_000, { kind: 'quiz_put_away', quizId }],
    [6_000, { kind: 'seat_picked', pickId: uuid(82), legId: A, seat: 7 }],
    [9_000, { kind: 'ended', by: 'lecturer' }],
  ])
  const { events, marks } = storyOf(LESSON, PLAN, log, replayClock({ from: 1_000, to: 9_000 }, []))

  test('are there with the chart that the room was shown, a class of few without its answers', () => {
    const live = log.filter(({ at }) => at <= 4_000).reduce(applyLessonEvent, emptyLesson(LESSON, PLAN))
    const unsealed = { ...live.interaction.quiz, sealed: { answer: null, counts: {} } }
    expect(quizzesOf(events)).toEqual([{ at: 1_000, quiz: unsealed }])
    expect(unsealed.classes?.[B]).toEqual({ ...few, counts: null })
    expect(marks.map(({ at, kind, seat }) => [at, kind, seat])).toEqual([
      [1_000, 'quiz', null],
      [5_000, 'question', 7],
    ])
  })

  test('leave without what was sealed, and without who was hidden', () => {
    const kinds = new Set<string>(events.map(({ event }) => event.body.kind))
    expect(['quiz_key_set', 'quiz_counted', 'observer_arrived'].filter((kind) => kinds.has(kind))).toEqual([])
    expect(JSON.stringify(events)).not.toMatch(/巡课的人|"answer":"C"/)
    expect(new RoomThen(LESSON, PLAN, events).at(5_500).interaction.pick?.seat).toBe(7)
  })
})

const DECK = { fileId: uuid(70), title: '荷花', pages: 9 }
const SURFACE = fc.constantFrom(null, 'board:1', slideSurface(uuid(70), 1), slideSurface(uuid(70), 2))
const BODY: fc.Arbitrary<LessonEventBody> = fc.oneof(
  SURFACE.map((surface) => ({ kind: 'surface_shown' as const, surface })),
  fc.constant({ kind: 'deck_chosen' as const, deck: DECK }),
  fc.constant({ kind: 'board_added' as const, number: 1 }),
  fc.integer({ min: 1, max: 9 }).map((page) => ({ kind: 'page_turned' as const, page })),
  fc.constantFrom(A, B).map((legId) => ({ kind: 'stage_taken' as const, legId, handId: null, seat: null })),
  fc.constantFrom(A, B).map((legId) => ({ kind: 'stage_left' as const, legId })),
  fc.constantFrom(A, B).map((legId) => ({ kind: 'fallback_chosen' as const, legId })),
  fc.constantFrom(A, B).map((legId) => ({ kind: 'leg_online' as const, legId })),
  fc.constant({ kind: 'lecturer_lost' as const }),
  fc.constant({ kind: 'share_started' as const }),
)
const log = fc.array(fc.tuple(BODY, fc.nat(900)), { maxLength: 150, size: 'max' }).map((steps) => {
  let at = 0
  return logOf(steps.map(([body, wait]) => [(at += wait), body] as const))
})
const pause = fc.tuple(fc.nat(40_000), fc.nat(9_000)).map(([from, length]) => ({ from, to: from + length }))

test('at every place of the replay the page and the stage are those that were shown live at that moment', () => {
  fc.assert(
    fc.property(log, fc.array(pause, { maxLength: 3 }), fc.array(fc.nat(60_000)), (events, pauses, looks) => {
      const end = (events.at(-1)?.at ?? 0) + 1_000
      const clock = replayClock({ from: 100, to: end }, pauses)
      const then = new RoomThen(LESSON, PLAN, storyOf(LESSON, PLAN, events, clock).events)
      for (const look of looks) {
        const wall = Math.min(end - 1, look)
        if (wall < 100 || pauses.some(({ from, to }) => from <= wall && wall < to)) continue
        const live = events
          .filter((event) => event.at <= wall)
          .reduce(applyLessonEvent, emptyLesson(LESSON, PLAN))
        const at = replayAt(clock, wall)
        expect(wallAt(clock, at)).toBe(wall)
        const shown = then.at(at)
        expect([shownKey(shown), shown.stage?.legId]).toEqual([shownKey(live), live.stage?.legId])
      }
    }),
  )
})
