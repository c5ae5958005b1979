import { Injectable, type OnModuleInit } from '@nestjs/common'
import { Database } from '../../platform/database/database.ts'
import { JobSchedule } from '../../platform/jobs/job-schedule.ts'
import { Clock } from '../../platform/clock.ts'

/** An agreement that was ended, as far as lessons planned under it are concerned. */
export interface EndedPairing {
  readonly id: string
  readonly lectureClassId: string
  readonly listeningClassId: string
  readonly startsOn: string
  readonly endsOn: string
  readonly endedBy: { readonly id: string; readonly name: string }
}

type CallOff = (ended: EndedPairing) => Promise<void>

const ROUND_MS = 10_000

/**
 * Ending an agreement calls off the lessons to come, which live in a room above this one: it registers how. The end itself
 * never waits for that; what a crash left undone is done by the next round.
 */
@Injectable()
export class EndedPairings implements OnModuleInit {
  private readonly callOffs: CallOff[] = []

  constructor(
    private readonly database: Database,
    private readonly schedule: JobSchedule,
    private readonly clock: Clock,
  ) {}

  onModuleInit() {
    this.schedule.tick('pairings.call-off', ROUND_MS, () => this.round())
  }

  /** @param callOff called at least once for each; doing it twice must be harmless */
  onEnd(callOff: CallOff): void {
    this.callOffs.push(callOff)
  }

  private async round(): Promise<void> {
    const ended = await this.database.rows<EndedPairing>(
      `select p.id, p.lecture_class_id as "lectureClassId", p.listening_class_id as "listeningClassId",
              t.starts_on as "startsOn", t.ends_on as "endsOn",
              jsonb_build_object('id', e.id, 'name', e.name) as "endedBy"
         from pairing p join term t on t.id = p.term_id join person e on e.id = p.ended_by
        where p.state = 'CANCELLED' and p.lessons_revoked_at is null and p.lecture_class_id is not null
        order by p.ended_at limit 20`,
    )
    for (const pairing of ended) {
      for (const callOff of this.callOffs) await callOff(pairing)
      await this.database.rows('update pairing set lessons_revoked_at = $2 where id = $1', [
        pairing.id,
        this.clock.now(),
      ])
    }
  }
}
