import { CalendarModule } from './calendar/calendar.module.ts'
import { CoursePlanModule } from './course-plan/course-plan.module.ts'
import { PairingsModule } from './pairings/pairings.module.ts'
import { TimetableModule } from './timetable/timetable.module.ts'

/** What a school plans its weeks with, one module a subject. */
export const SCHEDULE_MODULES = [CalendarModule, CoursePlanModule, PairingsModule, TimetableModule]
