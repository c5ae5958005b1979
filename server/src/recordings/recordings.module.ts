import { Module } from '@nestjs/common'
import { LessonsModule } from '../lessons/lessons.module.ts'
import { RecordingIntake } from './recording-intake.ts'
import { RecordingInternalController } from './recording-internal.controller.ts'
import { RecordingUpkeep } from './recording-upkeep.ts'

/** Recordings of lessons: the pieces that media nodes bring, and who watches them while the lesson is given. */
@Module({
  imports: [LessonsModule],
  controllers: [RecordingInternalController],
  providers: [RecordingIntake, RecordingUpkeep],
})
export class RecordingsModule {}
