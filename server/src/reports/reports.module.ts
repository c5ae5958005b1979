import { Module } from '@nestjs/common'
import { CurriculumModule } from '../curriculum/curriculum.module.ts'
import { PairingsModule } from '../schedule/pairings/pairings.module.ts'
import { MonthNumbers } from './month-numbers.ts'
import { MonthlyReports } from './monthly-reports.ts'
import { PairingProgress } from './pairing-progress.ts'
import { ReportStore } from './report-store.ts'
import { ReportsController } from './reports.controller.ts'

/** Numbers that the bureau and schools are told by. */
@Module({
  imports: [CurriculumModule, PairingsModule],
  controllers: [ReportsController],
  providers: [MonthNumbers, MonthlyReports, PairingProgress, ReportStore],
})
export class ReportsModule {}
