import { z } from 'zod'
import { OrgKind, Subject } from '../../codes.ts'
import { DateOnly, Id, Label, Millis, PageQuery, pageOf } from '../../primitives.ts'
import { SchoolYearNumber, TermNumber } from '../../schedule/calendar.ts'
import { PairingSide, PairingState, PairingType } from '../../schedule/pairing.ts'
import { endpoint } from '../endpoint.ts'

/** What an agreement says. Schools follow from the classes. */
export const PairingTerms = z.object({
  type: PairingType,
  /** The class that lectures; null with a school outside the county. */
  lectureClassId: Id.nullable(),
  /** Name of a school outside the county (县域外); null with one of the county. */
  outsideHost: Label(60).nullable(),
  listeningClassId: Id,
  termId: Id,
  /** Empty: the whole class (整班). */
  subjects: z.array(Subject).max(Subject.options.length),
  /** In the term. */
  lessonsGoal: z.int().min(0).max(400),
  researchGoal: z.int().min(0).max(100),
  visitsGoal: z.int().min(0).max(100),
  note: z.string().trim().max(500),
})
const oneHost = ({
  lectureClassId,
  outsideHost,
}: {
  lectureClassId: string | null
  outsideHost: string | null
}) => (lectureClassId === null) !== (outsideHost === null)
const ONE_HOST = {
  path: ['lectureClassId'],
  message: 'A class of the county, or the name of a school outside',
}
export const PairingInput = PairingTerms.refine(oneHost, ONE_HOST)
export type PairingInput = z.infer<typeof PairingInput>

const School = z.object({ id: Id, name: z.string(), kind: OrgKind, town: z.string().nullable() })
const AClass = z.object({ id: Id, name: z.string() })
export const PairingTerm = z.object({
  id: Id,
  schoolYear: SchoolYearNumber,
  number: TermNumber,
  startsOn: DateOnly,
  endsOn: DateOnly,
})

export const PairingCard = z.object({
  id: Id,
  type: PairingType,
  state: PairingState,
  /** Null with a school outside the county. */
  host: School.nullable(),
  outsideHost: z.string().nullable(),
  lectureClass: AClass.nullable(),
  rural: School,
  listeningClass: AClass,
  term: PairingTerm,
  subjects: z.array(Subject),
  lessonsGoal: z.int(),
  researchGoal: z.int(),
  visitsGoal: z.int(),
  signed: z.object({ host: z.boolean(), rural: z.boolean() }),
  updatedAt: Millis,
})
export type PairingCard = z.infer<typeof PairingCard>

const Signature = z.object({ name: z.string(), at: Millis }).nullable()
/** The two classes use different textbooks in a subject: lessons need their nodes mapped. */
export const EditionGap = z.object({ subject: Subject, host: z.string(), rural: z.string() })

export const Pairing = PairingCard.extend({
  revision: z.int(),
  note: z.string(),
  agreement: z.object({ name: z.string(), sizeBytes: z.int() }).nullable(),
  hostSignature: Signature,
  /** Who entered the signature of a school outside. */
  hostSignatureEnteredBy: z.string().nullable(),
  ruralSignature: Signature,
  activation: Signature,
  reason: z.string().nullable(),
  endedAt: Millis.nullable(),
  createdBy: z.string(),
  createdAt: Millis,
  editionGaps: z.array(EditionGap),
  can: z.object({
    edit: z.boolean(),
    attach: z.boolean(),
    submit: z.boolean(),
    revise: z.boolean(),
    signHost: z.boolean(),
    signRural: z.boolean(),
    activate: z.boolean(),
    freeze: z.boolean(),
    resume: z.boolean(),
    cancel: z.boolean(),
  }),
})
export type Pairing = z.infer<typeof Pairing>

const tag = 'schedule'
const byId = z.object({ id: Id })
const Seen = z.object({ revision: z.int() })
const Reason = Seen.extend({ reason: Label(200) })

export const listPairings = endpoint({
  method: 'GET',
  path: '/api/pairings',
  tag,
  summary: 'Agreements of schools in my scope; `scope=to_do` those that wait for my signature or decision',
  access: 'person',
  query: PageQuery.extend({
    scope: z.enum(['all', 'to_do']).default('all'),
    state: PairingState.optional(),
    termId: Id.optional(),
    orgId: Id.optional(),
  }),
  response: pageOf(PairingCard).extend({
    /** May begin one. */
    mayCreate: z.boolean(),
  }),
  errors: [],
})
export const getPairing = endpoint({
  method: 'GET',
  path: '/api/pairings/:id',
  tag,
  summary: 'One agreement with its signatures and what I may do with it',
  access: 'person',
  params: byId,
  response: Pairing,
  errors: ['not_found'],
})
export const createPairing = endpoint({
  method: 'POST',
  path: '/api/pairings',
  tag,
  summary: 'Begin an agreement as a draft',
  access: 'person',
  body: PairingInput,
  response: Pairing,
  errors: [
    'auth.forbidden',
    'not_found',
    'pairing.schools',
    'pairing.classes',
    'pairing.term',
    'pairing.duplicate',
  ],
})
export const updatePairing = endpoint({
  method: 'PUT',
  path: '/api/pairings/:id',
  tag,
  summary: 'Change a draft',
  access: 'person',
  params: byId,
  body: PairingTerms.extend({ revision: z.int() }).refine(oneHost, ONE_HOST),
  response: Pairing,
  errors: [
    'auth.forbidden',
    'not_found',
    'conflict.changed',
    'pairing.state',
    'pairing.schools',
    'pairing.classes',
    'pairing.term',
    'pairing.duplicate',
  ],
})

const STEP = ['auth.forbidden', 'not_found', 'conflict.changed', 'pairing.state'] as const

export const submitPairing = endpoint({
  method: 'POST',
  path: '/api/pairings/:id/submit',
  tag,
  summary: 'Lay the draft before both heads: DRAFT → PENDING',
  access: 'person',
  params: byId,
  body: Seen,
  response: Pairing,
  errors: [...STEP, 'pairing.term'],
})
export const revisePairing = endpoint({
  method: 'POST',
  path: '/api/pairings/:id/revise',
  tag,
  summary: 'Back to the draft; signatures that are there fall away: PENDING → DRAFT',
  access: 'person',
  params: byId,
  body: Seen,
  response: Pairing,
  errors: [...STEP],
})
export const signPairing = endpoint({
  method: 'POST',
  path: '/api/pairings/:id/sign',
  tag,
  summary: 'A head signs for a side; for a school outside the county the bureau enters who signed on paper',
  access: 'person',
  params: byId,
  body: Seen.extend({ side: PairingSide, signerName: Label(30).nullable().default(null) }),
  response: Pairing,
  errors: [...STEP, 'pairing.signed', 'pairing.same_signer', 'pairing.signer_name'],
})
export const activatePairing = endpoint({
  method: 'POST',
  path: '/api/pairings/:id/activate',
  tag,
  summary: 'The bureau puts it in force when both have signed: PENDING → ACTIVE',
  access: 'person',
  params: byId,
  body: Seen,
  response: Pairing,
  errors: [...STEP, 'pairing.unsigned', 'pairing.term'],
})
export const freezePairing = endpoint({
  method: 'POST',
  path: '/api/pairings/:id/freeze',
  tag,
  summary: 'Nothing new is planned under it for a while: ACTIVE → FROZEN',
  access: 'person',
  params: byId,
  body: Reason,
  response: Pairing,
  errors: [...STEP],
})
export const resumePairing = endpoint({
  method: 'POST',
  path: '/api/pairings/:id/resume',
  tag,
  summary: 'In force again: FROZEN → ACTIVE',
  access: 'person',
  params: byId,
  body: Seen,
  response: Pairing,
  errors: [...STEP],
})
export const cancelPairing = endpoint({
  method: 'POST',
  path: '/api/pairings/:id/cancel',
  tag,
  summary: 'End it for good. Lessons to come are called off, past ones and their replays stay',
  access: 'person',
  params: byId,
  body: Reason,
  response: Pairing,
  errors: [...STEP],
})
export const setAgreement = endpoint({
  method: 'POST',
  path: '/api/pairings/:id/agreement',
  tag,
  summary: 'The signed paper as PDF, JPEG or PNG, at most 5 MB; replaces the one before',
  access: 'person',
  params: byId,
  multipart: true,
  response: Pairing,
  errors: ['auth.forbidden', 'not_found', 'pairing.state', 'pairing.agreement', 'request.too_large'],
})
export const getAgreement = endpoint({
  method: 'GET',
  path: '/api/pairings/:id/agreement',
  tag,
  summary: 'The signed paper',
  access: 'person',
  params: byId,
  bytes: true,
  errors: ['not_found'],
})

const Count = z.object({ rural: z.int(), covered: z.int(), percent: z.number().nullable() })
export const PairingCoverage = z.object({
  /** The term that is asked for, else the running one, else the next. Null: the calendar has none. */
  term: PairingTerm.nullable(),
  /** R1, nominal coverage: rural schools open with an agreement in force ÷ rural schools open. */
  all: Count,
  /** By township centre, and by the bureau for those directly under it. */
  groups: z.array(z.object({ id: Id, name: z.string(), town: z.string().nullable() }).extend(Count.shape)),
  schools: z.array(
    z.object({
      id: Id,
      name: z.string(),
      kind: OrgKind,
      town: z.string().nullable(),
      groupId: Id,
      /** Agreements in force. */
      active: z.int(),
      /** On their way there, or frozen. */
      coming: z.int(),
      classes: z.int(),
    }),
  ),
  /** 城乡类型 that count as rural, by the policy of today. */
  ruralCodes: z.array(z.string()),
})
export type PairingCoverage = z.infer<typeof PairingCoverage>

export const getPairingCoverage = endpoint({
  method: 'GET',
  path: '/api/pairing-coverage',
  tag,
  summary: 'Which rural schools have nobody who helps them, in my scope',
  access: 'person',
  query: z.object({ termId: Id.optional() }),
  response: PairingCoverage,
  errors: ['not_found'],
})

export const getPairingCover = endpoint({
  method: 'GET',
  path: '/api/pairing-cover',
  tag,
  summary: 'Does an agreement in force cover a lesson of this subject between two classes at that moment?',
  access: 'person',
  query: z.object({
    lectureClassId: Id,
    listeningClassId: Id,
    subject: Subject,
    at: z.coerce.number().int().min(0).max(8_640_000_000_000),
  }),
  response: z.object({
    covered: z.boolean(),
    /** The agreement of the two classes that day, also when it does not cover the subject. */
    pairingId: Id.nullable(),
  }),
  errors: [],
})
