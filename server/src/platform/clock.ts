import { Injectable } from '@nestjs/common'
import { Config } from './config.ts'
import { dayIn } from './day.rules.ts'

/** The only source of time in rules and services: tests replace it, and only the server's clock counts. */
@Injectable()
export class Clock {
  constructor(private readonly config: Config) {}

  now(): Date {
    return new Date()
  }

  /** Today's calendar day in the county's time zone, `YYYY-MM-DD`. */
  today(): string {
    return dayIn(this.config.timeZone, this.now())
  }
}
