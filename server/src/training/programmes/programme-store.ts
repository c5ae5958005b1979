import { Injectable } from '@nestjs/common'
import { Refusal, type EnrolmentState, type ProgrammeSessionKind, type ProgrammeType } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { Database } from '../../platform/database/database.ts'
import type { ProgrammeFacts } from './programme-access.rules.ts'
import type { AssessmentRule } from './assessment.rules.ts'
import type { Places } from './places.rules.ts'

/** A programme as the rules need it, with what its page says of it. */
export interface StoredProgramme extends ProgrammeFacts, AssessmentRule, Places {
  readonly orgId: string
  readonly title: string
  readonly hours: number
  readonly type: ProgrammeType
  readonly audience: 'everybody' | 'teachers' | 'rural_teachers' | 'principals'
  readonly endsOn: string
  readonly cancelledReason: string | null
  readonly sessions: number
  readonly revision: number
}

export interface StoredSession {
  readonly id: string
  readonly programmeId: string
  readonly kind: ProgrammeSessionKind
  readonly title: string
  readonly startsAt: Date
  readonly endsAt: Date
  readonly place: string
  readonly hostOrgId: string | null
  readonly hostPath: string | null
  readonly days: number | null
}

export interface StoredEnrolment {
  readonly personId: string
  readonly orgId: string
  readonly orgPath: string
  readonly isRural: boolean
  readonly isPrincipal: boolean
  readonly state: EnrolmentState
  readonly reason: string | null
}

const PROGRAMME = `
  select p.id, p.org_id as "orgId", o.path as "orgPath", p.author_id as "authorId", p.state, p.revision, p.title, p.hours,
         p.type, p.audience, p.places, p.rural_places as "ruralPlaces", p.ends_on::text as "endsOn",
         p.attend_percent as "attendPercent", p.needs_tests as "needsTests", p.needs_work as "needsWork",
         p.cancelled_reason as "cancelledReason",
         array(select person_id from programme_trainer where programme_id = p.id order by position) as "trainerIds",
         (select count(*)::int from programme_session where programme_id = p.id) as sessions,
         (select count(*)::int from programme_enrolment where programme_id = p.id and state = 'APPROVED') as taken,
         (select count(*)::int from programme_enrolment where programme_id = p.id and state = 'APPROVED' and is_rural)
           as "ruralTaken"
    from training_programme p join organization o on o.id = p.org_id`

const SESSION = `
  select s.id, s.programme_id as "programmeId", s.kind, s.title, s.starts_at as "startsAt", s.ends_at as "endsAt", s.place,
         s.host_org_id as "hostOrgId", h.path as "hostPath", s.days
    from programme_session s left join organization h on h.id = s.host_org_id`

const ENROLMENT = `
  select e.person_id as "personId", e.org_id as "orgId", o.path as "orgPath", e.is_rural as "isRural",
         e.is_principal as "isPrincipal", e.state, e.reason
    from programme_enrolment e join organization o on o.id = e.org_id`

/** Rows of programmes. */
@Injectable()
export class ProgrammeStore {
  constructor(private readonly database: Database) {}

  /** @throws Refusal not_found */
  async read(id: string, tx: EntityManager = this.database.manager): Promise<StoredProgramme> {
    const [row] = await this.database.rows<StoredProgramme>(`${PROGRAMME} where p.id = $1`, [id], tx)
    if (!row) throw new Refusal('not_found')
    return row
  }

  /** Locked until the transaction ends; what is counted is counted after that. */
  async lock(tx: EntityManager, id: string): Promise<StoredProgramme> {
    await this.database.rows('select from training_programme where id = $1 for update', [id], tx)
    return this.read(id, tx)
  }

  /** @throws Refusal not_found */
  async session(id: string, tx: EntityManager = this.database.manager): Promise<StoredSession> {
    const [row] = await this.database.rows<StoredSession>(`${SESSION} where s.id = $1`, [id], tx)
    if (!row) throw new Refusal('not_found')
    return row
  }

  async enrolment(
    programmeId: string,
    personId: string,
    tx: EntityManager = this.database.manager,
  ): Promise<StoredEnrolment | undefined> {
    const [row] = await this.database.rows<StoredEnrolment>(
      `${ENROLMENT} where e.programme_id = $1 and e.person_id = $2`,
      [programmeId, personId],
      tx,
    )
    return row
  }

  /** In the order in which the school approved them. */
  waiting(programmeId: string, tx: EntityManager): Promise<StoredEnrolment[]> {
    return this.database.rows<StoredEnrolment>(
      `${ENROLMENT} where e.programme_id = $1 and e.state = 'WAITING' order by e.decided_at, e.person_id`,
      [programmeId],
      tx,
    )
  }
}
