import type { DatabasePart } from '../platform/database/database-part.ts'
import { CreateFilms1765000000061 } from './migrations/create-films.ts'
import { CreateRecordings1765000000052 } from './migrations/create-recordings.ts'
import { ExpectLocalCopies1765000000062 } from './migrations/expect-local-copies.ts'
import { NoteDownloads1766000000122 } from './migrations/note-downloads.ts'
import { RecordingPieceRow, RecordingRow, RecordingStreamRow } from './recording.entity.ts'

export const recordingsDatabase: DatabasePart = {
  entities: [RecordingRow, RecordingStreamRow, RecordingPieceRow],
  migrations: [
    CreateRecordings1765000000052,
    CreateFilms1765000000061,
    ExpectLocalCopies1765000000062,
    NoteDownloads1766000000122,
  ],
}
