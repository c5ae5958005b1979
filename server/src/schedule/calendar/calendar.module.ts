import { Module } from '@nestjs/common'
import { BellReading } from './bell-reading.ts'
import { CalendarReading } from './calendar-reading.ts'

/** School years, terms, holidays, swap days and bells. */
@Module({ providers: [BellReading, CalendarReading], exports: [BellReading, CalendarReading] })
export class CalendarModule {}
