import { z } from 'zod'
import { endpoint } from '../http/endpoint.ts'
import { Id, Millis } from '../primitives.ts'
import { VersionState } from '../library/review.ts'
import { ResourceType } from '../library/taxonomy.ts'

const tag = 'research'
const byId = z.object({ id: Id })
const Count = z.int().nonnegative()

/** What one member gave to a session, all by the server's count. */
export const MemberContribution = z.object({
  personId: Id,
  name: z.string(),
  orgName: z.string(),
  rural: z.boolean(),
  isMainPreparer: z.boolean(),
  /** Versions of any design of the session that they named, and saved edits with the characters written and taken away. */
  versions: Count,
  edits: Count,
  inserted: Count,
  removed: Count,
  /** Comments on designs and answers to them. */
  comments: Count,
  /** Observation sheets that were handed in, and the notes and marks in them. */
  sheets: Count,
  notes: Count,
  marks: Count,
  /** Heard in the session's live rooms. */
  spokeSeconds: Count,
  /** Of the session, as in its counting. */
  minutes: z.number().nonnegative(),
  percent: z.int().min(0).max(100),
  attended: z.boolean(),
  hasReflected: z.boolean(),
  /** Resources of the library that they made from the session. */
  outcomes: Count,
  /** Wrote, said, observed and made nothing; having been there is not enough. */
  isIdle: z.boolean(),
})
export type MemberContribution = z.infer<typeof MemberContribution>

export const SessionContributions = z.object({
  /** Heard for so long, somebody has spoken. */
  spokeSeconds: z.number(),
  members: z.array(MemberContribution),
})
export type SessionContributions = z.infer<typeof SessionContributions>

export const getContributions = endpoint({
  method: 'GET',
  path: '/api/research/sessions/:id/contributions',
  tag,
  summary: 'What each member gave to the session, for members, host and bureau',
  access: 'person',
  params: byId,
  response: SessionContributions,
  errors: ['not_found', 'auth.forbidden'],
})

/** Sections of the minutes (会议纪要), in their order. */
export const MINUTES_SECTIONS = [
  'facts',
  'attendance',
  'agenda',
  'designs',
  'observation',
  'discussion',
  'decisions',
] as const
export const MinutesSectionKey = z.enum(MINUTES_SECTIONS)
export type MinutesSectionKey = z.infer<typeof MinutesSectionKey>

const SectionText = z.string().max(10_000)

/**
 * `rows` are what the server knows (times, names, counts), as it knew it when the minutes were drafted: nobody edits them. `columns`
 * is empty where each row is a name and a value. `text` is people's.
 */
export const MinutesSection = z.object({
  key: MinutesSectionKey,
  columns: z.array(z.string()),
  rows: z.array(z.array(z.string())),
  text: SectionText,
})
export type MinutesSection = z.infer<typeof MinutesSection>

export const SessionMinutes = z.object({
  title: z.string(),
  sections: z.array(MinutesSection),
  /** Counts changes; whoever saves names the one they read. */
  revision: z.int().positive(),
  draftedAt: Millis,
  updatedAt: Millis,
  updatedBy: z.string(),
  recorderId: Id.nullable(),
  recorderName: z.string().nullable(),
  /** The text before it was drafted again is kept, and can be had back. */
  canUndo: z.boolean(),
  signedAt: Millis.nullable(),
  signedBy: z.string().nullable(),
})
export type SessionMinutes = z.infer<typeof SessionMinutes>

export const MinutesPage = z.object({
  /** Null: not drafted yet. */
  minutes: SessionMinutes.nullable(),
  can: z.object({
    /** Draft them, also again. */
    draft: z.boolean(),
    edit: z.boolean(),
    sign: z.boolean(),
    /** Say which member writes them. */
    appoint: z.boolean(),
  }),
})
export type MinutesPage = z.infer<typeof MinutesPage>

const seen = { revision: z.int().nonnegative() }
const changing = ['not_found', 'auth.forbidden', 'conflict.changed', 'minutes.signed'] as const

export const getMinutes = endpoint({
  method: 'GET',
  path: '/api/research/sessions/:id/minutes',
  tag,
  summary: 'The minutes of the session as they stand, for members, host and bureau',
  access: 'person',
  params: byId,
  response: MinutesPage,
  errors: ['not_found', 'auth.forbidden'],
})
export const draftMinutes = endpoint({
  method: 'POST',
  path: '/api/research/sessions/:id/minutes',
  tag,
  summary: 'Draft the minutes from the log; drafted again, what was written is replaced and can be had back',
  access: 'person',
  params: byId,
  /** `revision` 0: there are none yet. */
  body: z.object(seen),
  response: MinutesPage,
  errors: [...changing, 'research.state'],
})
export const saveMinutes = endpoint({
  method: 'PUT',
  path: '/api/research/sessions/:id/minutes',
  tag,
  summary: 'Save the text of sections; those that are not named stay as they are',
  access: 'person',
  params: byId,
  body: z.object({ ...seen, texts: z.partialRecord(MinutesSectionKey, SectionText) }),
  response: MinutesPage,
  errors: changing,
})
export const undoMinutes = endpoint({
  method: 'POST',
  path: '/api/research/sessions/:id/minutes/undo',
  tag,
  summary: 'Have back what stood before the minutes were drafted again',
  access: 'person',
  params: byId,
  body: z.object(seen),
  response: MinutesPage,
  errors: [...changing, 'minutes.no_undo'],
})
export const appointRecorder = endpoint({
  method: 'PUT',
  path: '/api/research/sessions/:id/minutes/recorder',
  tag,
  summary: 'Say which member writes the minutes; null: those who organize the session only',
  access: 'person',
  params: byId,
  body: z.object({ ...seen, personId: Id.nullable() }),
  response: MinutesPage,
  errors: [...changing, 'research.member'],
})
export const signMinutes = endpoint({
  method: 'POST',
  path: '/api/research/sessions/:id/minutes/signature',
  tag,
  summary: 'Sign the minutes as they stand: nothing of them changes any more',
  access: 'person',
  params: byId,
  body: z.object(seen),
  response: MinutesPage,
  errors: changing,
})
const paper = { params: byId, errors: ['not_found', 'auth.forbidden'] } as const
export const minutesDocx = endpoint({
  method: 'GET',
  path: '/api/research/sessions/:id/minutes/docx',
  tag,
  summary: 'The minutes as a word processor’s file, A4',
  access: 'person',
  ...paper,
  file: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
})
export const minutesPdf = endpoint({
  method: 'GET',
  path: '/api/research/sessions/:id/minutes/pdf',
  tag,
  summary: 'The minutes to print, A4',
  access: 'person',
  params: byId,
  errors: [...paper.errors, 'certificate.no_font'],
  file: 'application/pdf',
})

/** What a resource was made from: a design, somebody's reflection, a recording as a whole, a clip of one, anything else. */
export const OutcomeKind = z.enum(['design', 'reflection', 'recording', 'clip', 'other'])
export type OutcomeKind = z.infer<typeof OutcomeKind>

/** A resource of the library that came out of the session. */
export const SessionOutcome = z.object({
  kind: OutcomeKind,
  /** Null while the film is cut. */
  resourceId: Id.nullable(),
  type: ResourceType,
  title: z.string(),
  authorName: z.string(),
  /** Of its newest version; null: it is being made, or that failed. */
  state: VersionState.nullable(),
  hasFailed: z.boolean(),
  at: Millis,
  /** Only its author, and whoever may read drafts, can open it before it is online. */
  mine: z.boolean(),
})
export type SessionOutcome = z.infer<typeof SessionOutcome>

/** Something that could become a resource. `done`: it has. `open`: I may make it. */
const choice = { done: z.boolean(), open: z.boolean() }
export const SessionOutcomes = z.object({
  items: z.array(SessionOutcome),
  choices: z.object({
    designs: z.array(z.object({ designId: Id, orgName: z.string().nullable(), ...choice })),
    /** My own; null: I have not written one. */
    reflection: z.object(choice).nullable(),
    /** Of lessons of the session that have a recording which I may see. */
    recordings: z.array(z.object({ recordingId: Id, lessonId: Id, title: z.string(), ...choice })),
  }),
})
export type SessionOutcomes = z.infer<typeof SessionOutcomes>

export const listOutcomes = endpoint({
  method: 'GET',
  path: '/api/research/sessions/:id/outcomes',
  tag,
  summary: 'Resources of the library that came out of the session, and what could still become one',
  access: 'person',
  params: byId,
  response: SessionOutcomes,
  errors: ['not_found', 'auth.forbidden'],
})
export const makeOutcome = endpoint({
  method: 'POST',
  path: '/api/research/sessions/:id/outcomes',
  tag,
  summary:
    'Make a draft of the library, with me as its author; one that is there already is answered as it is',
  access: 'person',
  params: byId,
  body: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('design'), designId: Id }),
    z.object({ kind: z.literal('reflection') }),
    z.object({ kind: z.literal('recording'), recordingId: Id }),
  ]),
  response: SessionOutcomes,
  errors: [
    'not_found',
    'auth.forbidden',
    'research.state',
    'recording.state',
    'recording.part',
    'resource.metadata',
  ],
})
