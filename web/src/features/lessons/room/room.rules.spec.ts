import { emptyLesson, type LegState, type LessonPlan, type LessonState } from '@tongke/contract'
import type { LessonView } from '../../../live/lesson-client.ts'
import type { MediaView } from '../../../live/media-client.ts'
import { lessonTime, sceneOf, startBlocker, warmth } from './room.rules.ts'

const MINUTE = 60_000
const legId = '01890000-0000-7000-8000-00000000000a'
const plan: LessonPlan = {
  title: '圆的面积',
  type: 'delivery',
  subject: 'mathematics',
  grade: 6,
  plannedStart: 0,
  plannedMinutes: 40,
  lecturer: { id: legId, name: '王', orgName: '实验小学' },
  lectureClass: { id: legId, name: '六（1）班', orgName: '实验小学' },
  legs: [
    {
      id: legId,
      classId: legId,
      className: '六年级',
      orgId: legId,
      orgName: '向阳教学点',
      assistantId: null,
      assistantName: null,
      headcount: 6,
    },
  ],
}
const lesson = (change: Partial<LessonState> = {}, leg: Partial<LegState> = {}): LessonState => {
  const state = { ...emptyLesson(legId, plan), status: 'LIVE' as const, startedAt: 0, ...change }
  return { ...state, legs: { [legId]: { ...state.legs[legId]!, ...leg } } }
}
const view = (state: LessonState | null, change: Partial<LessonView> = {}): LessonView => ({
  line: 'live',
  refusal: null,
  me: null,
  lesson: state,
  clockOffset: 0,
  rttMs: null,
  waiting: [],
  ...change,
})
const media = (change: Partial<MediaView> = {}): MediaView => ({
  phase: 'live',
  refusal: null,
  identity: null,
  peers: [],
  directive: null,
  quality: {},
  local: {},
  muted: new Set(),
  isFlowing: true,
  ...change,
})

describe('start', () => {
  it.each([
    [{ status: 'EXPECTED' }, 'no_class'],
    [{ status: 'READY', assistantPresent: true }, 'no_class'],
    [{ status: 'ONLINE' }, 'no_assistant'],
    [{ status: 'ONLINE', assistantPresent: true }, null],
    [{ status: 'DEGRADED', assistantPresent: true }, null],
  ] as const)('with a class %j the blocker is %s', (leg, blocker) => {
    expect(startBlocker(lesson({ status: 'WAITING' }, leg))).toBe(blocker)
  })
})

describe('time', () => {
  it('counts from the start, over the plan, and stops at the end', () => {
    expect(lessonTime(lesson({ startedAt: null }), 9 * MINUTE).elapsedMs).toBe(0)
    expect(lessonTime(lesson(), 10 * MINUTE)).toEqual({
      elapsedMs: 600_000,
      remainingMs: 1_800_000,
      share: 0.25,
    })
    expect(lessonTime(lesson(), 45 * MINUTE)).toMatchObject({ remainingMs: -300_000, share: 1 })
    expect(lessonTime(lesson({ endedAt: 39 * MINUTE }), 99 * MINUTE).elapsedMs).toBe(39 * MINUTE)
  })

  it('grows warmer the longer a class is left alone', () => {
    expect([1, 5, 9, 20].map((minute) => warmth(null, 0, minute * MINUTE))).toEqual([0, 1, 2, 3])
    expect(warmth(19 * MINUTE, 0, 20 * MINUTE)).toBe(0)
    expect(warmth(null, null, 20 * MINUTE)).toBe(0)
  })
})

describe('scene', () => {
  it.each([
    ['connecting', view(null), media()],
    ['refused', view(null, { line: 'refused' }), media()],
    ['before', view(lesson({ status: 'PREPARED' })), media({ phase: 'closed' })],
    ['waiting', view(lesson({ status: 'WAITING' })), media()],
    ['live', view(lesson()), media()],
    ['muted', view(lesson({}, { muted: true })), media()],
    ['on_stage', view(lesson({ stage: { legId, handId: null, seat: null, since: 0 } })), media()],
    ['recovering', view(lesson()), media({ isFlowing: false })],
    ['live', view(lesson()), media({ phase: 'recovering' })],
    ['connecting', view(lesson()), media({ phase: 'joining' })],
    ['recovering', view(lesson()), media({ phase: 'closed', refusal: 'media.room_closed' })],
    ['unsupported', view(lesson()), media({ phase: 'closed', refusal: 'media.unsupported' })],
    ['lecturer_lost', view(lesson({ lecturerLostAt: 5 })), media()],
    ['lecturer_lost', view(lesson({ status: 'INTERRUPTED' })), media()],
    ['fallback', view(lesson({}, { fallback: true })), media()],
    ['duplicate', view(lesson()), media({ phase: 'duplicate' })],
    ['superseded', view(lesson()), media({ phase: 'superseded' })],
    ['ended', view(lesson({ status: 'ENDED' })), media({ phase: 'closed' })],
    ['closed', view(lesson({ status: 'CANCELLED' })), media()],
  ] as const)('%s', (scene, lessonView, mediaView) => {
    expect(sceneOf(lessonView, mediaView, legId)).toBe(scene)
  })

  it('says that an old picture is old, unless the lecturer is known to be gone', () => {
    expect(sceneOf(view(lesson()), media(), legId, true)).toBe('recovering')
    expect(sceneOf(view(lesson({ lecturerLostAt: 5 })), media(), legId, true)).toBe('lecturer_lost')
    expect(sceneOf(view(lesson({ status: 'WAITING' })), media(), legId, true)).toBe('waiting')
  })

  it('keeps teaching while only the class plane is away', () => {
    expect(sceneOf(view(lesson(), { line: 'recovering' }), media(), legId)).toBe('live')
  })
})
