import { Module, type OnModuleInit } from '@nestjs/common'
import { CurriculumModule } from '../curriculum/curriculum.module.ts'
import { LessonsModule } from '../lessons/lessons.module.ts'
import { LibraryModule } from '../library/library.module.ts'
import { JobSchedule } from '../platform/jobs/job-schedule.ts'
import { CourseCards } from './course-cards.ts'
import { CourseChange } from './course-change.ts'
import { CourseClassesController } from './course-classes.controller.ts'
import { CourseClasses } from './course-classes.ts'
import { CourseContents } from './course-contents.ts'
import { CourseDesk } from './course-desk.ts'
import { CourseOutlines } from './course-outlines.ts'
import { CoursePolicies } from './course-policies.ts'
import { CourseProgress } from './course-progress.ts'
import { CourseQuestions } from './course-questions.ts'
import { CourseReading } from './course-reading.ts'
import { CourseStore } from './course-store.ts'
import { CoursesController } from './courses.controller.ts'

/** 名校网络课堂: courses that a strong school gives to classes of many schools. */
@Module({
  imports: [CurriculumModule, LibraryModule, LessonsModule],
  controllers: [CoursesController, CourseClassesController],
  providers: [
    CourseCards,
    CourseChange,
    CourseClasses,
    CourseContents,
    CourseDesk,
    CourseOutlines,
    CoursePolicies,
    CourseProgress,
    CourseQuestions,
    CourseReading,
    CourseStore,
  ],
})
export class CoursesModule implements OnModuleInit {
  constructor(
    private readonly schedule: JobSchedule,
    private readonly desk: CourseDesk,
  ) {}

  onModuleInit() {
    this.schedule.cron('courses.start-due', '5 * * * *', () => this.desk.startDue())
  }
}
