import { z } from 'zod'
import { MAX_DECK_PAGES } from '../lesson/board.ts'
import { Id, Label, Millis, Sha256 } from '../primitives.ts'
import { endpoint } from './endpoint.ts'

const tag = 'lessons'
const byFile = z.object({ id: Id, fileId: Id })

/** Own uploads that a lesson may have beside what it uses of the library. */
export const MAX_OWN_DECKS = 10

/** A picture of a page; whoever keeps it checks it by its hash. */
export const DeckPicture = z.object({ name: z.string(), sha256: Sha256, bytes: z.int() })
export type DeckPicture = z.infer<typeof DeckPicture>

/** Large for screens of rooms (1920 pixels), medium for phones and thin lines (960), small for strips of pages. */
export const DeckPage = z.object({
  number: z.int().min(1),
  large: DeckPicture,
  medium: DeckPicture,
  small: DeckPicture,
})
export type DeckPage = z.infer<typeof DeckPage>

/** What a class says it holds of a deck: how ready it is, never a fact of the lesson. */
export const DeckCopy = z.object({
  legId: Id,
  part: z.enum(['room', 'assistant']),
  pages: z.int().min(0),
  at: Millis,
})

export const LessonDeck = z.object({
  fileId: Id,
  title: z.string(),
  /** Brought along for this lesson: a draft of the lecturer, not in the library. */
  own: z.boolean(),
  /** `working`: its pages are still being drawn. */
  state: z.enum(['ready', 'working', 'failed']),
  /** 0 to 1, of the drawing. */
  progress: z.number().min(0).max(1),
  /** Empty until it is ready. */
  pages: z.array(DeckPage),
  copies: z.array(DeckCopy),
})
export type LessonDeck = z.infer<typeof LessonDeck>

export const LessonDecks = z.object({ items: z.array(LessonDeck), canEdit: z.boolean() })
export type LessonDecks = z.infer<typeof LessonDecks>

export const listDecks = endpoint({
  method: 'GET',
  path: '/api/lessons/:id/decks',
  tag,
  summary: 'Slides of a lesson with the hashes of their pages and what each class holds; for everybody in it',
  access: 'any',
  revalidate: true,
  params: z.object({ id: Id }),
  response: LessonDecks,
  errors: ['not_found'],
})
export const getDeckPage = endpoint({
  method: 'GET',
  path: '/api/lessons/:id/decks/:fileId/:name',
  tag,
  summary: 'The picture of a page, by the name the list gives; for everybody in the lesson',
  access: 'any',
  params: byFile.extend({ name: z.string().regex(/^[a-z][a-z0-9-]{0,40}\.webp$/) }),
  bytes: true,
  errors: ['not_found'],
})
export const addDeck = endpoint({
  method: 'POST',
  path: '/api/lessons/:id/decks',
  tag,
  summary: 'Make a finished upload a deck of this lesson and a draft of mine; by the lecturer',
  access: 'person',
  params: z.object({ id: Id }),
  body: z.object({ uploadId: Id, name: Label(80) }),
  response: LessonDecks,
  errors: [
    'not_found',
    'auth.forbidden',
    'lesson.transition',
    'lesson.decks_full',
    'upload.unknown',
    'upload.unfinished',
    'file.not_allowed',
  ],
})
export const removeDeck = endpoint({
  method: 'DELETE',
  path: '/api/lessons/:id/decks/:fileId',
  tag,
  summary: 'Take an own deck out of the lesson; it stays among my drafts',
  access: 'person',
  params: byFile,
  response: LessonDecks,
  errors: ['not_found', 'auth.forbidden', 'lesson.transition'],
})
export const reportDeckCopy = endpoint({
  method: 'PUT',
  path: '/api/lessons/:id/decks/:fileId/copy',
  tag,
  summary: 'Say how many pages my class holds; by its room device or assistant',
  access: 'any',
  params: byFile,
  body: z.object({ pages: z.int().min(0).max(MAX_DECK_PAGES) }),
  errors: ['not_found', 'auth.forbidden'],
})
