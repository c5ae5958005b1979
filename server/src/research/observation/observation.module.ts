import { Module, type OnModuleInit } from '@nestjs/common'
import { CurriculumModule } from '../../curriculum/curriculum.module.ts'
import { LessonsModule } from '../../lessons/lessons.module.ts'
import { ReplaysModule } from '../../recordings/replays.module.ts'
import { SessionWorkSources } from '../sessions/session-work.ts'
import { SessionsModule } from '../sessions/sessions.module.ts'
import { Debrief } from './debrief.ts'
import { DebriefGateway } from './debrief.gateway.ts'
import { EvidenceReading } from './evidence.ts'
import { MarkVoices } from './mark-voices.ts'
import { ObservationController } from './observation.controller.ts'
import { ObservationPolicies } from './observation-policies.ts'
import { ObservedSessions } from './observed-sessions.ts'
import { Scales } from './scales.ts'
import { ScalesController } from './scales.controller.ts'
import { ScaleStore } from './scale-store.ts'
import { SheetStore } from './sheet-store.ts'
import { SheetSync } from './sheet-sync.ts'
import { Sheets } from './sheets.ts'

/** Observing lessons of a research session by scales, and talking about the evidence. */
@Module({
  imports: [CurriculumModule, LessonsModule, ReplaysModule, SessionsModule],
  controllers: [ScalesController, ObservationController],
  providers: [
    Debrief,
    DebriefGateway,
    EvidenceReading,
    MarkVoices,
    ObservationPolicies,
    ObservedSessions,
    Scales,
    ScaleStore,
    SheetStore,
    SheetSync,
    Sheets,
  ],
  exports: [SheetStore],
})
export class ObservationModule implements OnModuleInit {
  constructor(
    private readonly work: SessionWorkSources,
    private readonly sheets: SheetStore,
  ) {}

  onModuleInit() {
    this.work.register({ sheets: ({ id }, tx) => this.sheets.filedBy(id, tx) })
  }
}
