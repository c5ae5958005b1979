import { z } from 'zod'
import { FileKind } from '../../library/taxonomy.ts'
import { Id, Sha256 } from '../../primitives.ts'
import { endpoint } from '../endpoint.ts'

const tag = 'uploads'
const byId = z.object({ id: Id })

/** Folder of the tus resources: `POST` here creates one, `HEAD` and `PATCH` of `/<id>` carry its bytes (tus 1.0.0). */
export const UPLOADS_PATH = '/api/uploads'

/** A file on its way in. What it is (`kind`, `mimeType`) is known when it is finished, from its content. */
export const Upload = z.object({
  id: Id,
  name: z.string(),
  sizeBytes: z.int(),
  sha256: Sha256,
  finished: z.boolean(),
  kind: FileKind.nullable(),
  mimeType: z.string().nullable(),
})
export type Upload = z.infer<typeof Upload>

/** What a file is before it is sent; the same three are in the `Upload-Metadata` of a creation by tus. */
export const UploadPlan = z.object({
  /** As the author's machine calls it; folders and control characters are taken off. */
  name: z.string().min(1).max(500),
  sizeBytes: z.int().min(0).max(Number.MAX_SAFE_INTEGER),
  sha256: Sha256,
})
export type UploadPlan = z.infer<typeof UploadPlan>

export const checkUpload = endpoint({
  method: 'POST',
  path: `${UPLOADS_PATH}/check`,
  tag,
  summary:
    'Announce a file: a finished upload when its content is here for me already, the one I began, or a new one',
  access: 'person',
  body: UploadPlan,
  response: Upload,
  errors: ['auth.forbidden', 'file.broken', 'upload.too_large', 'upload.no_space', 'upload.open_limit'],
})
export const finishUpload = endpoint({
  method: 'POST',
  path: `${UPLOADS_PATH}/:id/finish`,
  tag,
  summary: 'After the last byte: verify the checksum, find the type, keep the content. May be repeated',
  access: 'person',
  params: byId,
  response: Upload,
  errors: ['upload.unknown', 'upload.unfinished', 'upload.checksum'],
})
export const cancelUpload = endpoint({
  method: 'DELETE',
  path: `${UPLOADS_PATH}/:id`,
  tag,
  summary: 'Give an upload up; what a resource already uses stays',
  access: 'person',
  params: byId,
  errors: ['upload.unknown'],
})
