import type { DatabasePart } from '../platform/database/database-part.ts'
import { DeviceCheckRow } from './device-check.entity.ts'
import { LessonEventRow, LessonLegRow, LessonRow } from './lesson.entity.ts'
import { CreateBoards1765000000031 } from './migrations/create-boards.ts'
import { CountTalk1765000000041 } from './migrations/count-talk.ts'
import { CreateLessonMaterials1764100000014 } from './migrations/create-lesson-materials.ts'
import { CreateLessons1763900000020 } from './migrations/create-lessons.ts'
import { CreateRecordingAgreements1765000000051 } from './migrations/create-recording-agreements.ts'
import { CreateLessonPapers1765000000081 } from './migrations/create-lesson-papers.ts'
import { KeepSettledLedgers1763900000030 } from './migrations/keep-settled-ledgers.ts'
import { LinkLessonsToTimetable1765000000022 } from './migrations/link-lessons-to-timetable.ts'
import { RememberStays1766000000111 } from './migrations/remember-stays.ts'
import { CreateMeetings1766000000021 } from './meetings/migrations/create-meetings.ts'
import { CreateObserving1765000000072 } from './observing/migrations/create-observing.ts'
import { CreateRoomCare1765000000071 } from './rooms/migrations/create-room-care.ts'

export const lessonsDatabase: DatabasePart = {
  entities: [LessonRow, LessonLegRow, LessonEventRow, DeviceCheckRow],
  migrations: [
    CreateLessons1763900000020,
    KeepSettledLedgers1763900000030,
    CreateLessonMaterials1764100000014,
    LinkLessonsToTimetable1765000000022,
    CreateBoards1765000000031,
    CountTalk1765000000041,
    CreateRecordingAgreements1765000000051,
    CreateRoomCare1765000000071,
    CreateObserving1765000000072,
    CreateLessonPapers1765000000081,
    CreateMeetings1766000000021,
    RememberStays1766000000111,
  ],
}
