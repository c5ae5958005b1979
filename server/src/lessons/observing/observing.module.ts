import { Module } from '@nestjs/common'
import { CurriculumModule } from '../../curriculum/curriculum.module.ts'
import { LessonsModule } from '../lessons.module.ts'
import { LessonNotes } from './lesson-notes.ts'
import { LessonObservers } from './lesson-observers.ts'
import { MasterLessons } from './master-lessons.ts'
import { ObservingController } from './observing.controller.ts'
import { ObservingPolicies } from './observing-policies.ts'

/** 名师课堂: teachers who come and watch, and what they write for themselves. */
@Module({
  imports: [CurriculumModule, LessonsModule],
  controllers: [ObservingController],
  providers: [LessonNotes, LessonObservers, MasterLessons, ObservingPolicies],
  exports: [LessonNotes],
})
export class ObservingModule {}
