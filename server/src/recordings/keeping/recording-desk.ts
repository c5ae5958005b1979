import { Injectable } from '@nestjs/common'
import { Refusal, type RecordingScope, type RecordingStatus } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Audit } from '../../platform/audit/audit.service.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { mayDoWith, type RecordingAction } from '../recording-access.rules.ts'
import { RecordingReader, type RecordingHead } from '../replay/recording-reader.ts'
import { RecordingConsent } from './recording-consent.ts'
import { RecordingErasure } from './recording-erasure.ts'

/** States in which a recording is there for good. */
const KEPT: readonly RecordingStatus[] = ['READY', 'SCHOOL_SHARED', 'CITY_SHARED']
const STATUS_OF: Record<RecordingScope, RecordingStatus> = {
  pair: 'READY',
  school: 'SCHOOL_SHARED',
  county: 'CITY_SHARED',
}

/** What people decide about a recording; every decision is in the audit log. */
@Injectable()
export class RecordingDesk {
  constructor(
    private readonly database: Database,
    private readonly reader: RecordingReader,
    private readonly erasure: RecordingErasure,
    private readonly consent: RecordingConsent,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /**
   * Wider than the schools of the lesson only what the library has reviewed: a resource made from this recording is
   * online for at least so many, and what every class in it said yes to.
   * @throws Refusal not_found, auth.forbidden, recording.state, recording.unreviewed, recording.consent
   */
  async share(who: PersonPrincipal, id: string, scope: RecordingScope): Promise<void> {
    const head = await this.allowed(who, id, 'share')
    await this.database.transaction(async (tx) => {
      if (scope !== 'pair' && !(await this.isReviewed(tx, head, scope)))
        throw new Refusal('recording.unreviewed')
      if (scope !== 'pair' && !(await this.consent.isGiven(tx, id))) throw new Refusal('recording.consent')
      await this.update(tx, id, 'scope = $2, status = $3, status_at = $4', [
        scope,
        STATUS_OF[scope],
        this.clock.now(),
      ])
      await this.note(tx, who, 'recording.shared', id, { from: head.scope, to: scope })
    })
  }

  /** @throws Refusal not_found, auth.forbidden, recording.state */
  async hold(who: PersonPrincipal, id: string, hold: boolean, reason: string): Promise<void> {
    await this.allowed(who, id, 'hold')
    await this.database.transaction(async (tx) => {
      await tx.query(`update recording set hold = $2 where id = $1`, [id, hold])
      await this.note(tx, who, hold ? 'recording.held' : 'recording.released', id, { reason })
    })
  }

  /** @throws Refusal not_found, auth.forbidden, recording.state */
  async allowDownloads(who: PersonPrincipal, id: string, allowed: boolean, reason: string): Promise<void> {
    await this.allowed(who, id, 'allowDownload')
    await this.database.transaction(async (tx) => {
      await this.update(tx, id, 'downloads_allowed = $2', [allowed])
      await this.note(tx, who, 'recording.downloads', id, { allowed, reason })
    })
  }

  /** @throws Refusal not_found, auth.forbidden, recording.held */
  async remove(who: PersonPrincipal, id: string): Promise<void> {
    const head = await this.allowed(who, id, 'remove')
    if (head.hold) throw new Refusal('recording.held')
    await this.database.transaction(async (tx) => {
      if (!(await this.erasure.erase(tx, id))) throw new Refusal('recording.held')
      await this.note(tx, who, 'recording.deleted', id, { by: 'decision' })
    })
  }

  private async allowed(who: PersonPrincipal, id: string, action: RecordingAction): Promise<RecordingHead> {
    const head = await this.reader.head(id)
    const audience = await this.reader.audience(head)
    if (!mayDoWith(who, 'watch', audience)) throw new Refusal('not_found')
    if (!mayDoWith(who, action, audience)) throw new Refusal('auth.forbidden')
    if (head.status === 'DELETED') throw new Refusal('recording.state')
    return head
  }

  private async isReviewed(tx: EntityManager, head: RecordingHead, scope: RecordingScope): Promise<boolean> {
    const rows = (await tx.query(
      `select 1 from resource_lineage l join resource r on r.id = l.resource_id
        where l.kind = 'recording' and l.source_id = $1 and r.standing = 'ONLINE'
          and (r.scope = 'county' or $2 = 'school') limit 1`,
      [head.id, scope],
    )) as unknown[]
    return rows.length > 0
  }

  /** @throws Refusal recording.state when it is not there for good (any more) */
  private async update(
    tx: EntityManager,
    id: string,
    set: string,
    values: readonly unknown[],
  ): Promise<void> {
    const [rows] = (await tx.query(
      `update recording set ${set} where id = $1 and status = any($${values.length + 2}) returning id`,
      [id, ...values, KEPT],
    )) as [unknown[], number]
    if (rows.length === 0) throw new Refusal('recording.state')
  }

  private note(
    tx: EntityManager,
    who: PersonPrincipal,
    action: string,
    id: string,
    detail: Record<string, unknown>,
  ): Promise<void> {
    return this.audit.write({ actor: who, action, target: `recording:${id}`, detail }, tx)
  }
}
