import { Module } from '@nestjs/common'
import { CurriculumModule } from '../../curriculum/curriculum.module.ts'
import { LessonsModule } from '../../lessons/lessons.module.ts'
import { LibraryModule } from '../../library/library.module.ts'
import { TrainingModule } from '../training.module.ts'
import { AssessmentSheet } from './assessment-sheet.ts'
import { CheckIn } from './check-in.ts'
import { LiveMinutes } from './live-minutes.ts'
import { ProgrammeCards } from './programme-cards.ts'
import { ProgrammeChange } from './programme-change.ts'
import { ProgrammeClosing } from './programme-closing.ts'
import { ProgrammeDesk } from './programme-desk.ts'
import { ProgrammeEnrolments } from './programme-enrolments.ts'
import { ProgrammeFactsReading } from './programme-facts.ts'
import { ProgrammePolicies } from './programme-policies.ts'
import { ProgrammeReading } from './programme-reading.ts'
import { ProgrammeSchedule } from './programme-schedule.ts'
import { ProgrammeSessionsController } from './programme-sessions.controller.ts'
import { ProgrammeStore } from './programme-store.ts'
import { ProgrammeWorks } from './programme-works.ts'
import { ProgrammesController } from './programmes.controller.ts'
import { SessionTests } from './session-tests.ts'
import { ShadowingLog } from './shadowing-log.ts'

/** 培训项目: from the plan over presence that the server saw to hours on a teacher's file. */
@Module({
  imports: [CurriculumModule, LibraryModule, LessonsModule, TrainingModule],
  controllers: [ProgrammesController, ProgrammeSessionsController],
  providers: [
    AssessmentSheet,
    CheckIn,
    LiveMinutes,
    ProgrammeCards,
    ProgrammeChange,
    ProgrammeClosing,
    ProgrammeDesk,
    ProgrammeEnrolments,
    ProgrammeFactsReading,
    ProgrammePolicies,
    ProgrammeReading,
    ProgrammeSchedule,
    ProgrammeStore,
    ProgrammeWorks,
    SessionTests,
    ShadowingLog,
  ],
})
export class ProgrammesModule {}
