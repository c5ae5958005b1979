import { Module, type OnModuleInit } from '@nestjs/common'
import { CurriculumModule } from '../../curriculum/curriculum.module.ts'
import { JobSchedule } from '../../platform/jobs/job-schedule.ts'
import { TrainingModule } from '../training.module.ts'
import { VisitDesk } from './visit-desk.ts'
import { VisitHours } from './visit-hours.ts'
import { VisitPhotos } from './visit-photos.ts'
import { VisitPolicies } from './visit-policies.ts'
import { VisitReading } from './visit-reading.ts'
import { VisitStore } from './visit-store.ts'
import { VisitsController } from './visits.controller.ts'

/** Visits of researchers and mentors to schools, written with or without a line. */
@Module({
  imports: [CurriculumModule, TrainingModule],
  controllers: [VisitsController],
  providers: [VisitDesk, VisitHours, VisitPhotos, VisitPolicies, VisitReading, VisitStore],
})
export class VisitsModule implements OnModuleInit {
  constructor(
    private readonly schedule: JobSchedule,
    private readonly hours: VisitHours,
  ) {}

  onModuleInit() {
    this.schedule.cron('visits.claim-due', '35 2 * * *', () => this.hours.claimDue())
  }
}
