import fc from 'fast-check'
import { boardSurface, slideSurface } from './board.ts'
import { MicrophoneTrouble, SoundPreset, TeachingMode, type InteractionBody } from './interaction.ts'
import type { MeetingEvent, MeetingPlan } from './meeting.ts'
import { QuizKind } from './quiz.ts'
import { type LessonEvent, LessonEventBody, type LessonEventKind } from './events.ts'
import { applyLessonEvent, emptyLesson, projectEvent, projectState } from './reducer.ts'
import { type LessonPlan, LessonState } from './state.ts'
import { CancelReason, LegMode } from './terms.ts'

const id = (n: number): string => `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
const LEGS = [id(1), id(2)]
const planWith = (legs: readonly string[]): LessonPlan => ({
  title: '荷花',
  type: 'delivery',
  subject: 'chinese',
  grade: 3,
  plannedStart: 1_000_000,
  plannedMinutes: 40,
  lecturer: { id: id(10), name: '王', orgName: '一小' },
  lectureClass: { id: id(11), name: '三(1)', orgName: '一小' },
  legs: legs.map((leg) => ({
    id: leg,
    classId: id(20),
    className: '三',
    orgId: id(30),
    orgName: '村小',
    assistantId: null,
    assistantName: null,
    headcount: 6,
  })),
})

type Body<K extends LessonEventKind> = Extract<LessonEventBody, { kind: K }>
type Payload<K extends LessonEventKind> = Omit<Body<K>, 'kind'>

/** Of the plan, or of nobody. */
const legId = fc.constantFrom(...LEGS, id(3))
const anId = fc.integer({ min: 50, max: 53 }).map(id)
const leg = fc.record({ legId })
const nothing = fc.constant({})
const seat = fc.option(fc.integer({ min: 1, max: 100 }))
const reason = fc.constantFrom(...CancelReason.options)
const late = fc.boolean()
const text = fc.string({ maxLength: 20 })
const plan = fc.tuple(fc.constantFrom(LEGS, LEGS.slice(1)), fc.boolean()).map(([legs, meets]) => ({
  plan: meets ? { ...planWith(legs), meeting: meetingOf(AGENDA) } : planWith(legs),
}))
const headcount = fc
  .tuple(fc.nat(33), fc.nat(33), fc.nat(33))
  .map(([present, leave, absent]) => ({ expected: present + leave + absent, present, leave, absent }))

const surface = fc.constantFrom(
  boardSurface(1),
  boardSurface(20),
  slideSurface(id(60), 1),
  slideSurface(id(61), 9),
)
const deck = fc.record({ fileId: fc.constantFrom(id(60), id(61)), title: text, pages: fc.constantFrom(1, 5) })
const stroke = fc.record({
  id: anId,
  tool: fc.constantFrom('pen' as const, 'marker' as const),
  colour: fc.constantFrom('black' as const, 'red' as const),
  width: fc.integer({ min: 5, max: 500 }),
  points: fc.constantFrom<number[]>([0, 0, 0], [0, 10_000, 255, 5, 5, 5]),
})
const answer = fc.constantFrom('A', 'F', 'true', 'false', '0', '-12', '0.5', '-0.125')
const counts = fc.array(fc.record({ answer, count: fc.nat(100) }), { maxLength: 10 })
const small = fc.option(fc.record({ classes: fc.nat(4), answered: fc.nat(100), counts }))

type InteractionPayloads = {
  readonly [K in InteractionBody['kind']]: fc.Arbitrary<Payload<K>>
}

/** Every kind of this part has its line; a new one without a line does not compile. */
const INTERACTION_PAYLOADS: InteractionPayloads = {
  teaching_set: fc.record({ mode: fc.constantFrom(...TeachingMode.options) }),
  sound_set: fc.record({ preset: fc.constantFrom(...SoundPreset.options) }),
  timer_started: fc.record({ seconds: fc.integer({ min: 5, max: 3600 }) }),
  timer_stopped: nothing,
  seat_picked: fc.record({ pickId: anId, legId: fc.option(legId), seat: fc.integer({ min: 1, max: 100 }) }),
  pick_put_away: nothing,
  praised: fc.record({ praiseId: anId, legId: fc.option(legId) }),
  buzzer_opened: nothing,
  buzzer_closed: nothing,
  buzzed: fc.record({ legId }),
  microphone_reported: fc.record({
    legId,
    trouble: fc.option(fc.constantFrom(...MicrophoneTrouble.options)),
  }),
  quiz_started: fc.record({
    quizId: anId,
    quizKind: fc.constantFrom(...QuizKind.options),
    options: fc.nat(6),
    seconds: fc.option(fc.integer({ min: 5, max: 900 })),
  }),
  quiz_key_set: fc.record({ quizId: anId, answer }),
  quiz_answered: fc.record({
    quizId: anId,
    legId: fc.option(legId),
    answered: fc.nat(100),
    present: fc.nat(100),
    counts: fc.option(counts),
  }),
  quiz_counted: fc.record({ quizId: anId, legId: fc.option(legId), counts }),
  quiz_closed: fc.record({ quizId: anId, answer: fc.option(answer), small }),
  quiz_put_away: fc.record({ quizId: anId }),
}

const AGENDA = [
  { title: '说课', minutes: 10 },
  { title: '研讨', minutes: 30 },
]
/** Its meeting is planned and unplanned like its classes. */
const meetingOf = (agenda: typeof AGENDA): MeetingPlan => ({
  people: [
    { id: id(50), name: '陈', orgId: id(70), orgName: '一小', isRural: false },
    { id: id(51), name: '石', orgId: id(71), orgName: '村小', isRural: true },
  ],
  agenda,
  cameras: 9,
})
const agenda = fc.subarray(AGENDA)
const personId = anId
const person = fc.record({ personId })
const endsAt = fc.integer({ min: 1_000_000, max: 2_000_000 })
const group = fc.record({ orgId: anId, orgName: text, people: fc.array(personId, { maxLength: 3 }) })

const MEETING_PAYLOADS: { readonly [K in MeetingEvent['kind']]: fc.Arbitrary<Payload<K>> } = {
  agenda_set: fc.record({ agenda }),
  people_set: fc.record({
    people: fc.constant([]),
    removed: fc.array(personId, { maxLength: 2 }),
    apart: fc.option(fc.record({ groups: fc.array(group, { maxLength: 3 }), chairAt: anId })),
  }),
  item_reached: fc.record({ index: fc.nat(3) }),
  member_online: person,
  member_offline: person,
  member_silenced: person,
  member_unsilenced: person,
  member_hand_raised: person,
  member_hand_lowered: person,
  room_split: fc.record({
    endsAt: fc.option(endsAt),
    groups: fc.array(group, { maxLength: 3 }),
    chairAt: anId,
  }),
  chair_moved: fc.record({ orgId: anId }),
  recall_set: fc.record({ endsAt }),
  room_joined: nothing,
  announced: fc.record({ noticeId: anId, text }),
}

/** Every kind has its line; a new one without a line does not compile. */
const PAYLOADS: { readonly [K in LessonEventKind]: fc.Arbitrary<Payload<K>> } = {
  planned: plan,
  replanned: plan,
  prepared: nothing,
  checked: nothing,
  opened: nothing,
  started: nothing,
  interrupted: nothing,
  resumed: nothing,
  ended: fc.record({ by: fc.constantFrom('lecturer', 'hard_stop', 'lost') }),
  settled: nothing,
  cancelled: fc.record({ reason, late }),
  rescheduled: fc.record({ to: anId, reason, late }),
  not_held: nothing,
  lecturer_online: nothing,
  lecturer_lost: nothing,
  leg_online: leg,
  leg_offline: leg,
  leg_mode: fc.record({ legId, mode: fc.constantFrom(...LegMode.options) }),
  assistant_arrived: fc.record({ legId, personId: anId, name: text }),
  assistant_left: leg,
  observer_arrived: fc.record({ id: anId, name: text, orgName: text }),
  observer_left: fc.record({ id: anId }),
  hand_raised: fc.record({ legId, handId: anId, seat }),
  hand_lowered: fc.record({ legId, handId: anId }),
  stage_taken: fc.record({ legId, handId: fc.option(anId), seat }),
  stage_left: leg,
  leg_muted: leg,
  leg_unmuted: leg,
  lecturer_muted: nothing,
  lecturer_unmuted: nothing,
  share_started: nothing,
  share_stopped: nothing,
  page_turned: fc.record({ page: fc.integer({ min: 1, max: 999 }) }),
  deck_chosen: fc.record({ deck }),
  surface_shown: fc.record({ surface: fc.option(surface) }),
  board_added: fc.record({ number: fc.integer({ min: 1, max: 20 }) }),
  writing_allowed: fc.record({ allowed: fc.boolean() }),
  surface_cleared: fc.record({ surface }),
  clear_undone: fc.record({ surface, cleared: fc.integer({ min: 1 }) }),
  stroke_drawn: fc.record({ surface, legId: fc.option(legId), stroke }),
  strokes_erased: fc.record({ surface, strokeIds: fc.array(anId) }),
  assistant_spoke: leg,
  headcount_taken: fc.record({ legId, headcount }),
  sound_lost: leg,
  sound_back: leg,
  fallback_chosen: leg,
  message_sent: fc.record({
    messageId: anId,
    fromId: anId,
    fromName: text,
    legId: fc.option(legId),
    text,
  }),
  notice_seen: leg,
  recording_started: fc.record({ refusedLegs: fc.subarray(LEGS) }),
  recording_paused: nothing,
  recording_resumed: nothing,
  recording_stopped: nothing,
  recording_refused: nothing,
  hidden: nothing,
  ...INTERACTION_PAYLOADS,
  ...MEETING_PAYLOADS,
}

const body: fc.Arbitrary<LessonEventBody> = fc.oneof(
  ...Object.entries(PAYLOADS).map(([kind, payload]) =>
    (payload as fc.Arbitrary<object>).map((one) => ({ kind, ...one }) as LessonEventBody),
  ),
)
const log: fc.Arbitrary<LessonEvent[]> = fc
  .array(fc.tuple(body, fc.nat(60_000)), { maxLength: 80, size: 'max' })
  .map((steps) => {
    let at = 1_000_000
    return steps.map(([one, wait], index) => ({ revision: index + 1, at: (at += wait), body: one }))
  })

const START = emptyLesson(id(9), { ...planWith(LEGS), meeting: meetingOf(AGENDA) })
const play = (events: readonly LessonEvent[], from = START): LessonState =>
  events.reduce(applyLessonEvent, from)

test('any log, even one that no rules would write, leaves a state that can be sent', () => {
  fc.assert(
    fc.property(log, (events) => {
      for (const event of events) LessonEventBody.parse(event.body)
      const state = play(events)
      expect(LessonState.parse(state)).toEqual(state)
      expect(state.revision).toBe(events.length)
      expect(Object.keys(state.legs).sort()).toEqual(state.plan.legs.map((one) => one.id).sort())
    }),
  )
})

test('a snapshot from anywhere and the rest of the log come to the same room', () => {
  fc.assert(
    fc.property(log, fc.nat(), (events, place) => {
      const cut = events.length === 0 ? 0 : place % events.length
      const snapshot = LessonState.parse(JSON.parse(JSON.stringify(play(events.slice(0, cut)))))
      expect(play(events.slice(cut), snapshot)).toEqual(play(events))
    }),
  )
})

test('events that come twice, late or with a gap before them change nothing', () => {
  fc.assert(
    fc.property(log, fc.array(fc.nat()), (events, places) => {
      const state = play(events)
      const strays = [...events, { revision: events.length + 2, at: 0, body: { kind: 'started' } as const }]
      expect(
        play(
          places.map((place) => strays[place % strays.length]!),
          state,
        ),
      ).toBe(state)
    }),
  )
})

test.each([false, true])(
  'who may not read everything has the same room without it (staff: %s)',
  (isStaff) => {
    fc.assert(
      fc.property(log, (events) => {
        const seen = events.map((event) => projectEvent(event, isStaff))
        expect(play(seen)).toEqual(projectState(play(events), isStaff))
      }),
    )
  },
)
