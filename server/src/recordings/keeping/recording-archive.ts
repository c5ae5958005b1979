import { Injectable, type OnModuleInit } from '@nestjs/common'
import { Config } from '../../platform/config.ts'
import { Database } from '../../platform/database/database.ts'
import { dayIn } from '../../platform/day.rules.ts'
import { JobSchedule } from '../../platform/jobs/job-schedule.ts'
import { InjectLogger, type Logger } from '../../platform/logger.ts'
import { CalendarReading } from '../../schedule/calendar/calendar-reading.ts'
import { RecordingQueue } from '../film/recording-queue.ts'
import { ReplayPolicies } from '../replay-policies.ts'
import { deletionDay, termEndOf } from './retention.rules.ts'

const EVERY_MS = 2_000
const AT_ONCE = 20

interface Delivered {
  id: string
  startedAt: Date
}

/** All pieces are in the store, and nobody has asked for the film yet; or pieces have come since it was made. */
const DELIVERED = `
  select r.id, r.started_at as "startedAt" from recording r
   where r.status = 'TRANSCODING' and not exists (
     select from recording_job j where j.recording_id = r.id and j.kind = 'film' and j.state in ('QUEUED', 'RUNNING'))
   order by r.status_at limit $1`

/** Stage archive: a recording whose pieces are all in the store gets the day of its end, and its film is asked for. */
@Injectable()
export class RecordingArchive implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly queue: RecordingQueue,
    private readonly policies: ReplayPolicies,
    private readonly calendar: CalendarReading,
    private readonly config: Config,
    private readonly schedule: JobSchedule,
    @InjectLogger() private readonly logger: Logger,
  ) {}

  onModuleInit() {
    this.schedule.tick('recordings.archive', EVERY_MS, () => this.pass())
  }

  async pass(): Promise<void> {
    const found = await this.database.rows<Delivered>(DELIVERED, [AT_ONCE])
    for (const one of found) await this.archive(one)
  }

  private async archive({ id, startedAt }: Delivered): Promise<void> {
    const policy = await this.policies.today()
    const { terms } = await this.calendar.load()
    const termEnd = termEndOf(terms, dayIn(this.config.timeZone, startedAt), policy)
    const deleteAfter = deletionDay(termEnd, policy)
    await this.database.transaction(async (tx) => {
      await tx.query(
        `update recording set delete_after = coalesce(delete_after, $2::date::timestamp at time zone $3) where id = $1`,
        [id, deleteAfter, this.config.timeZone],
      )
      await this.queue.enqueueFilm(tx, id)
    })
    this.logger.info({ recordingId: id, deleteAfter }, 'A recording is archived')
  }
}
