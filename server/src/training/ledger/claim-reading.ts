import { Injectable } from '@nestjs/common'
import { Refusal, type HoursClaim, type HoursClaimDetail, type HoursEntry } from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { mayInTraining } from '../training-access.rules.ts'
import { CLAIM_COLUMNS, CLAIM_TABLES } from './claim.sql.ts'
import { momentOf } from './claim-parts.ts'
import { ClaimStore, type StoredClaim } from './claim-store.ts'
import { mayFireClaim, type ClaimMoment } from './claim-transitions.rules.ts'
import { ruleOn } from './hours-policy.rules.ts'
import { HoursRules } from './hours-rules.ts'

/** One claim, all that happened to it, and what the reader may do. */
@Injectable()
export class ClaimReading {
  constructor(
    private readonly database: Database,
    private readonly store: ClaimStore,
    private readonly rules: HoursRules,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal not_found, also to whoever may not see it */
  async read(who: PersonPrincipal, id: string): Promise<HoursClaimDetail> {
    const stored = await this.store.read(id)
    if (!this.maySee(who, stored)) throw new Refusal('not_found')
    const [claim] = await this.database.rows<HoursClaim>(
      `select ${CLAIM_COLUMNS} from ${CLAIM_TABLES} where c.id = $1`,
      [id],
    )
    if (!claim) throw new Refusal('not_found')
    const moment = await this.moment(who, stored)
    const steps = await this.database.rows<HoursClaimDetail['steps'][number]>(STEPS, [id])
    const entries = await this.database.rows<HoursEntry>(ENTRIES, [id])
    const isCounty = moment.parts.has('county') && !moment.isOwn
    return {
      claim,
      steps,
      entries,
      can: {
        verify: mayFireClaim('verify', moment),
        confirm: mayFireClaim('confirm', moment),
        reject: mayFireClaim('reject', moment),
        appeal: mayFireClaim('appeal', moment),
        decide: mayFireClaim('uphold', moment),
        correct: isCounty && entries.some(({ entry, isReversed }) => entry === 'CREDIT' && !isReversed),
      },
    }
  }

  async moment(who: PersonPrincipal, claim: StoredClaim): Promise<ClaimMoment> {
    const days = ruleOn(await this.rules.book(), 'appeal.days', this.clock.today())
    return momentOf(who, claim, { now: this.clock.now(), appealDays: days?.value ?? 0 })
  }

  private maySee(who: PersonPrincipal, { personId, orgPath }: StoredClaim): boolean {
    return who.id === personId || mayInTraining(who, 'read', orgPath) || mayInTraining(who, 'verify', orgPath)
  }
}

const STEPS = `
  select (extract(epoch from s.at) * 1000)::float8::bigint::float8 as at, s.trigger, s.to_state as "to",
         p.name as "byName", s.reason
    from hours_step s left join person p on p.id = s.by_id where s.claim_id = $1 order by s.at, s.id`

const ENTRIES = `
  select l.id, l.entry, l.tenths, (extract(epoch from l.posted_at) * 1000)::float8::bigint::float8 as "postedAt",
         p.name as "postedBy", l.reason, l.reverses_id as "reversesId",
         exists (select from hours_ledger r where r.reverses_id = l.id) as "isReversed",
         json_build_object('key', substr(u.key, 10), 'value', u.value, 'unit', u.unit, 'from', u.effective_from) as rule,
         case when k.id is null then null
              else json_build_object('value', k.value, 'from', k.effective_from) end as cap
    from hours_ledger l join policy_rule u on u.id = l.rule_id left join policy_rule k on k.id = l.cap_rule_id
    left join person p on p.id = l.posted_by
   where l.claim_id = $1 order by l.posted_at, l.id`
