import { Module } from '@nestjs/common'
import { CurriculumModule } from '../curriculum/curriculum.module.ts'
import { LibraryModule } from '../library/library.module.ts'
import { PairingsModule } from '../schedule/pairings/pairings.module.ts'
import { UploadsModule } from '../library/uploads/uploads.module.ts'
import { BoardStrokes } from './board/board-strokes.ts'
import { SketchRelay } from './board/sketch-relay.ts'
import { ClassPlaneDoor } from './class-plane.door.ts'
import { ClassPlaneGateway } from './class-plane.gateway.ts'
import { ClassPlaneService } from './class-plane.service.ts'
import { DecksController } from './decks/decks.controller.ts'
import { LessonDecks } from './decks/lesson-decks.ts'
import { OwnDecks } from './decks/own-decks.ts'
import { DeviceCheckService } from './device-check.service.ts'
import { LegQuality } from './leg-quality.ts'
import { LessonCalendar } from './lesson-calendar.ts'
import { LessonClock } from './lesson-clock.ts'
import { LessonCommandLog } from './lesson-command-log.ts'
import { LessonDirectory } from './lesson-directory.ts'
import { LessonEngine } from './lesson-engine.ts'
import { LessonFactsReader } from './lesson-facts.ts'
import { LessonFeed } from './lesson-feed.ts'
import { LessonLineage } from './lesson-lineage.ts'
import { LessonPairings } from './lesson-pairings.ts'
import { LessonPlanning } from './lesson-planning.ts'
import { PairingGuard } from './pairing-guard.ts'
import { LessonPolicies } from './lesson-policies.ts'
import { LessonPresence } from './lesson-presence.ts'
import { LessonReading } from './lesson-reading.ts'
import { LessonTalkController } from './lesson-talk.controller.ts'
import { LessonTalkLedger } from './lesson-talk.ts'
import { LessonStore } from './lesson-store.ts'
import { LessonUpkeep } from './lesson-upkeep.ts'
import { LessonMaterials } from './materials/lesson-materials.ts'
import { MaterialsController } from './materials/materials.controller.ts'
import { LessonsController } from './lessons.controller.ts'
import { LessonsService } from './lessons.service.ts'
import { MediaAccessService } from './media-access.ts'
import { MediaControl } from './media-control.ts'
import { MediaIntake } from './media-intake.ts'
import { MediaInternalController } from './media-internal.controller.ts'
import { MediaLedger } from './media-ledger.ts'
import { MediaNodes } from './media-nodes.ts'
import { MeetingPeople } from './meetings/meeting-people.ts'
import { MeetingDay } from './meetings/meeting-day.ts'
import { MeetingPlanning } from './meetings/meeting-planning.ts'
import { MeetingReckoning } from './meetings/meeting-reckoning.ts'
import { MeetingsController } from './meetings/meetings.controller.ts'
import { LessonAgreements } from './recording/lesson-agreements.ts'
import { RecordingAgreementController } from './recording/recording-agreement.controller.ts'

import { LessonPapersController } from './papers/lesson-papers.controller.ts'
import { LessonPapers } from './papers/lesson-papers.ts'
import { LessonRolls } from './papers/lesson-rolls.ts'
import { PaperReading } from './papers/paper-reading.ts'

@Module({
  imports: [CurriculumModule, LibraryModule, PairingsModule, UploadsModule],
  controllers: [
    LessonsController,
    MaterialsController,
    DecksController,
    MediaInternalController,
    LessonTalkController,
    RecordingAgreementController,
    LessonPapersController,
    MeetingsController,
  ],
  providers: [
    BoardStrokes,
    LessonDecks,
    OwnDecks,
    SketchRelay,
    ClassPlaneDoor,
    ClassPlaneGateway,
    ClassPlaneService,
    DeviceCheckService,
    LessonAgreements,
    LegQuality,
    LessonCalendar,
    LessonClock,
    LessonCommandLog,
    LessonDirectory,
    LessonEngine,
    LessonFactsReader,
    LessonFeed,
    LessonLineage,
    LessonMaterials,
    LessonPairings,
    LessonPapers,
    LessonRolls,
    PaperReading,
    LessonPlanning,
    PairingGuard,
    LessonPolicies,
    LessonPresence,
    LessonReading,
    LessonStore,
    LessonTalkLedger,
    LessonUpkeep,
    LessonsService,
    MediaAccessService,
    MediaControl,
    MediaIntake,
    MediaLedger,
    MediaNodes,
    MeetingPeople,
    MeetingDay,
    MeetingPlanning,
    MeetingReckoning,
  ],
  exports: [
    ClassPlaneDoor,
    LessonCalendar,
    LessonClock,
    LessonDirectory,
    LessonEngine,
    LessonPlanning,
    LessonReading,
    LessonStore,
    BoardStrokes,
    LessonDecks,
    LessonAgreements,
    LessonPolicies,
    MeetingPlanning,
    MeetingReckoning,
    LessonTalkLedger,
    ClassPlaneDoor,
  ],
})
export class LessonsModule {}
