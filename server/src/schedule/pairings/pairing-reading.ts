import { Injectable } from '@nestjs/common'
import type { EndpointRequest, EndpointResponse, Subject, getPairingCover } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { Config } from '../../platform/config.ts'
import { dayIn } from '../../platform/day.rules.ts'
import { Database } from '../../platform/database/database.ts'
import { covers, type PairingScope } from './pairing-coverage.rules.ts'

/** An agreement between two classes of the county, as planning needs it. */
export interface PlannedPairing extends PairingScope {
  readonly id: string
  readonly termId: string
  readonly lectureClassId: string
  readonly listeningClassId: string
  readonly subjects: readonly Subject[]
}

const PLANNED = `
  select p.id, p.term_id as "termId", p.lecture_class_id as "lectureClassId",
         p.listening_class_id as "listeningClassId", p.subjects, p.state, t.starts_on as "startsOn", t.ends_on as "endsOn"
    from pairing p join term t on t.id = p.term_id`

/** Reads agreements for whoever plans lessons; who may look at them is for its caller. */
@Injectable()
export class PairingReading {
  constructor(
    private readonly database: Database,
    private readonly config: Config,
  ) {}

  /** The agreement in force between two classes on a day, whatever subjects it names. Null: there is none. */
  async activePairing(
    listeningClassId: string,
    lectureClassId: string,
    day: string,
    tx: EntityManager = this.database.manager,
  ): Promise<PlannedPairing | null> {
    const [row] = await this.database.rows<PlannedPairing>(
      `${PLANNED} where p.state = 'ACTIVE' and p.listening_class_id = $1 and p.lecture_class_id = $2
          and $3::date between t.starts_on and t.ends_on`,
      [listeningClassId, lectureClassId, day],
      tx,
    )
    return row ?? null
  }

  /** All agreements in force in a term between classes of the county. */
  activeIn(termId: string, tx: EntityManager = this.database.manager): Promise<PlannedPairing[]> {
    return this.database.rows<PlannedPairing>(
      `${PLANNED} where p.state = 'ACTIVE' and p.term_id = $1 and p.lecture_class_id is not null`,
      [termId],
      tx,
    )
  }

  /** Whether a lesson stands on an agreement, for whoever is about to plan it by hand. */
  async cover({
    lectureClassId,
    listeningClassId,
    subject,
    at,
  }: EndpointRequest<typeof getPairingCover>['query']): Promise<EndpointResponse<typeof getPairingCover>> {
    const day = dayIn(this.config.timeZone, new Date(at))
    const pairing = await this.activePairing(listeningClassId, lectureClassId, day)
    return { covered: pairing !== null && covers(pairing, subject, day), pairingId: pairing?.id ?? null }
  }
}
