import { Injectable } from '@nestjs/common'
import { Refusal } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { HoursClaims } from '../ledger/hours-claims.ts'
import { VisitPolicies } from './visit-policies.ts'
import { minutesOf } from './visit-policy.rules.ts'
import { VisitStore, type StoredVisit } from './visit-store.ts'

const DAY = 86_400_000

/** Hours of those who visit, once a visit. */
@Injectable()
export class VisitHours {
  constructor(
    private readonly database: Database,
    private readonly store: VisitStore,
    private readonly policies: VisitPolicies,
    private readonly claims: HoursClaims,
    private readonly clock: Clock,
  ) {}

  async claim(tx: EntityManager, visit: StoredVisit): Promise<void> {
    if (visit.claimedAt !== null) return
    const lessons = visit.record.lessons.length
    try {
      await this.claims.claim(tx, {
        source: 'visit',
        sourceId: visit.id,
        personId: visit.visitorId,
        category: 'sending',
        title: visit.orgName,
        minutes: minutesOf(lessons, await this.policies.today()),
        occurredOn: visit.record.day,
        evidence: { kind: 'visit', id: visit.id, facts: { lessons, school: visit.orgName } },
      })
    } catch (error) {
      // No rule of that day gives hours for visits: the visit stays what it is.
      if (!(error instanceof Refusal && error.code === 'hours.no_rule')) throw error
    }
    await tx.query('update visit set claimed_at = $2 where id = $1', [visit.id, this.clock.now()])
  }

  /** Visits whose record has had its time to grow. */
  async claimDue(): Promise<void> {
    const { claimAfterDays } = await this.policies.today()
    const before = new Date(this.clock.now().getTime() - claimAfterDays * DAY)
    const due = await this.database.rows<{ id: string }>(
      `select id from visit where claimed_at is null and state <> 'PLANNED' and done_at < $1 order by done_at`,
      [before],
    )
    for (const { id } of due)
      await this.database.transaction(async (tx) => {
        const visit = await this.store.lock(tx, id)
        if (visit) await this.claim(tx, visit)
      })
  }
}
