import { Module, type OnModuleInit } from '@nestjs/common'
import { JobSchedule } from '../../platform/jobs/job-schedule.ts'
import { CalendarModule } from '../../schedule/calendar/calendar.module.ts'
import { PairingsModule } from '../../schedule/pairings/pairings.module.ts'
import { TimetableModule } from '../../schedule/timetable/timetable.module.ts'
import { LessonsModule } from '../lessons.module.ts'
import { ExchangePartners } from './exchange-partners.ts'
import { GenerationController } from './generation.controller.ts'
import { LessonChanges } from './lesson-changes.ts'
import { LessonGeneration } from './lesson-generation.ts'
import { StaleLessons } from './stale-lessons.ts'

/** Lessons from the timetable, and what becomes of them before they are held. */
@Module({
  imports: [LessonsModule, CalendarModule, PairingsModule, TimetableModule],
  controllers: [GenerationController],
  providers: [ExchangePartners, LessonChanges, LessonGeneration, StaleLessons],
})
export class GenerationModule implements OnModuleInit {
  constructor(
    private readonly schedule: JobSchedule,
    private readonly generation: LessonGeneration,
  ) {}

  onModuleInit() {
    this.schedule.cron('lessons.generate', '40 2 * * *', () => this.generation.runAll())
  }
}
