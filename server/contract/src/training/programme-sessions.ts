import { z } from 'zod'
import { endpoint } from '../http/endpoint.ts'
import { DateOnly, Id, Millis } from '../primitives.ts'
import { ProgrammeDetail, ProgrammeSessionInput, SessionStanding } from './programme.ts'

const tag = 'programmes'
const byId = z.object({ id: Id })
const refusals = ['auth.forbidden', 'not_found', 'programme.state'] as const

export const addProgrammeSession = endpoint({
  method: 'POST',
  path: '/api/programmes/:id/sessions',
  tag,
  summary: 'Add a session to the schedule',
  access: 'person',
  params: byId,
  body: ProgrammeSessionInput,
  response: ProgrammeDetail,
  errors: [...refusals, 'programme.session'],
})
export const updateProgrammeSession = endpoint({
  method: 'PUT',
  path: '/api/programme-sessions/:id',
  tag,
  summary: 'Change a session; its kind stays once somebody has attended',
  access: 'person',
  params: byId,
  body: ProgrammeSessionInput,
  response: ProgrammeDetail,
  errors: [...refusals, 'programme.session', 'programme.attended'],
})
export const removeProgrammeSession = endpoint({
  method: 'DELETE',
  path: '/api/programme-sessions/:id',
  tag,
  summary: 'Take a session out of the schedule that nobody has attended',
  access: 'person',
  params: byId,
  response: ProgrammeDetail,
  errors: [...refusals, 'programme.attended'],
})

export const CheckInPurpose = z.enum(['in', 'out'])
export type CheckInPurpose = z.infer<typeof CheckInPurpose>
/** Window, purpose and signature; refused outside its window. */
export const CheckInCode = z.string().regex(/^[0-9]{1,12}\.(in|out)\.[\w-]{22}$/)
export const CheckInScreen = z.object({
  title: z.string(),
  place: z.string(),
  startsAt: Millis,
  endsAt: Millis,
  purpose: CheckInPurpose,
  /** What the QR says: an address of the portal. */
  url: z.url(),
  /** The same as a picture, for `data:image/svg+xml`. */
  svg: z.string(),
  /** Ask again after so many ms: the next code is due then. */
  nextInMs: z.int(),
  /** So often the code changes, ms. */
  windowMs: z.int(),
  checkedIn: z.int(),
  checkedOut: z.int(),
  places: z.int(),
  /** Who came last, newest first. */
  latest: z.array(z.object({ name: z.string(), orgName: z.string(), at: Millis })),
})
export type CheckInScreen = z.infer<typeof CheckInScreen>
export const getCheckInScreen = endpoint({
  method: 'GET',
  path: '/api/programme-sessions/:id/check-in',
  tag,
  summary: 'The code that the trainer’s screen shows now',
  access: 'person',
  params: byId,
  query: z.object({ purpose: CheckInPurpose.default('in') }),
  response: CheckInScreen,
  errors: [...refusals, 'programme.no_check_in', 'programme.check_in_time'],
})
export const checkIn = endpoint({
  method: 'POST',
  path: '/api/programme-sessions/:id/check-in',
  tag,
  summary: 'I am here: the code as my phone read it. A second time changes nothing',
  access: 'person',
  params: byId,
  body: z.object({ code: CheckInCode }),
  response: z.object({
    programmeId: Id,
    programmeTitle: z.string(),
    sessionTitle: z.string(),
    purpose: CheckInPurpose,
    standing: SessionStanding,
  }),
  errors: [
    'not_found',
    'programme.state',
    'programme.not_enrolled',
    'programme.code_expired',
    'programme.code_wrong',
    'programme.check_in_time',
    'programme.not_checked_in',
  ],
})
export const checkInByHand = endpoint({
  method: 'POST',
  path: '/api/programme-sessions/:id/attendance',
  tag,
  summary: 'The trainer writes somebody in, with a reason',
  access: 'person',
  params: byId,
  body: z.object({ personId: Id, reason: z.string().trim().min(2).max(300) }),
  errors: [...refusals, 'programme.no_check_in', 'programme.not_enrolled'],
})

// Shadowing: one line a day, signed by the school that takes people in.
export const LogDay = z.object({
  personId: Id,
  name: z.string(),
  orgName: z.string(),
  day: DateOnly,
  text: z.string(),
  signedByName: z.string().nullable(),
  signedAt: Millis.nullable(),
  isMine: z.boolean(),
})
export type LogDay = z.infer<typeof LogDay>
export const listLogDays = endpoint({
  method: 'GET',
  path: '/api/programme-sessions/:id/days',
  tag,
  summary: 'Days of shadowing: my own, or all for the host school and those who lead the programme',
  access: 'person',
  params: byId,
  response: z.object({ items: z.array(LogDay) }),
  errors: ['not_found'],
})
export const writeLogDay = endpoint({
  method: 'PUT',
  path: '/api/programme-sessions/:id/days/:day',
  tag,
  summary: 'What I did on a day of shadowing; after the signature it stays',
  access: 'person',
  params: z.object({ id: Id, day: DateOnly }),
  body: z.object({ text: z.string().trim().min(2).max(1000) }),
  errors: ['not_found', 'programme.state', 'programme.not_enrolled', 'programme.day', 'programme.signed'],
})
export const signLogDay = endpoint({
  method: 'POST',
  path: '/api/programme-sessions/:id/days/:day/signature',
  tag,
  summary: 'The host school signs that somebody was there',
  access: 'person',
  params: z.object({ id: Id, day: DateOnly }),
  body: z.object({ personId: Id }),
  errors: [...refusals],
})

export const QuestionKind = z.enum(['single', 'multiple', 'true_false'])
export type QuestionKind = z.infer<typeof QuestionKind>
export const TestQuestion = z
  .object({
    kind: QuestionKind,
    text: z.string().trim().min(2).max(500),
    /** Two to eight; for true or false the two are fixed: true, false. */
    options: z.array(z.string().trim().min(1).max(200)).min(2).max(8),
    /** Indexes into `options`. */
    correct: z.array(z.int().min(0).max(7)).min(1).max(8),
  })
  .refine(({ correct, options }) => correct.every((one) => one < options.length), { path: ['correct'] })
  .refine(({ correct }) => new Set(correct).size === correct.length, { path: ['correct'] })
  .refine(({ kind, correct }) => kind === 'multiple' || correct.length === 1, { path: ['correct'] })
  .refine(({ kind, options }) => kind !== 'true_false' || options.length === 2, { path: ['options'] })
export type TestQuestion = z.infer<typeof TestQuestion>

export const getSessionTest = endpoint({
  method: 'GET',
  path: '/api/programme-sessions/:id/test',
  tag,
  summary: 'The test with its answers, for whoever leads the programme',
  access: 'person',
  params: byId,
  response: z.object({ title: z.string(), questions: z.array(TestQuestion), isUsed: z.boolean() }),
  errors: ['auth.forbidden', 'not_found'],
})
export const saveSessionTest = endpoint({
  method: 'PUT',
  path: '/api/programme-sessions/:id/test',
  tag,
  summary: 'Write the test, until somebody has taken it. No question: no test',
  access: 'person',
  params: byId,
  body: z.object({ questions: z.array(TestQuestion).max(50) }),
  errors: [...refusals, 'programme.test_used'],
})
export const TestPaper = z.object({
  programmeId: Id,
  title: z.string(),
  passScore: z.number(),
  attempts: z.int(),
  attemptsLeft: z.int(),
  best: z.int().nullable(),
  /** Without the answers: they never leave the server. */
  questions: z.array(z.object({ kind: QuestionKind, text: z.string(), options: z.array(z.string()) })),
})
export type TestPaper = z.infer<typeof TestPaper>
export const getTestPaper = endpoint({
  method: 'GET',
  path: '/api/programme-sessions/:id/test-paper',
  tag,
  summary: 'The questions, for whoever takes the test',
  access: 'person',
  params: byId,
  response: TestPaper,
  errors: ['not_found', 'programme.not_enrolled'],
})
export const handInTest = endpoint({
  method: 'POST',
  path: '/api/programme-sessions/:id/attempts',
  tag,
  summary: 'Hand in answers. The key is made by the page: sent again it is the same attempt',
  access: 'person',
  params: byId,
  body: z.object({ key: Id, answers: z.array(z.array(z.int().min(0).max(7)).max(8)).max(50) }),
  response: z.object({
    score: z.int(),
    passed: z.boolean(),
    /** Of each question, in order. */
    right: z.array(z.boolean()),
    attemptsLeft: z.int(),
  }),
  errors: [
    'not_found',
    'programme.state',
    'programme.not_enrolled',
    'programme.attempts',
    'programme.answers',
  ],
})
