import { Module } from '@nestjs/common'
import { CurriculumModule } from '../../curriculum/curriculum.module.ts'
import { CoursePlanReading } from './course-plan-reading.ts'
import { PlanPolicies } from './plan-policies.ts'

/** Course plans (课程设置方案): how many periods a week each grade has in each subject. */
@Module({
  imports: [CurriculumModule],
  providers: [CoursePlanReading, PlanPolicies],
  exports: [CoursePlanReading, PlanPolicies],
})
export class CoursePlanModule {}
