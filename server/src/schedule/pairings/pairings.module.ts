import { Module, type OnModuleInit } from '@nestjs/common'
import { CurriculumModule } from '../../curriculum/curriculum.module.ts'
import { JobSchedule } from '../../platform/jobs/job-schedule.ts'
import { CalendarModule } from '../calendar/calendar.module.ts'
import { Agreements } from './agreements.ts'
import { EndedPairings } from './ended-pairings.ts'
import { PairingChange } from './pairing-change.ts'
import { PairingCoverageReport } from './pairing-coverage.ts'
import { PairingDesk } from './pairing-desk.ts'
import { PairingPolicies } from './pairing-policies.ts'
import { PairingReading } from './pairing-reading.ts'
import { PairingStore } from './pairing-store.ts'
import { PairingViews } from './pairing-views.ts'
import { PairingsController } from './pairings.controller.ts'

/** Agreements by which a strong school helps a rural one, class by class and term by term. */
@Module({
  imports: [CurriculumModule, CalendarModule],
  controllers: [PairingsController],
  providers: [
    Agreements,
    EndedPairings,
    PairingChange,
    PairingCoverageReport,
    PairingDesk,
    PairingPolicies,
    PairingReading,
    PairingStore,
    PairingViews,
  ],
  exports: [EndedPairings, PairingReading, PairingViews],
})
export class PairingsModule implements OnModuleInit {
  constructor(
    private readonly schedule: JobSchedule,
    private readonly desk: PairingDesk,
  ) {}

  onModuleInit() {
    this.schedule.cron('pairings.end-past', '10 0 * * *', () => this.desk.endPast())
  }
}
