import { Module } from '@nestjs/common'
import { CurriculumModule } from '../../curriculum/curriculum.module.ts'
import { CoursePlanController } from './course-plan.controller.ts'
import { CoursePlanDesk } from './course-plan-desk.ts'
import { CoursePlanReading } from './course-plan-reading.ts'
import { CoursePlanStore } from './course-plan-store.ts'
import { CoursePlanViews } from './course-plan-views.ts'
import { PlanPolicies } from './plan-policies.ts'

/** Course plans (课程设置方案): how many periods a week each grade has in each subject. */
@Module({
  imports: [CurriculumModule],
  controllers: [CoursePlanController],
  providers: [CoursePlanDesk, CoursePlanReading, CoursePlanStore, CoursePlanViews, PlanPolicies],
  exports: [CoursePlanReading, PlanPolicies],
})
export class CoursePlanModule {}
