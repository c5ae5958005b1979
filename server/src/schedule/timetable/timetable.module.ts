import { Module } from '@nestjs/common'
import { CurriculumModule } from '../../curriculum/curriculum.module.ts'
import { CalendarModule } from '../calendar/calendar.module.ts'
import { CoursePlanModule } from '../course-plan/course-plan.module.ts'
import { PairingsModule } from '../pairings/pairings.module.ts'
import { SlotStore } from './slot-store.ts'
import { TimetableChanges } from './timetable-changes.ts'
import { TimetableCheck } from './timetable-check.ts'
import { TimetablePolicies } from './timetable-policies.ts'
import { TimetableReading } from './timetable-reading.ts'
import { TimetableSnapshots } from './timetable-snapshots.ts'
import { TimetableController } from './timetable.controller.ts'
import { TimetableExport } from './workbook/timetable-export.ts'
import { TimetableImport } from './workbook/timetable-import.ts'

/** 课表: weekly slots of every class, judged by the sixteen rules. */
@Module({
  imports: [CurriculumModule, CalendarModule, CoursePlanModule, PairingsModule],
  controllers: [TimetableController],
  providers: [
    SlotStore,
    TimetableChanges,
    TimetableCheck,
    TimetableExport,
    TimetableImport,
    TimetablePolicies,
    TimetableReading,
    TimetableSnapshots,
  ],
  exports: [SlotStore, TimetablePolicies, TimetableSnapshots],
})
export class TimetableModule {}
