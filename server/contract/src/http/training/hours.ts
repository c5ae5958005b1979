import { z } from 'zod'
import { DateOnly, Id, Millis, PageQuery, pageOf } from '../../primitives.ts'
import {
  ClaimState,
  ClaimTrigger,
  HoursCategory,
  HoursCycle,
  HoursEvidence,
  HoursSource,
  Tenths,
} from '../../training/ledger.ts'
import { endpoint } from '../endpoint.ts'

const tag = 'training'
const byId = z.object({ id: Id })
const Year = z.coerce.number().int().min(2000).max(2100)
/** Why, for the teacher to read. */
const Reason = z.string().trim().min(2).max(300)

export const HoursClaim = z.object({
  id: Id,
  personId: Id,
  personName: z.string(),
  orgId: Id,
  orgName: z.string(),
  source: HoursSource,
  category: HoursCategory,
  title: z.string(),
  occurredOn: DateOnly,
  minutes: z.int(),
  tenths: Tenths,
  /** Taken off, as the person claimed parts of it on their own: lessons or videos within a programme. */
  deducted: Tenths,
  /** What the ledger holds of it, null before it was credited. Less than claimed where the year's cap was reached. */
  credited: Tenths.nullable(),
  state: ClaimState,
  evidence: HoursEvidence,
  /** Of the last step that gave one: why it was rejected, what the appeal says. */
  reason: z.string(),
})
export type HoursClaim = z.infer<typeof HoursClaim>

export const HoursEntry = z.object({
  id: Id,
  entry: z.enum(['CREDIT', 'REVERSAL']),
  tenths: Tenths,
  postedAt: Millis,
  postedBy: z.string().nullable(),
  reason: z.string(),
  /** The dated rule it was counted by, as it stands in the rule book. */
  rule: z.object({ key: z.string(), value: z.number(), unit: z.string(), from: DateOnly }),
  cap: z.object({ value: z.number(), from: DateOnly }).nullable(),
  reversesId: Id.nullable(),
  isReversed: z.boolean(),
})
export type HoursEntry = z.infer<typeof HoursEntry>

export const HoursClaimDetail = z.object({
  claim: HoursClaim,
  steps: z.array(
    z.object({
      at: Millis,
      trigger: ClaimTrigger,
      to: ClaimState,
      byName: z.string().nullable(),
      reason: z.string(),
    }),
  ),
  entries: z.array(HoursEntry),
  can: z.object({
    verify: z.boolean(),
    confirm: z.boolean(),
    reject: z.boolean(),
    appeal: z.boolean(),
    decide: z.boolean(),
    correct: z.boolean(),
  }),
})
export type HoursClaimDetail = z.infer<typeof HoursClaimDetail>

/** Whose turn it is: the school's, the county's, or the county's after an appeal. */
export const DeskQueue = z.enum(['school', 'county', 'appeal'])
export type DeskQueue = z.infer<typeof DeskQueue>

const deskFilter = {
  queue: DeskQueue,
  orgId: Id.optional(),
  source: HoursSource.optional(),
  from: DateOnly.optional(),
  to: DateOnly.optional(),
  search: z.string().trim().max(50).optional(),
}
export const DeskFilter = z.object(deskFilter)
export type DeskFilter = z.infer<typeof DeskFilter>

export const listHoursDesk = endpoint({
  method: 'GET',
  path: '/api/training/desk',
  tag,
  summary: 'Claims that wait for my school or for the county, oldest first',
  access: 'person',
  query: PageQuery.extend({ ...deskFilter, queue: DeskQueue.default('school') }),
  response: pageOf(HoursClaim).extend({
    /** Of all that match, not of this page. */
    tenths: Tenths,
    people: z.int(),
    /** What waits in each queue that I may decide in. */
    waiting: z.partialRecord(DeskQueue, z.int()),
  }),
  errors: ['auth.forbidden'],
})

export const DeskSelection = z.union([
  z.object({ ids: z.array(Id).min(1).max(1000) }),
  /** All that match now, whichever page they are on. */
  z.object({ filter: DeskFilter }),
])
export type DeskSelection = z.infer<typeof DeskSelection>

export const decideHours = endpoint({
  method: 'POST',
  path: '/api/training/desk/decide',
  tag,
  summary:
    'Verify, confirm or reject many claims, each step in one transaction; those that do not fit are told, the others done',
  access: 'person',
  body: z
    .object({
      decision: z.enum(['verify', 'confirm', 'reject']),
      selection: DeskSelection,
      reason: z.string().trim().max(300).default(''),
      /** A long decision goes in steps: at most so many claims, */
      limit: z.int().min(1).max(1000).optional(),
      /** those behind this one, `next` of the step before. */
      after: Id.optional(),
    })
    .refine(({ decision, reason }) => decision !== 'reject' || reason.length >= 2, { path: ['reason'] }),
  response: z.object({
    done: z.int(),
    tenths: Tenths,
    /** Cut off by caps of a calendar year. */
    cutTenths: Tenths,
    skipped: z.array(z.object({ code: z.string(), count: z.int() })),
    /** The first thousand of them, by name. */
    refused: z.array(
      z.object({
        claimId: Id,
        personName: z.string(),
        title: z.string(),
        occurredOn: DateOnly,
        code: z.string(),
      }),
    ),
    /** Of a step with a limit: more may follow behind this claim. */
    next: Id.nullable(),
  }),
  errors: ['auth.forbidden', 'hours.too_large'],
})

export const getHoursClaim = endpoint({
  method: 'GET',
  path: '/api/training/claims/:id',
  tag,
  summary: 'A claim with its way, its rows of the ledger and what I may do',
  access: 'person',
  params: byId,
  response: HoursClaimDetail,
  errors: ['not_found'],
})
export const appealHours = endpoint({
  method: 'POST',
  path: '/api/training/claims/:id/appeal',
  tag,
  summary: 'The teacher asks the county to look at a rejected claim again, once',
  access: 'person',
  params: byId,
  body: z.object({ text: Reason }),
  response: HoursClaimDetail,
  errors: ['not_found', 'auth.forbidden', 'hours.state', 'hours.appeal_late', 'hours.appealed'],
})
export const decideHoursAppeal = endpoint({
  method: 'POST',
  path: '/api/training/claims/:id/appeal/decide',
  tag,
  summary: 'The county grants the hours or stays with the rejection',
  access: 'person',
  params: byId,
  body: z.object({ decision: z.enum(['uphold', 'dismiss']), reason: Reason }),
  response: HoursClaimDetail,
  errors: ['not_found', 'auth.forbidden', 'hours.state', 'hours.own'],
})
export const correctHours = endpoint({
  method: 'POST',
  path: '/api/training/entries/:id/reverse',
  tag,
  summary: 'Take a credit back by an entry of its own, and credit what is right instead',
  access: 'person',
  params: byId,
  body: z.object({ reason: Reason, tenths: Tenths.min(0).max(5000).nullable() }),
  response: HoursClaimDetail,
  errors: ['not_found', 'auth.forbidden', 'hours.reversed', 'hours.own', 'hours.twice'],
})

export const Certificate = z.object({
  id: Id,
  number: z.string(),
  personId: Id,
  personName: z.string(),
  orgName: z.string(),
  from: DateOnly,
  to: DateOnly,
  tenths: Tenths,
  /** Of a finished programme; null where it is about all hours of the days. */
  programmeTitle: z.string().nullable(),
  issuedOn: DateOnly,
  revokedOn: DateOnly.nullable(),
  revokedReason: z.string(),
})
export type Certificate = z.infer<typeof Certificate>

export const TrainingNotice = z.object({
  id: Id,
  text: z.string(),
  /** What the teacher lacked of the pace when it was sent; null when nothing. */
  lackTenths: Tenths.nullable(),
  fromName: z.string(),
  sentAt: Millis,
  readAt: Millis.nullable(),
})
export type TrainingNotice = z.infer<typeof TrainingNotice>

export const TrainingFile = z.object({
  person: z.object({ id: Id, name: z.string(), orgName: z.string(), countyNo: z.string() }),
  cycle: HoursCycle,
  /** First years of all cycles there are hours in, and of the present one; newest first. */
  cycles: z.array(z.int()),
  /** Credited in the cycle; what is waiting, in it as well. */
  tenths: Tenths,
  waitingTenths: Tenths,
  years: z.array(z.object({ year: z.int(), tenths: Tenths })),
  categories: z.array(z.object({ category: HoursCategory, tenths: Tenths })),
  /** Rules in force today, by their key. */
  rules: z.record(z.string(), z.number()),
  claims: z.array(HoursClaim),
  certificates: z.array(Certificate),
  notices: z.array(TrainingNotice),
})
export type TrainingFile = z.infer<typeof TrainingFile>

const fileQuery = z.object({ cycle: Year.optional() })
export const getTrainingFile = endpoint({
  method: 'GET',
  path: '/api/training/people/:id/file',
  tag,
  summary: 'A teacher’s training file in one cycle: my own, or of people of my schools',
  access: 'person',
  params: byId,
  query: fileQuery,
  response: TrainingFile,
  errors: ['not_found'],
})
export const exportTrainingFile = endpoint({
  method: 'GET',
  path: '/api/training/people/:id/file.xlsx',
  tag,
  summary: 'The file as a workbook',
  access: 'person',
  params: byId,
  query: fileQuery,
  file: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  errors: ['not_found'],
})
export const printTrainingFile = endpoint({
  method: 'GET',
  path: '/api/training/people/:id/file.pdf',
  tag,
  summary: 'The file on A4',
  access: 'person',
  params: byId,
  query: fileQuery,
  file: 'application/pdf',
  errors: ['not_found', 'certificate.no_font'],
})
export const listTrainingNotices = endpoint({
  method: 'GET',
  path: '/api/training/notices',
  tag,
  summary: 'What I was reminded of and have not read',
  access: 'person',
  response: z.object({ items: z.array(TrainingNotice) }),
  errors: [],
})
export const readTrainingNotice = endpoint({
  method: 'POST',
  path: '/api/training/notices/:id/read',
  tag,
  summary: 'I have read it',
  access: 'person',
  params: byId,
  errors: ['not_found'],
})
