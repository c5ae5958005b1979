import { Injectable, type OnModuleInit } from '@nestjs/common'
import type { RecordingStatus } from '@tongke/contract'
import { PolicyRules } from '../curriculum/policy-rules.ts'
import { Clock } from '../platform/clock.ts'
import { Database } from '../platform/database/database.ts'
import { JobSchedule } from '../platform/jobs/job-schedule.ts'
import { InjectLogger, type Logger } from '../platform/logger.ts'
import { isLocalCopyExpected, LOCAL_COPY_POLICY_DEFAULTS } from './local-copy.rules.ts'

const EVERY_MS = 2_000
/** Pieces of a stream that has not ended may be on their way for so long after the last one. */
const QUIET_MS = 60_000
/** A node that was killed brings what it has when it is back. */
const PATIENCE_MS = 10 * 60_000

interface Missing {
  id: string
  lessonId: string
  status: RecordingStatus
  endedAt: Date | null
  streams: number
}

/** Brings recordings in line with the logs of their lessons and with the pieces that came. */
@Injectable()
export class RecordingUpkeep implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly rules: PolicyRules,
    private readonly clock: Clock,
    private readonly schedule: JobSchedule,
    @InjectLogger() private readonly logger: Logger,
  ) {}

  onModuleInit() {
    this.schedule.tick('recordings.upkeep', EVERY_MS, () => this.pass())
  }

  async pass(): Promise<void> {
    const now = this.clock.now()
    await this.database.rows(BEGIN, [now])
    await this.database.rows(END, [now])
    const gone = await this.database.rows<{ lesson_id: string; status: string }>(DELIVERED, [
      now,
      new Date(now.getTime() - QUIET_MS),
      new Date(now.getTime() - PATIENCE_MS),
    ])
    for (const { lesson_id: lessonId, status } of gone)
      this.logger.info({ lessonId, status }, 'A recording has changed its state')
    await this.expectCopies(now)
  }

  /** What never came from its node is asked for at the school. */
  private async expectCopies(now: Date): Promise<void> {
    const missing = await this.database.rows<Missing>(MISSING)
    if (missing.length === 0) return
    const policy = { ...LOCAL_COPY_POLICY_DEFAULTS, ...(await this.rules.of('recording')) }
    for (const { id, lessonId, endedAt, ...facts } of missing) {
      const recording = { ...facts, endedAt: endedAt?.getTime() ?? null }
      if (!isLocalCopyExpected(recording, policy, now.getTime())) continue
      await this.database.rows(EXPECT_COPY, [id, now])
      this.logger.warn({ lessonId }, 'No piece of a recording came, a local copy is expected')
    }
  }
}

/** A lesson that is recorded by its log has a recording, also before its first piece. */
const BEGIN = `
  insert into recording (id, lesson_id, status, started_at, status_at)
  select gen_random_uuid(), l.id, 'RECORDING', min(e.at), $1
    from lesson l join lesson_event e on e.lesson_id = l.id and e.kind = 'recording_started'
   where l.status in ('LIVE', 'INTERRUPTED') and not exists (select from recording r where r.lesson_id = l.id)
   group by l.id
  on conflict (lesson_id) do nothing`

/** The room has closed. */
const END = `
  update recording r set status = 'UPLOADING', ended_at = greatest(l.ended_at, r.started_at), status_at = $1
    from lesson l where l.id = r.lesson_id and r.status = 'RECORDING' and l.ended_at is not null`

/**
 * Every stream has all its pieces, or nobody brings more; without any piece it failed. $2: nothing came since; $3: nobody
 * waits for streams without an end any longer.
 */
const DELIVERED = `
  with facts as (
    select r.id, r.ended_at, r.status_at, count(s.id) as streams,
           bool_and(s.pieces is not null and s.pieces <=
             (select count(*) from recording_piece p where p.stream_id = s.id)) as whole,
           max((select max(p.received_at) from recording_piece p where p.stream_id = s.id)) as last
      from recording r left join recording_stream s on s.recording_id = r.id
     where r.status = 'UPLOADING' group by r.id
  ), next as (
    select id, case when streams = 0 then 'FAILED' else 'TRANSCODING' end as status from facts
     where (streams > 0 and whole and last < $1::timestamptz - interval '3 seconds')
        or (greatest(last, status_at) < $3)
        or (streams = 0 and status_at < $2)
  )
  update recording r set status = next.status, status_at = $1 from next where r.id = next.id
  returning r.lesson_id, r.status`

const MISSING = `
  select r.id, r.lesson_id as "lessonId", r.status, r.ended_at as "endedAt",
         (select count(*)::int from recording_stream s where s.recording_id = r.id) as streams
    from recording r where r.status = 'FAILED'`

/** A piece that comes in this very moment takes it out of `FAILED` first. */
const EXPECT_COPY = `update recording set status = 'LOCAL_COPY_EXPECTED', status_at = $2 where id = $1 and status = 'FAILED'`
