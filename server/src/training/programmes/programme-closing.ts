import { Injectable } from '@nestjs/common'
import { Refusal, type HoursCategory, type ProgrammeType } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { Clock } from '../../platform/clock.ts'
import { HoursClaims, type NewClaim } from '../ledger/hours-claims.ts'
import { AssessmentSheet } from './assessment-sheet.ts'
import type { ProgrammeEdit } from './programme-change.ts'

/** How the teacher's file divides what programmes give. */
const CATEGORY: Record<ProgrammeType, HoursCategory> = {
  central: 'concentrated',
  online: 'online',
  school_based: 'school_based',
  send_teaching: 'sending',
  shadowing: 'shadowing',
  workshop: 'workshop',
  joint_research: 'research',
}
const MINUTES_PER_HOUR = 45

/** What follows from a closing: how it stood for everybody stays, and whoever passed claims the hours, once. */
@Injectable()
export class ProgrammeClosing {
  constructor(
    private readonly sheet: AssessmentSheet,
    private readonly claims: HoursClaims,
    private readonly clock: Clock,
  ) {}

  /** @returns how many people claim hours */
  async claim({ tx, programme, now }: ProgrammeEdit): Promise<number> {
    const today = this.clock.today()
    const occurredOn = programme.endsOn < today ? programme.endsOn : today
    const rows = await this.sheet.rows(programme, tx)
    for (const { personId, orgId, isRural, isPrincipal, passed, override, assessment } of rows) {
      const { counted, sessions, tests, testsPassed } = assessment
      await tx.query(
        `insert into programme_result (programme_id, person_id, org_id, is_rural, is_principal, passed, by_override,
           counted, sessions, minutes, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
        [
          programme.id,
          personId,
          orgId,
          isRural,
          isPrincipal,
          passed,
          override !== null,
          counted,
          sessions,
          passed ? Math.round(programme.hours * 60) : 0,
          now,
        ],
      )
      if (!passed) continue
      await this.claimOne(tx, {
        source: 'programme',
        sourceId: programme.id,
        personId,
        category: CATEGORY[programme.type],
        title: programme.title,
        minutes: programme.hours * MINUTES_PER_HOUR,
        tenths: Math.round(programme.hours * 10),
        occurredOn,
        evidence: { kind: 'programme', id: programme.id, facts: { counted, sessions, tests, testsPassed } },
      })
    }
    return rows.filter(({ passed }) => passed).length
  }
  /** Whoever claimed everything in it before, by lessons and videos of their own, passed all the same. */
  private async claimOne(tx: EntityManager, claim: NewClaim): Promise<void> {
    try {
      await tx.transaction((inner) => this.claims.claim(inner, claim))
    } catch (error) {
      if (!(error instanceof Refusal && error.code === 'hours.twice')) throw error
    }
  }
}
