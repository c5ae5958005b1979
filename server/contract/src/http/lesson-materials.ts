import { z } from 'zod'
import { Id, Millis } from '../primitives.ts'
import { endpoint } from './endpoint.ts'
import { ResourceCard } from './library/resources.ts'

const tag = 'lessons'
const byId = z.object({ id: Id })

/** More than a lesson can use; enough for a package with its parts. */
export const MAX_MATERIALS = 20

/** What of the library a lesson uses, in order. */
export const LessonMaterials = z.object({
  items: z.array(
    z.object({
      card: ResourceCard,
      /** Published for its own school alone: listening classes of other schools do not see it. */
      schoolOnly: z.boolean(),
    }),
  ),
  /** How many are offline, or not for this reader; told only to those who may change the list. */
  hidden: z.int(),
  canEdit: z.boolean(),
})
export type LessonMaterials = z.infer<typeof LessonMaterials>

export const listMaterials = endpoint({
  method: 'GET',
  path: '/api/lessons/:id/materials',
  tag,
  summary: 'Materials of a lesson that are there for me, for everybody who may see the lesson',
  access: 'any',
  params: byId,
  response: LessonMaterials,
  errors: ['not_found'],
})
export const addMaterial = endpoint({
  method: 'PUT',
  path: '/api/lessons/:id/materials/:resourceId',
  tag,
  summary: 'Put a resource that I may see at the end of the materials; once is enough',
  access: 'person',
  params: z.object({ id: Id, resourceId: Id }),
  response: LessonMaterials,
  errors: ['not_found', 'auth.forbidden', 'lesson.transition', 'lesson.materials_full'],
})
export const removeMaterial = endpoint({
  method: 'DELETE',
  path: '/api/lessons/:id/materials/:resourceId',
  tag,
  summary: 'Take a resource out of the materials',
  access: 'person',
  params: z.object({ id: Id, resourceId: Id }),
  response: LessonMaterials,
  errors: ['not_found', 'auth.forbidden', 'lesson.transition'],
})
export const arrangeMaterials = endpoint({
  method: 'PUT',
  path: '/api/lessons/:id/materials',
  tag,
  summary: 'Set the order; what is not named stays behind it, what is not in the list is passed over',
  access: 'person',
  params: byId,
  body: z.object({ resourceIds: z.array(Id).max(MAX_MATERIALS) }),
  response: LessonMaterials,
  errors: ['not_found', 'auth.forbidden', 'lesson.transition'],
})

export const listLessonsForResource = endpoint({
  method: 'GET',
  path: '/api/resources/:id/my-lessons',
  tag,
  summary:
    'Lessons to come that I lecture, the next first, and whether the resource is among their materials',
  access: 'person',
  params: byId,
  response: z.object({
    items: z.array(
      z.object({
        id: Id,
        title: z.string(),
        plannedStart: Millis,
        lectureClassName: z.string(),
        legs: z.int(),
        has: z.boolean(),
      }),
    ),
  }),
  errors: ['not_found'],
})
