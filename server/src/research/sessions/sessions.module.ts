import { Module } from '@nestjs/common'
import { CurriculumModule } from '../../curriculum/curriculum.module.ts'
import { LessonsModule } from '../../lessons/lessons.module.ts'
import { ResearchPeople } from '../research-people.ts'
import { ResearchPolicies } from '../research-policies.ts'
import { SessionAgenda } from './session-agenda.ts'
import { SessionCards } from './session-cards.ts'
import { SessionChange } from './session-change.ts'
import { SessionDesk } from './session-desk.ts'
import { SessionMembers } from './session-members.ts'
import { SessionReading } from './session-reading.ts'
import { SessionStore } from './session-store.ts'
import { SessionWorkSources } from './session-work.ts'
import { SessionsController } from './sessions.controller.ts'

/** Sessions of joint research from their proposal to their end. */
@Module({
  imports: [CurriculumModule, LessonsModule],
  controllers: [SessionsController],
  providers: [
    ResearchPeople,
    ResearchPolicies,
    SessionAgenda,
    SessionCards,
    SessionChange,
    SessionDesk,
    SessionMembers,
    SessionReading,
    SessionStore,
    SessionWorkSources,
  ],
  exports: [
    ResearchPeople,
    ResearchPolicies,
    SessionChange,
    SessionReading,
    SessionStore,
    SessionWorkSources,
  ],
})
export class SessionsModule {}
