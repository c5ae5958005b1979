import { z } from 'zod'
import { Grade, Subject } from '../../codes.ts'
import { Id, Label, Millis } from '../../primitives.ts'
import { DesignPosition } from '../../research/design-plane.ts'
import { DesignContributor, DesignDiff, DesignField, DesignJson, DesignKind } from '../../research/design.ts'
import { endpoint } from '../endpoint.ts'

const tag = 'research'
const byId = z.object({ id: Id })
const ofVersion = z.object({ id: Id, number: z.coerce.number().int().min(1).max(100_000) })

export const DesignCard = z.object({
  id: Id,
  kind: DesignKind,
  /** School of a variant; null: the common design. */
  orgId: Id.nullable(),
  orgName: z.string().nullable(),
  /** Number of the newest version, 0 when none was named. */
  versions: z.int(),
  updatedAt: Millis,
  canWrite: z.boolean(),
})
export type DesignCard = z.infer<typeof DesignCard>

/** What somebody may begin a variant for. */
const School = z.object({ orgId: Id, name: z.string() })
export const SessionDesigns = z.object({
  common: DesignCard.nullable(),
  variants: z.array(DesignCard),
  canBegin: z.boolean(),
  /** My schools of the session that have no variant yet. */
  forkFor: z.array(School),
})
export type SessionDesigns = z.infer<typeof SessionDesigns>

/** How much of one section was written and taken away since the version before, and by whom. */
export const SectionWork = z.object({
  section: z.enum(['goals', 'pupils', 'keyPoints', 'steps', 'board', 'homework']),
  inserted: z.int(),
  removed: z.int(),
  people: z.array(z.string()),
})
export type SectionWork = z.infer<typeof SectionWork>

export const DesignVersion = z.object({
  number: z.int(),
  name: z.string(),
  note: z.string(),
  authorName: z.string(),
  at: Millis,
  minutes: z.int(),
  /** Since the version before, by the server's count. */
  contributors: z.array(DesignContributor),
  sections: z.array(SectionWork),
})
export type DesignVersion = z.infer<typeof DesignVersion>

export const DesignDetail = z.object({
  card: DesignCard,
  session: z.object({
    id: Id,
    title: z.string(),
    subject: Subject,
    grade: Grade,
    isOpen: z.boolean(),
    /** First grade that may have written homework, by the rules of today. */
    writtenFromGrade: z.int(),
  }),
  /** Of a variant: what it was made from. */
  parent: z.object({ designId: Id, version: z.int().nullable(), at: Millis }).nullable(),
  siblings: SessionDesigns,
  /** Newest first. */
  versions: z.array(DesignVersion),
  /** Of the whole life of the design. */
  contributors: z.array(DesignContributor),
  /** Somebody changed it since the newest version. */
  isChanged: z.boolean(),
  can: z.object({ write: z.boolean(), comment: z.boolean() }),
})
export type DesignDetail = z.infer<typeof DesignDetail>

export const DesignComment = z.object({
  id: Id,
  field: DesignField,
  start: DesignPosition,
  end: DesignPosition,
  /** The passage as it was. */
  quote: z.string(),
  text: z.string(),
  authorId: Id,
  authorName: z.string(),
  at: Millis,
  replies: z.array(z.object({ id: Id, text: z.string(), authorName: z.string(), at: Millis })),
  resolvedAt: Millis.nullable(),
  resolvedBy: z.string().nullable(),
})
export type DesignComment = z.infer<typeof DesignComment>

export const listDesigns = endpoint({
  method: 'GET',
  path: '/api/research/sessions/:id/designs',
  tag,
  summary: 'The common lesson design of a research session and what schools made of it',
  access: 'person',
  params: byId,
  response: SessionDesigns,
  errors: ['not_found'],
})
export const beginDesign = endpoint({
  method: 'POST',
  path: '/api/research/sessions/:id/designs',
  tag,
  summary: 'Begin the common design; one that is there is answered as it is',
  access: 'person',
  params: byId,
  response: DesignDetail,
  errors: ['not_found', 'auth.forbidden', 'design.closed'],
})
export const getDesign = endpoint({
  method: 'GET',
  path: '/api/research/designs/:id',
  tag,
  summary:
    'A design with its versions, its lineage and what I may do. The text itself comes by the design plane',
  access: 'person',
  params: byId,
  response: DesignDetail,
  errors: ['not_found'],
})
export const forkDesign = endpoint({
  method: 'POST',
  path: '/api/research/designs/:id/variants',
  tag,
  summary: 'Make a school’s own variant (个案) from the common design as it stands, or from a version of it',
  access: 'person',
  params: byId,
  body: z.object({ orgId: Id, version: z.int().min(1).nullable().default(null) }),
  response: DesignDetail,
  errors: ['not_found', 'auth.forbidden', 'design.closed', 'design.forked'],
})
export const nameDesignVersion = endpoint({
  method: 'POST',
  path: '/api/research/designs/:id/versions',
  tag,
  summary: 'Keep the design as it stands under a number and a name',
  access: 'person',
  params: byId,
  body: z.object({ name: Label(40), note: z.string().trim().max(500).default('') }),
  response: DesignDetail,
  errors: ['not_found', 'auth.forbidden', 'design.closed', 'design.unchanged', 'resource.written_homework'],
})
export const getDesignVersion = endpoint({
  method: 'GET',
  path: '/api/research/designs/:id/versions/:number',
  tag,
  summary: 'The design as a version keeps it',
  access: 'person',
  params: ofVersion,
  response: z.object({ version: DesignVersion, content: DesignJson }),
  errors: ['not_found'],
})
export const restoreDesignVersion = endpoint({
  method: 'POST',
  path: '/api/research/designs/:id/versions/:number/restore',
  tag,
  summary: 'Write the design back to what a version says, as a new edit that everybody sees',
  access: 'person',
  params: ofVersion,
  response: DesignDetail,
  errors: ['not_found', 'auth.forbidden', 'design.closed', 'design.too_large'],
})
const Point = z.union([z.literal('current'), z.coerce.number().int().min(1).max(100_000)])
export const compareDesign = endpoint({
  method: 'GET',
  path: '/api/research/designs/:id/comparison',
  tag,
  summary: 'What changed between two versions, since a version, or between the common design and a variant',
  access: 'person',
  params: byId,
  query: z.object({
    /** A version of this design; `parent`: what a variant was made from; `common`: the common design as it stands. */
    from: z.union([z.literal('parent'), z.literal('common'), z.coerce.number().int().min(1).max(100_000)]),
    to: Point.default('current'),
  }),
  response: DesignDiff,
  errors: ['not_found'],
})
export const listDesignComments = endpoint({
  method: 'GET',
  path: '/api/research/designs/:id/comments',
  tag,
  summary: 'Comments on passages of a design, oldest first',
  access: 'person',
  params: byId,
  response: z.object({ items: z.array(DesignComment) }),
  errors: ['not_found'],
})
export const commentDesign = endpoint({
  method: 'POST',
  path: '/api/research/designs/:id/comments',
  tag,
  summary: 'Say something about a passage',
  access: 'person',
  params: byId,
  body: z.object({
    field: DesignField,
    start: DesignPosition,
    end: DesignPosition,
    quote: z.string().max(2000),
    text: z.string().trim().min(1).max(1000),
  }),
  response: DesignComment,
  errors: ['not_found', 'auth.forbidden', 'design.closed', 'design.comments_full'],
})
const commentParams = z.object({ id: Id, commentId: Id })
export const replyToDesignComment = endpoint({
  method: 'POST',
  path: '/api/research/designs/:id/comments/:commentId/replies',
  tag,
  summary: 'Answer a comment',
  access: 'person',
  params: commentParams,
  body: z.object({ text: z.string().trim().min(1).max(1000) }),
  response: DesignComment,
  errors: ['not_found', 'auth.forbidden', 'design.closed', 'design.comments_full'],
})
export const resolveDesignComment = endpoint({
  method: 'PUT',
  path: '/api/research/designs/:id/comments/:commentId/resolution',
  tag,
  summary: 'A comment is settled, or open again after all',
  access: 'person',
  params: commentParams,
  body: z.object({ resolved: z.boolean() }),
  response: DesignComment,
  errors: ['not_found', 'auth.forbidden', 'design.closed'],
})
