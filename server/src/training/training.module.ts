import { Module, type OnModuleInit } from '@nestjs/common'
import { CurriculumModule } from '../curriculum/curriculum.module.ts'
import { JobSchedule } from '../platform/jobs/job-schedule.ts'
import { CertificateStore } from './certificates/certificate-store.ts'
import { Certificates } from './certificates/certificates.ts'
import { ClaimAppeals } from './ledger/claim-appeals.ts'
import { ClaimDesk } from './ledger/claim-desk.ts'
import { ClaimReading } from './ledger/claim-reading.ts'
import { ClaimStore } from './ledger/claim-store.ts'
import { HoursClaims } from './ledger/hours-claims.ts'
import { HoursPosting } from './ledger/hours-posting.ts'
import { HoursRules } from './ledger/hours-rules.ts'
import { TeacherHoursDesk } from './overview/teacher-hours.ts'
import { CountyFigures } from './overview/training-figures.ts'
import { TrainingNotices } from './overview/training-notices.ts'
import { Cycles } from './record/cycles.ts'
import { TrainingFiles } from './record/training-files.ts'
import { TrainingPapers } from './record/training-papers.ts'
import { HoursSources } from './sources/hours-sources.ts'
import { TrainingCountyController } from './training-county.controller.ts'
import { TrainingHoursController } from './training-hours.controller.ts'

/** Training: the ledger of hours, programmes and visits. */
@Module({
  imports: [CurriculumModule],
  controllers: [TrainingHoursController, TrainingCountyController],
  providers: [
    CertificateStore,
    Certificates,
    ClaimAppeals,
    ClaimDesk,
    ClaimReading,
    ClaimStore,
    CountyFigures,
    Cycles,
    HoursClaims,
    HoursPosting,
    HoursRules,
    HoursSources,
    TeacherHoursDesk,
    TrainingFiles,
    TrainingNotices,
    TrainingPapers,
  ],
  exports: [HoursClaims, HoursRules],
})
export class TrainingModule implements OnModuleInit {
  constructor(
    private readonly schedule: JobSchedule,
    private readonly sources: HoursSources,
  ) {}

  onModuleInit() {
    this.schedule.cron('training.claim-hours', '17 * * * *', async () => {
      await this.sources.gather()
    })
  }
}
