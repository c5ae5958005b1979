import { Injectable, type OnModuleInit } from '@nestjs/common'
import { JobSchedule } from '../platform/jobs/job-schedule.ts'
import { Popularity } from './find/popularity.ts'
import { StandingOrders } from './review/standing-orders.ts'

const POPULARITY_EVERY_MS = 10 * 60_000

/** What this module does without being asked. */
@Injectable()
export class LibraryJobs implements OnModuleInit {
  constructor(
    private readonly schedule: JobSchedule,
    private readonly standing: StandingOrders,
    private readonly popularity: Popularity,
  ) {}

  onModuleInit() {
    this.schedule.tick('library.popularity', POPULARITY_EVERY_MS, () => this.popularity.recount())
    this.schedule.cron('library.expire-licences', '5 0 * * *', () => this.standing.expireLicences())
  }
}
