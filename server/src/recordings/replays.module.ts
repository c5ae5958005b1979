import { Module } from '@nestjs/common'
import { CurriculumModule } from '../curriculum/curriculum.module.ts'
import { LessonsModule } from '../lessons/lessons.module.ts'
import { ObservingModule } from '../lessons/observing/observing.module.ts'
import { LibraryModule } from '../library/library.module.ts'
import { CalendarModule } from '../schedule/calendar/calendar.module.ts'
import { ClipWork } from './clips/clip-work.ts'
import { ClipsService } from './clips/clips.service.ts'
import { LessonOrigins } from './clips/lesson-origins.ts'
import { FilmWork } from './film/film-work.ts'
import { RecordingQueue } from './film/recording-queue.ts'
import { RecordingWorker } from './film/recording-worker.ts'
import { RecordingArchive } from './keeping/recording-archive.ts'
import { RecordingConsent } from './keeping/recording-consent.ts'
import { RecordingDesk } from './keeping/recording-desk.ts'
import { RecordingErasure } from './keeping/recording-erasure.ts'
import { ReplayPolicies } from './replay-policies.ts'
import { RecordingReader } from './replay/recording-reader.ts'
import { ReplayDelivery } from './replay/replay-delivery.ts'
import { ReplayLog } from './replay/replay-log.ts'
import { ReplayNotes } from './replay/replay-notes.ts'
import { ReplayPages } from './replay/replay-pages.ts'
import { ReplayService } from './replay/replay.service.ts'
import { ReplaysController } from './replays.controller.ts'

/** What becomes of a recording: its replay, its film, its way into the library, its end. */
@Module({
  imports: [CalendarModule, CurriculumModule, LibraryModule, LessonsModule, ObservingModule],
  controllers: [ReplaysController],
  providers: [
    ClipWork,
    ClipsService,
    FilmWork,
    LessonOrigins,
    RecordingArchive,
    RecordingConsent,
    RecordingDesk,
    RecordingErasure,
    RecordingQueue,
    RecordingReader,
    RecordingWorker,
    ReplayDelivery,
    ReplayLog,
    ReplayNotes,
    ReplayPages,
    ReplayPolicies,
    ReplayService,
  ],
  exports: [ClipsService, LessonOrigins, RecordingReader],
})
export class ReplaysModule {}
