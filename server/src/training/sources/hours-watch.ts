import { Injectable, type OnModuleInit } from '@nestjs/common'
import { Notices } from '../../platform/database/notices.ts'
import { JobSchedule } from '../../platform/jobs/job-schedule.ts'
import { InjectLogger, type Logger } from '../../platform/logger.ts'
import { SESSION_CLOSED } from '../../research/sessions/session-notice.ts'
import { HoursSources } from './hours-sources.ts'

/** When hours are claimed: each hour, and at once when a session was closed. What a lost notice leaves, the hour brings. */
@Injectable()
export class HoursWatch implements OnModuleInit {
  constructor(
    private readonly schedule: JobSchedule,
    private readonly notices: Notices,
    private readonly sources: HoursSources,
    @InjectLogger() private readonly logger: Logger,
  ) {}

  onModuleInit() {
    this.schedule.cron('training.claim-hours', '17 * * * *', async () => {
      await this.sources.gather()
    })
    this.schedule.loop('training.claim-closed', (stopping) => this.follow(stopping))
  }

  private async follow(stopping: AbortSignal): Promise<void> {
    let news = Promise.withResolvers<void>()
    const wake = () => news.resolve()
    stopping.addEventListener('abort', wake, { once: true })
    const leave = this.notices.subscribe(SESSION_CLOSED, wake)
    while (!stopping.aborted) {
      await news.promise
      // Anew before the work: what is closed meanwhile is gathered once more.
      news = Promise.withResolvers<void>()
      if (stopping.aborted) break
      await this.sources
        .gather()
        .catch((error: unknown) => this.logger.warn({ err: error }, 'Hours of a closed session wait'))
    }
    leave()
  }
}
