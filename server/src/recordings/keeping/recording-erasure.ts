import { Injectable, type OnModuleInit } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { Audit, SYSTEM } from '../../platform/audit/audit.service.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { JobSchedule } from '../../platform/jobs/job-schedule.ts'
import { InjectLogger, type Logger } from '../../platform/logger.ts'

/** Chosen as 优课: what is online in the library and was made from it keeps the recording. */
const CHOSEN = `exists (
  select from resource_lineage l join resource x on x.id = l.resource_id
   where l.kind = 'recording' and l.source_id = r.id and x.type = 'excellent_lesson' and x.standing = 'ONLINE')`

/** Ends recordings whose time is over (domain §5.3 P6). The bytes go with the next collection of the store, within a day. */
@Injectable()
export class RecordingErasure implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly audit: Audit,
    private readonly clock: Clock,
    private readonly schedule: JobSchedule,
    @InjectLogger() private readonly logger: Logger,
  ) {}

  onModuleInit() {
    this.schedule.cron('recordings.erase', '40 1 * * *', async () => void (await this.pass()))
  }

  /** @returns how many went */
  async pass(): Promise<number> {
    const due = await this.database.rows<{ id: string }>(
      `select r.id from recording r where r.delete_after <= $1 and not r.hold and r.status <> 'DELETED'
          and r.status not in ('REQUESTED', 'RECORDING', 'UPLOADING', 'TRANSCODING') and not ${CHOSEN} order by r.delete_after`,
      [this.clock.now()],
    )
    let count = 0
    for (const { id } of due)
      await this.database.transaction(async (tx) => {
        if (!(await this.erase(tx, id))) return
        await this.audit.write(
          {
            actor: SYSTEM,
            action: 'recording.deleted',
            target: `recording:${id}`,
            detail: { by: 'retention' },
          },
          tx,
        )
        count += 1
      })
    if (count > 0) this.logger.info({ count }, 'Recordings were deleted, their time was over')
    return count
  }

  /** All of it but its row and the log of who looked at it. @returns false when it is held, or gone already */
  async erase(tx: EntityManager, id: string): Promise<boolean> {
    const now = this.clock.now()
    const step = async (to: string, from: readonly string[]) => {
      const [rows] = (await tx.query(
        `update recording set status = $2, status_at = $3 where id = $1 and not hold and status = any($4) returning id`,
        [id, to, now, from],
      )) as [unknown[], number]
      return rows.length > 0
    }
    await step('RETIRED', ['READY', 'SCHOOL_SHARED', 'CITY_SHARED'])
    if (!(await step('DELETED', ['RETIRED', 'FAILED', 'LOCAL_COPY_EXPECTED']))) return false
    await tx.query('delete from recording_film where recording_id = $1', [id])
    await tx.query('delete from recording_job where recording_id = $1', [id])
    await tx.query('delete from recording_stream where recording_id = $1', [id])
    return true
  }
}
