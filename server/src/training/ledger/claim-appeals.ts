import { Injectable } from '@nestjs/common'
import { Refusal, type ClaimTrigger, type HoursClaimDetail } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Audit } from '../../platform/audit/audit.service.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { mayInTraining } from '../training-access.rules.ts'
import { ClaimReading } from './claim-reading.ts'
import { ClaimStore, type StoredClaim } from './claim-store.ts'
import { fireClaim } from './claim-transitions.rules.ts'
import { HoursPosting } from './hours-posting.ts'

/** What is decided about one claim by itself: an appeal, and a correction of what was posted. */
@Injectable()
export class ClaimAppeals {
  constructor(
    private readonly database: Database,
    private readonly store: ClaimStore,
    private readonly reading: ClaimReading,
    private readonly posting: HoursPosting,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async appeal(who: PersonPrincipal, id: string, text: string): Promise<HoursClaimDetail> {
    await this.reading.read(who, id)
    await this.database.transaction(async (tx) => {
      await this.step(tx, who, await this.store.lockOne(tx, id), 'appeal', text)
    })
    return this.reading.read(who, id)
  }

  async decide(
    who: PersonPrincipal,
    id: string,
    { decision, reason }: { decision: 'uphold' | 'dismiss'; reason: string },
  ): Promise<HoursClaimDetail> {
    await this.reading.read(who, id)
    await this.database.transaction(async (tx) => {
      const claim = await this.store.lockOne(tx, id)
      await this.step(tx, who, claim, decision, reason)
      if (decision === 'uphold') await this.posting.post(tx, [claim], who.id)
    })
    return this.reading.read(who, id)
  }

  async correct(
    who: PersonPrincipal,
    entryId: string,
    { reason, tenths }: { reason: string; tenths: number | null },
  ): Promise<HoursClaimDetail> {
    const entry = await this.posting.entry(entryId)
    await this.reading.read(who, entry.claimId)
    if (who.id === entry.personId) throw new Refusal('hours.own')
    if (!mayInTraining(who, 'confirm', entry.orgPath)) throw new Refusal('auth.forbidden')
    await this.database.transaction(async (tx) => {
      await this.posting.reverse(tx, { id: entryId, reason, tenths, byId: who.id })
      const detail = { entryId, was: entry.tenths, tenths, reason }
      await this.audit.write(
        { actor: who, action: 'hours.corrected', target: `hours_claim:${entry.claimId}`, detail },
        tx,
      )
    })
    return this.reading.read(who, entry.claimId)
  }

  /** @throws Refusal what the rules say */
  private async step(
    tx: EntityManager,
    who: PersonPrincipal,
    claim: StoredClaim,
    trigger: Extract<ClaimTrigger, 'appeal' | 'uphold' | 'dismiss'>,
    reason: string,
  ): Promise<void> {
    const next = fireClaim(trigger, await this.reading.moment(who, claim))
    if (next instanceof Refusal) throw next
    const at = this.clock.now()
    await this.store.take(tx, {
      ids: [claim.id],
      trigger,
      from: claim.state,
      to: next,
      byId: who.id,
      reason,
      at,
    })
    const target = `hours_claim:${claim.id}`
    await this.audit.write({ actor: who, action: `hours.${PAST[trigger]}`, target, detail: { reason } }, tx)
  }
}

const PAST = { appeal: 'appealed', uphold: 'upheld', dismiss: 'dismissed' } as const
