import { z } from 'zod'
import { Id } from '../../primitives.ts'
import { endpoint } from '../endpoint.ts'

const tag = 'files'

/** A part of a file as the pages show it; one folder per file, so that playlists may name their parts relatively. */
export const getRendition = endpoint({
  method: 'GET',
  path: '/api/files/:id/renditions/:name',
  tag,
  summary: 'A rendition: playlist, video, poster, storyboard, page image, waveform. Ranges are answered',
  access: 'any',
  params: z.object({ id: Id, name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,40}(\.[a-z0-9]{2,5})?$/) }),
  bytes: true,
  errors: ['not_found'],
})
export const createDownload = endpoint({
  method: 'POST',
  path: '/api/files/:id/downloads',
  tag,
  summary: 'A signed address of the original file, good for ten minutes, where the licence allows it',
  access: 'person',
  params: z.object({ id: Id }),
  response: z.object({ url: z.string(), expiresAt: z.int() }),
  errors: ['not_found', 'resource.download'],
})
export const getDownload = endpoint({
  method: 'GET',
  path: '/api/downloads/:token',
  tag,
  summary: 'The original file behind a signed address; always as an attachment',
  access: 'public',
  params: z.object({ token: z.string().max(1000) }),
  bytes: true,
  errors: ['not_found', 'download.expired'],
})
