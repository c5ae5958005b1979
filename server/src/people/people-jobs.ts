import { Injectable, type OnModuleInit } from '@nestjs/common'
import { JobSchedule } from '../platform/jobs/job-schedule.ts'
import { Throttle } from '../platform/throttle/throttle.ts'
import { EnrolmentService } from './enrolment.service.ts'
import { SessionService } from './session.service.ts'

/** What this module does without being asked. */
@Injectable()
export class PeopleJobs implements OnModuleInit {
  constructor(
    private readonly schedule: JobSchedule,
    private readonly sessions: SessionService,
    private readonly enrolments: EnrolmentService,
    private readonly throttle: Throttle,
  ) {}

  onModuleInit() {
    this.schedule.cron('sessions.clean-up', '20 3 * * *', () => this.sessions.cleanUp())
    this.schedule.cron('enrolments.clean-up', '*/10 * * * *', () => this.enrolments.cleanUp())
    this.schedule.cron('throttle.clean-up', '40 3 * * *', () => this.throttle.cleanUp())
  }
}
