import { z } from 'zod'
import { Id } from '../primitives.ts'
import { ReplayNote, ReplayTime } from '../recordings/replay.ts'
import { endpoint } from './endpoint.ts'
import { NoteTag } from './observing.ts'

const tag = 'recordings'
const params = z.object({ id: Id, noteId: Id })

export const putReplayNote = endpoint({
  method: 'PUT',
  path: '/api/recordings/:id/notes/:noteId',
  tag,
  summary:
    'Keep a note of my own at a time of the replay. The id is the client\u2019s: repeated, it is kept once; an older edit changes nothing',
  access: 'person',
  params,
  body: z.object({
    text: z.string().trim().min(1).max(2000),
    tags: z.array(NoteTag).max(6).default([]),
    edit: z.int().positive().max(1_000_000),
    /** Where it belongs; a note that is there already stays where it is. */
    at: ReplayTime,
  }),
  response: ReplayNote,
  errors: ['not_found', 'recording.deleted', 'observing.notes_full'],
})
export const deleteReplayNote = endpoint({
  method: 'DELETE',
  path: '/api/recordings/:id/notes/:noteId',
  tag,
  summary: 'Take a note of my own away for good; one that is not there is taken away already',
  access: 'person',
  params,
  errors: ['not_found', 'recording.deleted'],
})
