import { Module } from '@nestjs/common'
import { CurriculumModule } from '../curriculum/curriculum.module.ts'
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
import { HoursWatch } from './sources/hours-watch.ts'
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
    HoursWatch,
    TeacherHoursDesk,
    TrainingFiles,
    TrainingNotices,
    TrainingPapers,
  ],
  exports: [HoursClaims, HoursRules],
})
export class TrainingModule {}
