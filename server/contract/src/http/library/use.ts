import { z } from 'zod'
import { Id, Label, Millis, PageQuery, pageOf } from '../../primitives.ts'
import { endpoint } from '../endpoint.ts'
import { ResourceCard } from './resources.ts'

const tag = 'use'
const byId = z.object({ id: Id })

export const MyUse = z.object({
  favourite: z.boolean(),
  rating: z.int().min(1).max(5).nullable(),
  collections: z.array(Id),
})
export type MyUse = z.infer<typeof MyUse>
export const getMyUse = endpoint({
  method: 'GET',
  path: '/api/resources/:id/my-use',
  tag,
  summary: 'My favourite, rating and collections of a resource',
  access: 'person',
  params: byId,
  response: MyUse,
  errors: ['not_found'],
})
export const setFavourite = endpoint({
  method: 'PUT',
  path: '/api/resources/:id/favourite',
  tag,
  summary: 'Keep or drop as a favourite',
  access: 'person',
  params: byId,
  body: z.object({ favourite: z.boolean() }),
  response: MyUse,
  errors: ['not_found'],
})
export const rateResource = endpoint({
  method: 'PUT',
  path: '/api/resources/:id/rating',
  tag,
  summary: 'Rate from 1 to 5, or take it back; nobody rates their own',
  access: 'person',
  params: byId,
  body: z.object({ rating: z.int().min(1).max(5).nullable() }),
  response: MyUse,
  errors: ['not_found', 'use.own'],
})

export const Comment = z.object({
  id: Id,
  authorName: z.string(),
  orgName: z.string(),
  text: z.string(),
  at: Millis,
  state: z.enum(['SHOWN', 'REPORTED', 'HIDDEN']),
  can: z.object({ remove: z.boolean(), moderate: z.boolean() }),
})
export type Comment = z.infer<typeof Comment>
export const listComments = endpoint({
  method: 'GET',
  path: '/api/resources/:id/comments',
  tag,
  summary: 'Comments, newest first; hidden ones only for moderators',
  access: 'person',
  params: byId,
  query: PageQuery.pick({ page: true, pageSize: true }),
  response: pageOf(Comment),
  errors: ['not_found'],
})
export const addComment = endpoint({
  method: 'POST',
  path: '/api/resources/:id/comments',
  tag,
  summary: 'Comment on a published resource',
  access: 'person',
  params: byId,
  body: z.object({ text: z.string().trim().min(1).max(500) }),
  response: Comment,
  errors: ['not_found', 'request.rate'],
})
export const removeComment = endpoint({
  method: 'DELETE',
  path: '/api/comments/:id',
  tag,
  summary: 'Remove my own comment',
  access: 'person',
  params: byId,
  errors: ['not_found', 'auth.forbidden'],
})
export const reportComment = endpoint({
  method: 'POST',
  path: '/api/comments/:id/report',
  tag,
  summary: 'Tell the moderators about a comment; three reports hide it until somebody decides',
  access: 'person',
  params: byId,
  body: z.object({ reason: z.string().trim().min(2).max(200) }),
  errors: ['not_found'],
})
export const moderateComment = endpoint({
  method: 'POST',
  path: '/api/comments/:id/moderation',
  tag,
  summary: 'Show or hide a comment',
  access: 'person',
  params: byId,
  body: z.object({ decision: z.enum(['SHOW', 'HIDE']), reason: z.string().trim().max(200).default('') }),
  errors: ['not_found', 'auth.forbidden'],
})
export const listReportedComments = endpoint({
  method: 'GET',
  path: '/api/comments/reported',
  tag,
  summary: 'Comments that were reported and wait for a decision, the longest waiting first',
  access: 'person',
  query: PageQuery.pick({ page: true, pageSize: true }),
  response: pageOf(
    Comment.extend({
      resource: z.object({ id: Id, title: z.string() }),
      reasons: z.array(z.string()),
      /** When it was first reported. */
      reportedAt: Millis,
    }),
  ),
  errors: ['auth.forbidden'],
})

export const Collection = z.object({
  id: Id,
  name: z.string(),
  description: z.string(),
  /** Others in my school may open it. */
  shared: z.boolean(),
  ownerName: z.string(),
  count: z.int(),
  updatedAt: Millis,
  isMine: z.boolean(),
})
export type Collection = z.infer<typeof Collection>
const CollectionInput = z.object({
  name: Label(40),
  description: z.string().trim().max(300).default(''),
  shared: z.boolean().default(false),
})
export const listCollections = endpoint({
  method: 'GET',
  path: '/api/collections',
  tag,
  summary: 'My collections and those shared in my school',
  access: 'person',
  response: z.object({ items: z.array(Collection) }),
  errors: [],
})
export const getCollection = endpoint({
  method: 'GET',
  path: '/api/collections/:id',
  tag,
  summary: 'A collection with its resources in order',
  access: 'person',
  params: byId,
  response: z.object({ collection: Collection, items: z.array(ResourceCard) }),
  errors: ['not_found'],
})
export const createCollection = endpoint({
  method: 'POST',
  path: '/api/collections',
  tag,
  summary: 'Begin a collection',
  access: 'person',
  body: CollectionInput,
  response: Collection,
  errors: [],
})
export const updateCollection = endpoint({
  method: 'PUT',
  path: '/api/collections/:id',
  tag,
  summary: 'Change a collection and the order of what is in it',
  access: 'person',
  params: byId,
  body: CollectionInput.extend({ resourceIds: z.array(Id).max(200) }),
  response: Collection,
  errors: ['not_found', 'auth.forbidden'],
})
export const removeCollection = endpoint({
  method: 'DELETE',
  path: '/api/collections/:id',
  tag,
  summary: 'Remove a collection; the resources stay',
  access: 'person',
  params: byId,
  errors: ['not_found', 'auth.forbidden'],
})
export const listFavourites = endpoint({
  method: 'GET',
  path: '/api/favourites',
  tag,
  summary: 'My favourites, newest first',
  access: 'person',
  query: PageQuery.pick({ page: true, pageSize: true }),
  response: pageOf(ResourceCard),
  errors: [],
})

export const getQrCode = endpoint({
  method: 'GET',
  path: '/api/resources/:id/qr',
  tag,
  summary: 'QR code of the resource’s address, for the classroom screen',
  access: 'any',
  params: byId,
  /** The portal as the asking page sees it. */
  query: z.object({
    origin: z
      .url({ protocol: /^https?$/ })
      .regex(/^https?:\/\/[^/?#]+$/)
      .max(200),
  }),
  file: 'image/svg+xml',
  errors: ['not_found'],
})
export const usageBySchool = endpoint({
  method: 'GET',
  path: '/api/library/usage',
  tag,
  summary: 'Views, plays in class and downloads per rural school in a month',
  access: 'person',
  query: z.object({ month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/) }),
  response: z.object({
    schools: z.array(
      z.object({
        orgId: Id,
        orgName: z.string(),
        views: z.int(),
        classPlays: z.int(),
        downloads: z.int(),
        watchedMinutes: z.int(),
      }),
    ),
  }),
  errors: ['auth.forbidden'],
})
