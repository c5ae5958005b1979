import { Module, type OnModuleInit } from '@nestjs/common'
import { LessonsModule } from '../../lessons/lessons.module.ts'
import { LibraryModule } from '../../library/library.module.ts'
import { ReplaysModule } from '../../recordings/replays.module.ts'
import { DesignsModule } from '../design/designs.module.ts'
import { ObservationModule } from '../observation/observation.module.ts'
import { SessionWorkSources } from '../sessions/session-work.ts'
import { SessionsModule } from '../sessions/sessions.module.ts'
import { Contributions } from './contributions.ts'
import { MinutesDesk } from './minutes-desk.ts'
import { MinutesFactsReader } from './minutes-facts.ts'
import { MinutesPaper } from './minutes-paper.ts'
import { MinutesStore } from './minutes-store.ts'
import { OutcomeController } from './outcome.controller.ts'
import { OutcomeDrafts } from './outcome-drafts.ts'
import { OutcomeGate } from './outcome-gate.ts'
import { OutcomeStore } from './outcome-store.ts'
import { Outcomes } from './outcomes.ts'
import { SessionLineage } from './session-lineage.ts'

/** What comes out of sessions of joint research. */
@Module({
  imports: [DesignsModule, LessonsModule, LibraryModule, ObservationModule, ReplaysModule, SessionsModule],
  controllers: [OutcomeController],
  providers: [
    Contributions,
    MinutesDesk,
    MinutesFactsReader,
    MinutesPaper,
    MinutesStore,
    OutcomeDrafts,
    OutcomeGate,
    OutcomeStore,
    Outcomes,
    SessionLineage,
  ],
})
export class OutcomeModule implements OnModuleInit {
  constructor(
    private readonly work: SessionWorkSources,
    private readonly minutes: MinutesStore,
    private readonly outcomes: OutcomeStore,
  ) {}

  onModuleInit() {
    this.work.register({
      outcomes: ({ id }, tx) => this.outcomes.count(id, tx),
      hasMinutes: ({ id }, tx) => this.minutes.isSigned(id, tx),
    })
  }
}
