import { z } from 'zod'
import { Grade, Subject } from '../codes.ts'
import { DateOnly, Id, Label } from '../primitives.ts'
import { SessionForm } from './session.ts'

/** 教研共同体, 备课组, 名师工作室, 导师团队: people of several schools who work on lessons together. */
export const CommunityKind = z.enum(['community', 'group', 'studio', 'mentors'])
export type CommunityKind = z.infer<typeof CommunityKind>

/** One leads; in a mentor team some guide and the others are guided. */
export const CommunityRole = z.enum(['lead', 'mentor', 'member'])
export type CommunityRole = z.infer<typeof CommunityRole>

export const CommunityInput = z.object({
  kind: CommunityKind,
  name: Label(40),
  summary: z.string().trim().max(500).default(''),
  /** Null: of all subjects. */
  subject: Subject.nullable().default(null),
  gradeFrom: Grade,
  gradeTo: Grade,
})
export type CommunityInput = z.infer<typeof CommunityInput>

export const CommunityCard = z.object({
  id: Id,
  kind: CommunityKind,
  name: z.string(),
  summary: z.string(),
  subject: Subject.nullable(),
  gradeFrom: Grade,
  gradeTo: Grade,
  orgId: Id,
  orgName: z.string(),
  leadName: z.string(),
  members: z.int(),
  schools: z.int(),
  /** Members of rural schools; their share is of `members`. */
  ruralMembers: z.int(),
  /** Sessions that are closed and counted, and those under way. */
  countedSessions: z.int(),
  openSessions: z.int(),
  /** Things of the plan that were due and are not done. */
  overdue: z.int(),
  /** Whether the reader is one of its members. */
  mine: z.boolean(),
  isClosed: z.boolean(),
})
export type CommunityCard = z.infer<typeof CommunityCard>

export const CommunityMember = z.object({
  personId: Id,
  name: z.string(),
  orgId: Id,
  orgName: z.string(),
  rural: z.boolean(),
  role: CommunityRole,
  joinedOn: DateOnly,
})
export type CommunityMember = z.infer<typeof CommunityMember>

/** Where a thing of the plan stands: nothing yet, a session is under way, closed, or its day has gone by. */
export const PlanItemState = z.enum(['OPEN', 'RUNNING', 'DONE', 'OVERDUE'])
export type PlanItemState = z.infer<typeof PlanItemState>

export const PlanItem = z.object({
  id: Id,
  title: Label(60),
  form: SessionForm,
  dueOn: DateOnly,
  sessionId: Id.nullable(),
  state: PlanItemState,
})
export type PlanItem = z.infer<typeof PlanItem>
