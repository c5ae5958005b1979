import { Injectable, type OnModuleInit } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { Clock } from '../../platform/clock.ts'
import { Config } from '../../platform/config.ts'
import { Database } from '../../platform/database/database.ts'
import { dayIn } from '../../platform/day.rules.ts'
import { JobSchedule } from '../../platform/jobs/job-schedule.ts'
import { InjectLogger, type Logger } from '../../platform/logger.ts'
import { RecordingQueue } from '../film/recording-queue.ts'
import { ReplayPolicies } from '../replay-policies.ts'
import { deletionDay, usualTermEnd } from './retention.rules.ts'

const EVERY_MS = 2_000
const AT_ONCE = 20

interface Uploaded {
  id: string
  pieces: number
  startedAt: Date
}

/** All streams have said how many pieces they have, and so many are there; or nothing has come for too long. */
const UPLOADED = `
  select r.id, r.started_at as "startedAt",
         (select count(*)::int from recording_stream s join recording_piece p on p.stream_id = s.id
           where s.recording_id = r.id) as pieces
    from recording r
   where r.status = 'UPLOADING' and r.ended_at is not null
     and (not exists (
            select from recording_stream s where s.recording_id = r.id
               and s.pieces is distinct from (select count(*) from recording_piece p where p.stream_id = s.id))
          or (r.status_at < $1 and not exists (
            select from recording_stream s join recording_piece p on p.stream_id = s.id
             where s.recording_id = r.id and p.received_at >= $1)))
   order by r.status_at limit $2`

/** Stage archive: a recording whose pieces are all in the store is closed, and its film is asked for. */
@Injectable()
export class RecordingArchive implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly queue: RecordingQueue,
    private readonly policies: ReplayPolicies,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly schedule: JobSchedule,
    @InjectLogger() private readonly logger: Logger,
  ) {}

  onModuleInit() {
    this.schedule.tick('recordings.archive', EVERY_MS, () => this.pass())
  }

  async pass(): Promise<void> {
    const { archiveAfterMinutes } = await this.policies.today()
    const silentSince = new Date(this.clock.now().getTime() - archiveAfterMinutes * 60_000)
    const found = await this.database.rows<Uploaded>(UPLOADED, [silentSince, AT_ONCE])
    for (const one of found) await this.archive(one)
    await this.askForFilms()
  }

  private async archive({ id, pieces, startedAt }: Uploaded): Promise<void> {
    const policy = await this.policies.today()
    const termEnd = usualTermEnd(dayIn(this.config.timeZone, startedAt), policy)
    const deleteAfter = deletionDay(termEnd, policy)
    await this.database.transaction(async (tx) => {
      await tx.query(
        `update recording set status = $2, status_at = $3,
                delete_after = coalesce(delete_after, $4::date::timestamp at time zone $5)
          where id = $1 and status = 'UPLOADING'`,
        [id, pieces > 0 ? 'TRANSCODING' : 'FAILED', this.clock.now(), deleteAfter, this.config.timeZone],
      )
      if (pieces > 0) await this.queue.enqueueFilm(tx, id)
    })
    this.logger.info({ recordingId: id, pieces, deleteAfter }, 'A recording is archived')
  }

  /** Whoever else says that all pieces are there need not know of films. */
  private async askForFilms(): Promise<void> {
    const rows = await this.database.rows<{ id: string }>(
      `select r.id from recording r where r.status = 'TRANSCODING'
          and not exists (select from recording_job j where j.recording_id = r.id and j.kind = 'film'
                           and j.state in ('QUEUED', 'RUNNING')) limit $1`,
      [AT_ONCE],
    )
    for (const { id } of rows)
      await this.database.transaction((tx: EntityManager) => this.queue.enqueueFilm(tx, id))
  }
}
