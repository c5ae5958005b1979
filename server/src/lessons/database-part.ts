import type { DatabasePart } from '../platform/database/database-part.ts'
import { DeviceCheckRow } from './device-check.entity.ts'
import { LessonEventRow, LessonLegRow, LessonRow } from './lesson.entity.ts'
import { CreateLessonMaterials1764100000014 } from './migrations/create-lesson-materials.ts'
import { CreateLessons1763900000020 } from './migrations/create-lessons.ts'
import { CreateLessonPapers1765000000081 } from './migrations/create-lesson-papers.ts'
import { KeepSettledLedgers1763900000030 } from './migrations/keep-settled-ledgers.ts'

export const lessonsDatabase: DatabasePart = {
  entities: [LessonRow, LessonLegRow, LessonEventRow, DeviceCheckRow],
  migrations: [
    CreateLessons1763900000020,
    KeepSettledLedgers1763900000030,
    CreateLessonMaterials1764100000014,
    CreateLessonPapers1765000000081,
  ],
}
