import { z } from 'zod'
import { Id, Label, Millis } from '../primitives.ts'
import { endpoint } from '../http/endpoint.ts'

const tag = 'research'
const byId = z.object({ id: Id })
/** The draft as it was looked at: no step is taken on another one. */
const seen = z.object({ revision: z.int() })

/** How an item is marked: in steps that give points, yes or no, by counting, or in words. */
export const ScaleItemKind = z.enum(['score', 'yes_no', 'count', 'text'])
export type ScaleItemKind = z.infer<typeof ScaleItemKind>

export const ScaleItem = z.object({
  id: Id,
  label: Label(80),
  /** What to look for; may be empty. */
  hint: z.string().trim().max(200).default(''),
  kind: ScaleItemKind,
  /** The steps of a score, best first, e.g. 5/4/3/2; the first is the most that can be reached. Empty for other kinds. */
  levels: z.array(z.int().min(0).max(100)).max(11).default([]),
  /** Points the item gives at most. Counts and words give none. */
  weight: z.number().min(0).max(100).default(0),
})
export type ScaleItem = z.infer<typeof ScaleItem>

export const ScaleDimension = z.object({
  id: Id,
  title: Label(40),
  /** Its points come on top of the scale's sum. */
  bonus: z.boolean().default(false),
  items: z.array(ScaleItem).max(30),
})
export type ScaleDimension = z.infer<typeof ScaleDimension>

export const ScaleContent = z.object({ dimensions: z.array(ScaleDimension).max(20) })
export type ScaleContent = z.infer<typeof ScaleContent>

/** A published version never changes any more; the next one takes its place and retires it. */
export const ScaleState = z.enum(['DRAFT', 'PUBLISHED', 'RETIRED'])
export type ScaleState = z.infer<typeof ScaleState>

/** 观课量表: one version of it. */
export const ScaleVersion = z.object({
  id: Id,
  scaleId: Id,
  number: z.int().positive(),
  state: ScaleState,
  title: z.string(),
  purpose: z.string(),
  orgName: z.string(),
  content: ScaleContent,
  publishedAt: Millis.nullable(),
  revision: z.int(),
  /** Sheets that were begun with it. */
  sheets: z.int(),
  can: z.object({ edit: z.boolean(), publish: z.boolean(), revise: z.boolean(), retire: z.boolean() }),
})
export type ScaleVersion = z.infer<typeof ScaleVersion>

export const ScaleCard = z.object({
  id: Id,
  title: z.string(),
  purpose: z.string(),
  orgName: z.string(),
  /** Newest first; a draft is there for those who may edit it. */
  versions: z.array(z.object({ id: Id, number: z.int(), state: ScaleState, publishedAt: Millis.nullable() })),
  items: z.int(),
  /** Sum of the weights without bonus. */
  points: z.number(),
  sheets: z.int(),
})
export type ScaleCard = z.infer<typeof ScaleCard>

const refusals = ['auth.forbidden', 'not_found', 'scale.state', 'conflict.changed'] as const

export const listScales = endpoint({
  method: 'GET',
  path: '/api/research/scales',
  tag,
  summary: 'Observation scales of the county; drafts to those who may edit them',
  access: 'person',
  response: z.object({ items: z.array(ScaleCard), canCreate: z.boolean() }),
  errors: ['auth.forbidden'],
})
export const createScale = endpoint({
  method: 'POST',
  path: '/api/research/scales',
  tag,
  summary: 'Begin a scale as a draft, empty or as a copy of a version of another one',
  access: 'person',
  body: z.object({
    title: Label(60),
    purpose: z.string().trim().max(300).default(''),
    copyOf: Id.nullable().default(null),
  }),
  response: ScaleVersion,
  errors: ['auth.forbidden', 'not_found'],
})
export const getScaleVersion = endpoint({
  method: 'GET',
  path: '/api/research/scale-versions/:id',
  tag,
  summary: 'One version of a scale',
  access: 'person',
  params: byId,
  response: ScaleVersion,
  errors: ['auth.forbidden', 'not_found'],
})
export const saveScaleVersion = endpoint({
  method: 'PUT',
  path: '/api/research/scale-versions/:id',
  tag,
  summary: 'Write a draft anew',
  access: 'person',
  params: byId,
  body: seen.extend({
    title: Label(60),
    purpose: z.string().trim().max(300).default(''),
    content: ScaleContent,
  }),
  response: ScaleVersion,
  errors: [...refusals, 'scale.content'],
})
export const discardScaleVersion = endpoint({
  method: 'DELETE',
  path: '/api/research/scale-versions/:id',
  tag,
  summary: 'Throw a draft away',
  access: 'person',
  params: byId,
  errors: refusals,
})

const step = (verb: string, summary: string) =>
  endpoint({
    method: 'POST',
    path: `/api/research/scale-versions/:id/${verb}`,
    tag,
    summary,
    access: 'person',
    params: byId,
    body: seen,
    response: ScaleVersion,
    errors: [...refusals, 'scale.content'],
  })
export const publishScaleVersion = step(
  'publish',
  'Observers may use it from now on, and it never changes again; the version before it is retired',
)
export const retireScaleVersion = step('retire', 'No new sheet is begun with it')
export const reviseScale = step('revise', 'The next version as a draft, as a copy of this one')
