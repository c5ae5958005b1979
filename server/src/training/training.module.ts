import { Module } from '@nestjs/common'
import { CurriculumModule } from '../curriculum/curriculum.module.ts'
import { HoursClaims } from './ledger/hours-claims.ts'
import { HoursRules } from './ledger/hours-rules.ts'

/** Training: the ledger of hours, programmes and visits. */
@Module({
  imports: [CurriculumModule],
  providers: [HoursClaims, HoursRules],
  exports: [HoursClaims, HoursRules],
})
export class TrainingModule {}
