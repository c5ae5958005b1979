import type { FileKind, Upload } from '@tongke/contract'

/** A row of `upload`. */
export interface UploadRecord {
  readonly id: string
  readonly name: string
  readonly size_bytes: number
  readonly sha256: string
  readonly created_at: Date
  readonly finished_at: Date | null
  readonly kind: FileKind | null
  readonly mime_type: string | null
}

export const UPLOAD_COLUMNS = 'id, name, size_bytes, sha256, created_at, finished_at, kind, mime_type'

export const wireOf = (row: UploadRecord): Upload => ({
  id: row.id,
  name: row.name,
  sizeBytes: row.size_bytes,
  sha256: row.sha256,
  finished: row.finished_at !== null,
  kind: row.kind,
  mimeType: row.mime_type,
})
