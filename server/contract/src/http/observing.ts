import { z } from 'zod'
import { Grade, Subject } from '../codes.ts'
import { LessonStatus } from '../lesson/terms.ts'
import { Id, Millis, PageQuery, pageOf } from '../primitives.ts'
import { endpoint } from './endpoint.ts'

const tag = 'observing'
const byId = z.object({ id: Id })

/** A 名师课堂 lesson as teachers see it who may come and watch. */
export const MasterLesson = z.object({
  id: Id,
  title: z.string(),
  status: LessonStatus,
  subject: Subject,
  grade: Grade,
  plannedStart: Millis,
  plannedMinutes: z.int(),
  lecturerName: z.string(),
  orgName: z.string(),
  /** Classes that listen; none is a lesson for teachers alone. */
  classes: z.int(),
  observers: z.int(),
  places: z.int(),
  /** I said that I come, and wrote so many notes. */
  mine: z.boolean(),
  myNotes: z.int(),
  /** What keeps me from joining; null: nothing. `part`: I have another part in it. */
  hindrance: z.enum(['full', 'over', 'part']).nullable(),
  canEnter: z.boolean(),
})
export type MasterLesson = z.infer<typeof MasterLesson>

export const listMasterLessons = endpoint({
  method: 'GET',
  path: '/api/master-lessons',
  tag,
  summary: 'Lessons of master teachers: coming ones of the county, or those I came to',
  access: 'person',
  query: PageQuery.extend({ when: z.enum(['coming', 'mine', 'past']).default('coming') }),
  response: pageOf(MasterLesson),
  errors: ['auth.forbidden'],
})

export const joinMasterLesson = endpoint({
  method: 'PUT',
  path: '/api/master-lessons/:id/place',
  tag,
  summary: 'I come and watch. Said twice it is said once',
  access: 'person',
  params: byId,
  response: MasterLesson,
  errors: ['auth.forbidden', 'not_found', 'observing.full', 'observing.closed', 'observing.part'],
})
export const leaveMasterLesson = endpoint({
  method: 'DELETE',
  path: '/api/master-lessons/:id/place',
  tag,
  summary: 'I do not come after all. Notes stay',
  access: 'person',
  params: byId,
  response: MasterLesson,
  errors: ['auth.forbidden', 'not_found', 'observing.closed'],
})

/** Who watched. `hidden` looked in without being shown during class (巡课). */
export const ObserverPresence = z.object({
  id: Id,
  name: z.string(),
  orgName: z.string(),
  hidden: z.boolean(),
  /** By the class plane; null: said to come and never did. */
  arrivedAt: Millis.nullable(),
  /** In the room, and with picture and sound by the media nodes' word, minutes of the lesson to a tenth. */
  presentMinutes: z.number(),
  watchedMinutes: z.number(),
})
export type ObserverPresence = z.infer<typeof ObserverPresence>

export const listObservers = endpoint({
  method: 'GET',
  path: '/api/lessons/:id/observers',
  tag,
  summary: 'Who said to come, and after class who watched and how long',
  access: 'person',
  params: byId,
  response: z.object({
    places: z.int().nullable(),
    /** Nobody reads presence before the lesson is over. */
    isOver: z.boolean(),
    observers: z.array(ObserverPresence),
  }),
  errors: ['not_found', 'auth.forbidden'],
})

export const NoteTag = z.enum(['highlight', 'question', 'idea', 'interaction', 'pace', 'follow_up'])
export type NoteTag = z.infer<typeof NoteTag>

export const LessonNote = z.object({
  id: Id,
  /** When it was begun, by the server's clock. */
  at: Millis,
  /** The same on the lesson's clock; negative before it was live, null when it never was. */
  lessonMs: z.int().nullable(),
  text: z.string(),
  tags: z.array(NoteTag),
  /** Counts the author's changes, from 1. */
  edit: z.int().positive(),
  updatedAt: Millis,
})
export type LessonNote = z.infer<typeof LessonNote>

/** Longest a note may wait on a device for a line, ms. */
export const MAX_NOTE_AGE_MS = 72 * 3_600_000

export const listMyNotes = endpoint({
  method: 'GET',
  path: '/api/lessons/:id/notes',
  tag,
  summary: 'My notes of a lesson in the order of its clock. Nobody else reads them',
  access: 'person',
  params: byId,
  response: z.object({
    startedAt: Millis.nullable(),
    endedAt: Millis.nullable(),
    notes: z.array(LessonNote),
  }),
  errors: ['not_found'],
})

const noteParams = z.object({ id: Id, noteId: Id })
export const putMyNote = endpoint({
  method: 'PUT',
  path: '/api/lessons/:id/notes/:noteId',
  tag,
  summary:
    'Keep a note. The id is the client\u2019s: repeated, it is kept once; an older edit changes nothing',
  access: 'person',
  params: noteParams,
  body: z.object({
    text: z.string().trim().min(1).max(2000),
    tags: z.array(NoteTag).max(6).default([]),
    edit: z.int().positive().max(1_000_000),
    /** How long ago it was begun by the device's own stopwatch, ms; the server's clock gives the moment. */
    ageMs: z.int().nonnegative().max(MAX_NOTE_AGE_MS),
  }),
  response: LessonNote,
  errors: ['not_found', 'observing.notes_full'],
})
export const deleteMyNote = endpoint({
  method: 'DELETE',
  path: '/api/lessons/:id/notes/:noteId',
  tag,
  summary: 'Take a note away for good; one that is not there is taken away already',
  access: 'person',
  params: noteParams,
  errors: ['not_found'],
})
