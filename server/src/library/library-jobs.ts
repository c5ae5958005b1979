import { Injectable, type OnModuleInit } from '@nestjs/common'
import { JobSchedule } from '../platform/jobs/job-schedule.ts'
import { StandingOrders } from './review/standing-orders.ts'

/** What this module does without being asked. */
@Injectable()
export class LibraryJobs implements OnModuleInit {
  constructor(
    private readonly schedule: JobSchedule,
    private readonly standing: StandingOrders,
  ) {}

  onModuleInit() {
    this.schedule.cron('library.expire-licences', '5 0 * * *', () => this.standing.expireLicences())
  }
}
