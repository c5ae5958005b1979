import { Module } from '@nestjs/common'
import { BellDesk } from './bell-desk.ts'
import { BellReading } from './bell-reading.ts'
import { CalendarController } from './calendar.controller.ts'
import { CalendarDesk } from './calendar-desk.ts'
import { CalendarReading } from './calendar-reading.ts'

/** School years, terms, holidays, swap days and bells. */
@Module({
  controllers: [CalendarController],
  providers: [BellDesk, BellReading, CalendarDesk, CalendarReading],
  exports: [BellReading, CalendarReading],
})
export class CalendarModule {}
