import { z } from 'zod'
import { Grade, Stage, Subject } from '../../codes.ts'
import { Licence, ResourceType } from '../../library/taxonomy.ts'
import { Id } from '../../primitives.ts'
import { endpoint } from '../endpoint.ts'
import { ResourceCard } from './resources.ts'

const tag = 'find'

/** 5 minutes, 15, 40, longer. */
export const DurationBand = z.enum(['short', 'medium', 'lesson', 'long'])
export type DurationBand = z.infer<typeof DurationBand>

/** The whole query of a search; a page's URL holds exactly this. */
export const FindQuery = z.object({
  q: z.string().trim().max(60).default(''),
  stage: Stage.optional(),
  grade: z.coerce.number().pipe(Grade).optional(),
  subject: Subject.optional(),
  edition: Id.optional(),
  type: ResourceType.optional(),
  duration: DurationBand.optional(),
  org: Id.optional(),
  licence: Licence.optional(),
  /** A node of the curriculum tree with all that is below it. */
  node: Id.optional(),
  sort: z.enum(['fit', 'recent', 'popular']).default('fit'),
  page: z.coerce.number().int().min(1).max(500).default(1),
  pageSize: z.coerce.number().int().min(1).max(60).default(24),
})
export type FindQuery = z.infer<typeof FindQuery>

/** How many results each further choice would leave; the choice made in a facet itself does not narrow it. */
export const Facets = z.object({
  stage: z.record(z.string(), z.int()),
  grade: z.record(z.string(), z.int()),
  subject: z.record(z.string(), z.int()),
  type: z.record(z.string(), z.int()),
  duration: z.record(z.string(), z.int()),
  licence: z.record(z.string(), z.int()),
  /** The most frequent ones, with names. */
  edition: z.array(z.object({ id: Id, name: z.string(), count: z.int() })),
  org: z.array(z.object({ id: Id, name: z.string(), count: z.int() })),
})
export type Facets = z.infer<typeof Facets>

/** Text in pieces; the marked ones matched. */
export const Marked = z.array(z.object({ text: z.string(), hit: z.boolean() }))
export type Marked = z.infer<typeof Marked>

export const FoundResource = ResourceCard.extend({
  marked: z.object({ title: Marked, excerpt: Marked.nullable() }),
})
export type FoundResource = z.infer<typeof FoundResource>

export const findResources = endpoint({
  method: 'GET',
  path: '/api/library',
  tag,
  summary: 'Search what I may see; my own grades, subjects and editions come first',
  access: 'any',
  query: FindQuery,
  response: z.object({
    items: z.array(FoundResource),
    total: z.int(),
    /** True when more match than were counted. */
    isCapped: z.boolean(),
    facets: Facets,
    /** The query as it was understood, when a typo or pinyin was read as something else. */
    readAs: z.string().nullable(),
  }),
  errors: [],
})
export const suggestQueries = endpoint({
  method: 'GET',
  path: '/api/library/suggestions',
  tag,
  summary: 'Titles and nodes that begin like this, in characters or pinyin',
  access: 'any',
  query: z.object({ q: z.string().trim().min(1).max(60) }),
  response: z.object({
    items: z.array(z.object({ text: z.string(), kind: z.enum(['title', 'node']), id: Id })),
  }),
  errors: [],
})
export const similarResources = endpoint({
  method: 'GET',
  path: '/api/resources/:id/similar',
  tag,
  summary: 'Resources on the same node, or like this one',
  access: 'any',
  params: z.object({ id: Id }),
  response: z.object({ items: z.array(ResourceCard) }),
  errors: ['not_found'],
})
export const libraryHome = endpoint({
  method: 'GET',
  path: '/api/library/home',
  tag,
  summary: 'For my grades and subjects: what fits, what is new, what others use, where I left off',
  access: 'any',
  response: z.object({
    forMe: z.array(ResourceCard),
    recent: z.array(ResourceCard),
    popular: z.array(ResourceCard),
    goOn: z.array(z.object({ card: ResourceCard, positionMs: z.int(), durationMs: z.int() })),
    subjects: z.array(z.object({ subject: Subject, count: z.int() })),
  }),
  errors: [],
})

/** What I teach, so that it comes first: subjects are in my record, grades I choose. */
export const LibraryProfile = z.object({ subjects: z.array(Subject), grades: z.array(Grade) })
export type LibraryProfile = z.infer<typeof LibraryProfile>
export const getLibraryProfile = endpoint({
  method: 'GET',
  path: '/api/library/profile',
  tag,
  summary: 'What I teach, as the library sees it',
  access: 'person',
  response: LibraryProfile,
  errors: [],
})
export const setLibraryProfile = endpoint({
  method: 'PUT',
  path: '/api/library/profile',
  tag,
  summary: 'Say which grades I teach',
  access: 'person',
  body: z.object({ grades: z.array(Grade).max(9) }),
  response: LibraryProfile,
  errors: [],
})
