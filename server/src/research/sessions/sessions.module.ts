import { Module } from '@nestjs/common'
import { CurriculumModule } from '../../curriculum/curriculum.module.ts'
import { LessonsModule } from '../../lessons/lessons.module.ts'
import { ResearchPeople } from '../research-people.ts'
import { ResearchPolicies } from '../research-policies.ts'
import { SessionAttendance } from '../attendance/session-attendance.ts'
import { SessionVerdict } from '../attendance/session-verdict.ts'
import { SessionAgenda } from './session-agenda.ts'
import { SessionCards } from './session-cards.ts'
import { SessionChange } from './session-change.ts'
import { SessionDesk } from './session-desk.ts'
import { SessionLessons } from './session-lessons.ts'
import { SessionMembers } from './session-members.ts'
import { SessionReading } from './session-reading.ts'
import { SessionReflections } from './session-reflections.ts'
import { SessionStore } from './session-store.ts'
import { SessionWorkSources } from './session-work.ts'
import { SessionWorkController } from './session-work.controller.ts'
import { SessionsController } from './sessions.controller.ts'

/** Sessions of joint research from their proposal to their end. */
@Module({
  imports: [CurriculumModule, LessonsModule],
  controllers: [SessionsController, SessionWorkController],
  providers: [
    ResearchPeople,
    ResearchPolicies,
    SessionAgenda,
    SessionAttendance,
    SessionCards,
    SessionChange,
    SessionDesk,
    SessionLessons,
    SessionMembers,
    SessionReading,
    SessionReflections,
    SessionStore,
    SessionVerdict,
    SessionWorkSources,
  ],
  exports: [
    ResearchPeople,
    ResearchPolicies,
    SessionAttendance,
    SessionChange,
    SessionReading,
    SessionStore,
    SessionVerdict,
    SessionWorkSources,
  ],
})
export class SessionsModule {}
