import type { DatabasePart } from '../platform/database/database-part.ts'
import {
  BellRow,
  BellScheduleRow,
  DaySpanRow,
  SchoolYearRow,
  SwapDayRow,
  TermRow,
} from './calendar/calendar.entity.ts'
import { CoursePlanRow, PlanHoursRow, PlanShareRow } from './course-plan/course-plan.entity.ts'
import { CreateCalendar1765000000011 } from './migrations/create-calendar.ts'
import { CreatePairings1765000000012 } from './migrations/create-pairings.ts'
import { AddDeviceMove1766000000112 } from './migrations/add-device-move.ts'
import { CreateTimetable1765000000021 } from './migrations/create-timetable.ts'
import { PairingRow } from './pairings/pairing.entity.ts'
import { TimetableSlotRow } from './timetable/timetable-slot.entity.ts'

export const scheduleDatabase: DatabasePart = {
  entities: [
    SchoolYearRow,
    TermRow,
    DaySpanRow,
    SwapDayRow,
    BellScheduleRow,
    BellRow,
    CoursePlanRow,
    PlanHoursRow,
    PlanShareRow,
    PairingRow,
    TimetableSlotRow,
  ],
  migrations: [
    CreateCalendar1765000000011,
    CreatePairings1765000000012,
    CreateTimetable1765000000021,
    AddDeviceMove1766000000112,
  ],
}
