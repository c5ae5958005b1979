import { Module } from '@nestjs/common'
import { CurriculumModule } from '../curriculum/curriculum.module.ts'
import { LessonsModule } from '../lessons/lessons.module.ts'
import { AudienceLedger } from './audience/audience-ledger.ts'
import { AudienceBoard } from './audience/audience-board.ts'
import { AudienceController } from './audience/audience.controller.ts'
import { Audience } from './audience/audience.service.ts'
import { RecordingIntake } from './recording-intake.ts'
import { RecordingInternalController } from './recording-internal.controller.ts'
import { RecordingUpkeep } from './recording-upkeep.ts'
import { ReplayPages } from './replay/replay-pages.ts'

/** Recordings of lessons: the pieces that media nodes bring, and who watches them while the lesson is given. */
@Module({
  imports: [CurriculumModule, LessonsModule],
  controllers: [AudienceController, RecordingInternalController],
  providers: [Audience, AudienceBoard, AudienceLedger, RecordingIntake, RecordingUpkeep, ReplayPages],
})
export class RecordingsModule {}
