import { Injectable, type OnModuleInit } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { Audit, SYSTEM } from '../../platform/audit/audit.service.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { JobSchedule } from '../../platform/jobs/job-schedule.ts'

const EVERY_MS = 2_000

/** A class that is in recording `r` and has not said, by its newest word, that it may be recorded. */
const UNAGREED = `exists (
  select from recording_stream s join lesson_leg g on s.identity in ('leg:' || g.id, 'assistant:' || g.id)
   where s.recording_id = r.id and (select c.answer from class_recording_consent c where c.class_id = g.class_id
     order by c.at desc limit 1) is distinct from 'GIVEN')`

/**
 * Domain §4.2: a recording is shared wider than the pair only with the word of every class in it, and one whose class takes
 * its word back is the pair's again.
 */
@Injectable()
export class RecordingConsent implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly audit: Audit,
    private readonly clock: Clock,
    private readonly schedule: JobSchedule,
  ) {}

  onModuleInit() {
    this.schedule.tick('recordings.consent', EVERY_MS, () => this.pass())
  }

  async isGiven(tx: EntityManager, id: string): Promise<boolean> {
    const rows = await this.database.rows(
      `select 1 from recording r where r.id = $1 and not ${UNAGREED}`,
      [id],
      tx,
    )
    return rows.length > 0
  }

  /** Brings back what was shared without the word of a class. */
  async pass(): Promise<void> {
    await this.database.transaction(async (tx) => {
      const found = await this.database.rows<{ id: string; scope: string }>(
        `select r.id, r.scope from recording r
          where r.scope <> 'pair' and r.status in ('SCHOOL_SHARED', 'CITY_SHARED') and ${UNAGREED} for update of r`,
        [],
        tx,
      )
      for (const { id, scope } of found) {
        await tx.query(
          `update recording set scope = 'pair', status = 'READY', status_at = $2 where id = $1`,
          [id, this.clock.now()],
        )
        const detail = { from: scope, to: 'pair', by: 'consent' }
        await this.audit.write(
          { actor: SYSTEM, action: 'recording.shared', target: `recording:${id}`, detail },
          tx,
        )
      }
    })
  }
}
