import { Injectable } from '@nestjs/common'
import {
  Refusal,
  type ClaimState,
  type HoursCategory,
  type HoursEvidence,
  type HoursSource,
} from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { newId } from '../../platform/id.ts'
import { advances, TRIGGER_OF_STAGE, type ClaimStage } from './claim-stage.rules.ts'
import { worthOf, type RuleBook, type Worth } from './hours-policy.rules.ts'
import { HoursRules } from './hours-rules.ts'

/** Proof that somebody took part in something that gives hours. */
export interface NewClaim {
  readonly source: HoursSource
  /** What is claimed, once a person and source: id of the session, lesson, file, visit or programme. */
  readonly sourceId: string
  readonly personId: string
  readonly category: HoursCategory
  /** As the teacher's file names it. */
  readonly title: string
  /** Really spent; what it is worth the rules of that day say. */
  readonly minutes: number
  /** Tenths of a 学时 that a programme gives of its own. */
  readonly tenths?: number
  /** Calendar day, county's time. */
  readonly occurredOn: string
  readonly evidence: HoursEvidence
  /**
   * What really happened, by names of their own (`lesson:ID`, `session:ID`, `visit:ID`, `programme:ID`), when a claim
   * covers several or another event than its source's id. No person is credited twice for one of them.
   */
  readonly events?: readonly string[]
  /** CLAIMED unless the source still waits for attendance or a test. A later call brings the same claim on. */
  readonly stage?: ClaimStage
}

export type ClaimAnswer = { readonly claimId: string; readonly isNew: boolean; readonly state: ClaimState }

/** The door through which every source brings hours. */
@Injectable()
export class HoursClaims {
  constructor(
    private readonly database: Database,
    private readonly rules: HoursRules,
    private readonly clock: Clock,
  ) {}

  /**
   * Once for each source, its id and person: a repeated call changes nothing but the stage, and that only onwards.
   * A programme covers what happened in it: parts that the person claimed before are taken off, the others are its own.
   * @throws Refusal hours.twice when one of its events was claimed by another source for this person, or all that a
   *   programme is worth was; hours.no_rule when no rule of that day gives any hours for it, not_found for a person who
   *   never served anywhere. Whatever was written before is the transaction's, to be rolled back.
   */
  async claim(tx: EntityManager, claim: NewClaim, book?: RuleBook): Promise<ClaimAnswer> {
    const known = await this.known(tx, claim)
    if (known) return this.bringOn(tx, known, claim, book)
    const worth = await this.worth(tx, claim, book)
    const id = await this.insert(tx, claim, worth)
    if (id === null) {
      // Somebody was quicker with the same one.
      const theirs = await this.known(tx, claim)
      if (!theirs) throw new Refusal('not_found')
      return this.bringOn(tx, theirs, claim, book)
    }
    await this.takeEvents(tx, id, claim)
    const state = claim.stage ?? 'CLAIMED'
    await this.note(tx, id, null, state)
    return { claimId: id, isNew: true, state }
  }

  /** Nothing is claimed that is worth nothing; before its end an event may still be. */
  private async worth(tx: EntityManager, claim: NewClaim, book: RuleBook | undefined): Promise<Worth> {
    const worth = worthOf(book ?? (await this.rules.book(tx)), claim.source, claim.occurredOn, claim)
    const isFinal = (claim.stage ?? 'CLAIMED') === 'CLAIMED'
    if (!worth || (isFinal && worth.tenths === 0)) throw new Refusal('hours.no_rule')
    return worth
  }

  private async known(
    tx: EntityManager,
    { source, sourceId, personId }: NewClaim,
  ): Promise<Known | undefined> {
    const [row] = await this.database.rows<Known>(KNOWN, [source, sourceId, personId], tx)
    return row
  }

  private async insert(tx: EntityManager, claim: NewClaim, { tenths, rule }: Worth): Promise<string | null> {
    const [row] = await this.database.rows<{ id: string }>(
      INSERT,
      [
        newId(),
        claim.personId,
        claim.source,
        claim.sourceId,
        claim.category,
        claim.title,
        Math.floor(claim.minutes),
        tenths,
        claim.occurredOn,
        JSON.stringify(claim.evidence),
        rule.id,
        claim.stage ?? 'CLAIMED',
        this.clock.now(),
      ],
      tx,
    )
    return row?.id ?? null
  }

  /** One row an event; whoever comes second with one of them is refused by its key. */
  private async takeEvents(tx: EntityManager, id: string, claim: NewClaim): Promise<void> {
    const events = [...new Set(claim.events ?? [eventOf(claim)])].sort()
    const taken = await this.database.rows(TAKE, [claim.personId, events, id], tx)
    if (taken.length < events.length) throw new Refusal('hours.twice')
    if (claim.source === 'programme') await this.cover(tx, id, claim)
  }

  /** Each part of a programme is either this claim's, so that nothing else claims it later, or is taken off. */
  private async cover(tx: EntityManager, id: string, { personId, sourceId }: NewClaim): Promise<void> {
    await tx.query(COVER, [personId, sourceId, id])
    await tx.query(DEDUCT, [personId, sourceId, id])
    const [left] = await this.database.rows<{ tenths: number; deducted: number }>(REMAIN, [id], tx)
    if (left && left.tenths === 0 && left.deducted > 0) throw new Refusal('hours.twice')
  }

  /** What is claimed is only known in the end: minutes, day and proof are those of the newest stage. */
  private async bringOn(
    tx: EntityManager,
    { id, state }: Known,
    claim: NewClaim,
    book: RuleBook | undefined,
  ): Promise<ClaimAnswer> {
    const stage = claim.stage ?? 'CLAIMED'
    if (!advances(state, stage)) return { claimId: id, isNew: false, state }
    const { tenths, rule } = await this.worth(tx, claim, book)
    await tx.query(BRING_ON, [
      id,
      stage,
      this.clock.now(),
      Math.floor(claim.minutes),
      tenths,
      claim.occurredOn,
      JSON.stringify(claim.evidence),
      rule.id,
    ])
    await this.note(tx, id, state, stage)
    return { claimId: id, isNew: false, state: stage }
  }

  private async note(tx: EntityManager, id: string, from: ClaimState | null, to: ClaimStage): Promise<void> {
    await tx.query(
      `insert into hours_step (id, claim_id, at, trigger, from_state, to_state) values ($1, $2, $3, $4, $5, $6)`,
      [newId(), id, this.clock.now(), TRIGGER_OF_STAGE[to], from, to],
    )
  }
}

interface Known {
  readonly id: string
  readonly state: ClaimState
}

const EVENT_OF: Record<HoursSource, string> = {
  research_session: 'session',
  lesson_taught: 'lesson',
  lesson_assisted: 'lesson',
  video: 'video',
  visit: 'visit',
  programme: 'programme',
}
const eventOf = ({ source, sourceId }: NewClaim): string => `${EVENT_OF[source]}:${sourceId}`

const KNOWN = `
  select id, state from hours_claim where source = $1 and source_id = $2 and person_id = $3 for no key update`

/** The school is where the person served that day, a teaching post before others; else the one of the nearest post. */
const INSERT = `
  insert into hours_claim (id, person_id, org_id, source, source_id, category, title, minutes, tenths, occurred_on,
    evidence, rule_id, state, created_at, updated_at)
  select $1, $2, t.org_id, $3, $4, $5, $6, $7, $8, $9::date, $10, $11, $12, $13, $13
    from post t where t.person_id = $2
   order by (t.from_day <= $9::date and coalesce(t.to_day, 'infinity') >= $9::date) desc,
            (t.role in ('teacher', 'head', 'coordinator')) desc, t.from_day desc, t.id
   limit 1
  on conflict on constraint hours_claim_once do nothing
  returning id`

const BRING_ON = `
  update hours_claim set state = $2, updated_at = $3, minutes = $4, tenths = greatest(0, $5 - deducted), occurred_on = $6::date, evidence = $7,
         rule_id = $8
   where id = $1`

const TAKE = `
  insert into hours_event (person_id, event, claim_id)
  select $1, event, $3 from unnest($2::text[]) event order by event
  on conflict on constraint hours_event_once do nothing
  returning event`

/** Events of the programme that nobody claimed before, each with its share of what the claim is worth. */
const COVER = `
  insert into hours_event (person_id, event, claim_id, share_tenths)
  select $1, e.event, c.id, floor(c.tenths * e.part)
    from programme_events($2) e join hours_claim c on c.id = $3 order by e.event
  on conflict on constraint hours_event_once do nothing`

/** Of the others, what their claims have of them: the whole claim, or its share where it covers several. */
const DEDUCT = `
  insert into hours_deduction (claim_id, person_id, part_id, tenths)
  select $3, $1, h.claim_id, case when bool_or(h.share_tenths is null) then max(c.tenths) else sum(h.share_tenths) end
    from programme_events($2) e
    join hours_event h on h.person_id = $1 and h.event = e.event and h.claim_id <> $3
    join hours_claim c on c.id = h.claim_id
   group by h.claim_id
  having case when bool_or(h.share_tenths is null) then max(c.tenths) else sum(h.share_tenths) end > 0`

const REMAIN = `
  with remaining as (
    update hours_claim c set deducted = least(c.tenths, d.off), tenths = greatest(0, c.tenths - d.off)
      from (select sum(tenths)::int as off from hours_deduction where claim_id = $1 having count(*) > 0) d
     where c.id = $1 returning c.tenths, c.deducted
  ) select tenths, deducted from remaining`
