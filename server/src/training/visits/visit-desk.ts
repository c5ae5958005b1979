import { Injectable } from '@nestjs/common'
import { Refusal, type EndpointRequest, type VisitRecord, type saveVisit } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Audit } from '../../platform/audit/audit.service.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { isVisitor, mayAnswer, maySee, mayVisit } from './visit-access.rules.ts'
import { VisitHours } from './visit-hours.ts'
import { mergeRecords } from './visit-merge.rules.ts'
import { VisitStore, type StoredVisit } from './visit-store.ts'

type Save = EndpointRequest<typeof saveVisit>['body']

/** Writes visits. A save may have been written days ago in a village: it is taken as it is and put beside what came since. */
@Injectable()
export class VisitDesk {
  constructor(
    private readonly database: Database,
    private readonly store: VisitStore,
    private readonly hours: VisitHours,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal auth.forbidden, not_found, visit.school, visit.day */
  async save(who: PersonPrincipal, id: string, { key, base, record }: Save): Promise<void> {
    await this.database.transaction(async (tx) => {
      // Two first saves of one visit at the same moment wait for each other.
      await tx.query('select pg_advisory_xact_lock(hashtext($1))', [`visit ${id}`])
      const before = await this.store.lock(tx, id)
      if (before && !isVisitor(who, before)) throw new Refusal('not_found')
      if (await this.isKnown(tx, id, key)) return
      await this.check(who, record, before, tx)
      if (!before) await this.insert(tx, who, id, record)
      const revision = before ? before.revision + 1 : 1
      const isOnNewest = !before || base === before.revision
      const kept = isOnNewest
        ? { ...record, isDone: record.isDone || before?.record.isDone === true }
        : mergeRecords(await this.recordAt(tx, id, base), before.record, record)
      await this.update(tx, id, kept, { revision, isMerged: !isOnNewest || before?.isMerged === true })
      await tx.query(
        'insert into visit_save (key, visit_id, revision, sent, record, at) values ($1, $2, $3, $4, $5, $6)',
        [key, id, revision, JSON.stringify(record), JSON.stringify(kept), this.clock.now()],
      )
      if (kept.isDone && !before?.record.isDone) await this.note(tx, who, id, 'visit.done')
    })
  }

  /** @throws Refusal not_found, visit.state */
  async remove(who: PersonPrincipal, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const visit = await this.store.lock(tx, id)
      if (!visit || visit.removedAt || !isVisitor(who, visit)) throw new Refusal('not_found')
      if (visit.state !== 'PLANNED') throw new Refusal('visit.state')
      await tx.query('update visit set removed_at = $2, updated_at = $2 where id = $1', [
        id,
        this.clock.now(),
      ])
      await this.note(tx, who, id, 'visit.called_off')
    })
  }

  /** @throws Refusal auth.forbidden, not_found, visit.state */
  async answer(who: PersonPrincipal, id: string, answer: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const visit = await this.store.lock(tx, id)
      if (!visit || visit.removedAt || !maySee(who, visit)) throw new Refusal('not_found')
      if (!mayAnswer(who, visit)) throw new Refusal('auth.forbidden')
      if (visit.state !== 'DONE') throw new Refusal('visit.state')
      await tx.query(
        `update visit set state = 'FOLLOWED', answer = $2, answered_by = $3, answered_at = $4, updated_at = $4
          where id = $1`,
        [id, answer, who.id, this.clock.now()],
      )
      await this.note(tx, who, id, 'visit.answered')
      await this.hours.claim(tx, visit)
    })
  }

  private async insert(
    tx: EntityManager,
    who: PersonPrincipal,
    id: string,
    { orgId, day, purpose }: VisitRecord,
  ): Promise<void> {
    await tx.query(
      `insert into visit (id, visitor_id, org_id, day, purpose, note, companions, state, advice, follow_up, revision,
         created_at, updated_at) values ($1, $2, $3, $4, $5, '', '', 'PLANNED', '', '', 1, $6, $6)`,
      [id, who.id, orgId, day, purpose, this.clock.now()],
    )
    await this.note(tx, who, id, 'visit.planned')
  }

  /** A visit that was called off and is written on all the same is there again. */
  private async update(
    tx: EntityManager,
    id: string,
    record: VisitRecord,
    { revision, isMerged }: { revision: number; isMerged: boolean },
  ): Promise<void> {
    await tx.query(
      `update visit set org_id = $2, day = $3, purpose = $4, note = $5, companions = $6,
         state = case when state = 'PLANNED' and $7 then 'DONE' else state end,
         done_at = case when $7 then coalesce(done_at, $8) else done_at end, advice = $9, follow_up = $10,
         follow_up_due = $11, revision = $12, is_merged = $13, updated_at = $8, removed_at = null
        where id = $1`,
      [
        id,
        record.orgId,
        record.day,
        record.purpose,
        record.note,
        record.companions,
        record.isDone,
        this.clock.now(),
        record.advice,
        record.followUp,
        record.followUpDue,
        revision,
        isMerged,
      ],
    )
    await this.store.write(tx, id, record)
  }

  /** @throws Refusal auth.forbidden, visit.school, visit.day */
  private async check(
    who: PersonPrincipal,
    { orgId, day, isDone }: VisitRecord,
    before: StoredVisit | undefined,
    tx: EntityManager,
  ): Promise<void> {
    if (!before && !mayVisit(who, await this.isMentor(who, tx))) throw new Refusal('auth.forbidden')
    if (isDone && day > this.clock.today()) throw new Refusal('visit.day')
    if (before?.record.orgId === orgId) return
    const rows = await this.database.rows(
      `select from organization where id = $1 and kind <> 'bureau' and closed_on is null`,
      [orgId],
      tx,
    )
    if (rows.length === 0) throw new Refusal('visit.school')
  }

  async isMentor(who: PersonPrincipal, tx: EntityManager = this.database.manager): Promise<boolean> {
    const rows = await this.database.rows(
      `select from person where id = $1 and backbone_level <> 'school'`,
      [who.id],
      tx,
    )
    return rows.length > 0
  }

  private async isKnown(tx: EntityManager, id: string, key: string): Promise<boolean> {
    const [row] = await this.database.rows<{ visitId: string }>(
      'select visit_id as "visitId" from visit_save where key = $1',
      [key],
      tx,
    )
    // A key of another visit names nothing here.
    if (row && row.visitId !== id) throw new Refusal('not_found')
    return row !== undefined
  }

  private async recordAt(tx: EntityManager, id: string, revision: number): Promise<VisitRecord | null> {
    const [row] = await this.database.rows<{ record: VisitRecord }>(
      'select record from visit_save where visit_id = $1 and revision = $2',
      [id, revision],
      tx,
    )
    return row?.record ?? null
  }

  private note(tx: EntityManager, who: PersonPrincipal, id: string, action: string): Promise<void> {
    return this.audit.write({ actor: who, action, target: `visit:${id}`, detail: {} }, tx)
  }
}
