import { Injectable } from '@nestjs/common'
import { Refusal } from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { SYSTEM } from '../../platform/audit/audit.service.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { LibraryPolicies } from '../library-policies.ts'
import { ResourceChange, type ResourceUnit } from '../resources/resource-change.ts'
import { ResourceRow } from '../resources/resource.entity.ts'
import { fireStanding, type StandingTrigger } from './standing-transitions.rules.ts'

/** What the pages translate; every other reason is somebody's own words. */
export const LICENCE_EXPIRED = 'licence.expired'

const HOUR_MS = 3_600_000

/** Out of the library and back: what is published, taken as it is. */
@Injectable()
export class StandingOrders {
  constructor(
    private readonly database: Database,
    private readonly change: ResourceChange,
    private readonly policies: LibraryPolicies,
    private readonly clock: Clock,
  ) {}

  /** At once, by one officer; without a reason somebody gives it later. */
  takeDown(who: PersonPrincipal, id: string, reason: string): Promise<void> {
    return this.change.by(who, id, (unit) =>
      this.order(unit, 'take_down', { reason: reason || null, withdrawnAt: unit.now }),
    )
  }

  async explain(who: PersonPrincipal, id: string, reason: string): Promise<void> {
    const { explainHours } = await this.policies.today()
    await this.change.by(who, id, async (unit) => {
      const since = unit.now.getTime() - (unit.resource.withdrawnAt?.getTime() ?? 0)
      await this.order(unit, 'explain', { reason }, { late: since > explainHours * HOUR_MS })
    })
  }

  takeOffline(who: PersonPrincipal, id: string, reason: string): Promise<void> {
    return this.change.by(who, id, (unit) => this.order(unit, 'offline', { reason, withdrawnAt: unit.now }))
  }

  restore(who: PersonPrincipal, id: string, reason: string): Promise<void> {
    return this.change.by(who, id, (unit) =>
      this.order(unit, 'restore', { reason: null, withdrawnAt: null }, { reason }),
    )
  }

  archive(who: PersonPrincipal, id: string): Promise<void> {
    return this.change.by(who, id, (unit) => this.order(unit, 'archive', {}))
  }

  /** Takes offline what a third party no longer lets us show. Each on its own: one that fails holds up no other. */
  async expireLicences(): Promise<void> {
    const due = await this.database.rows<{ id: string }>(
      `select r.id from resource r join resource_version v on v.id = r.published_version_id
        where r.standing = 'ONLINE' and v.metadata->>'licence' = 'third_party' and v.metadata->>'licenceUntil' < $1`,
      [this.clock.today()],
    )
    const done = await Promise.allSettled(due.map(({ id }) => this.expire(id)))
    const failed = done.find((one) => one.status === 'rejected')
    if (failed) throw failed.reason
  }

  private expire(id: string): Promise<void> {
    return this.change.bySystem(SYSTEM, id, async (unit) => {
      // Somebody may have brought a newer licence since it was found.
      if (!this.licenceExpired(unit) || unit.resource.standing !== 'ONLINE') return
      await this.order(unit, 'expire', { reason: LICENCE_EXPIRED, withdrawnAt: unit.now })
    })
  }

  private async order(
    unit: ResourceUnit,
    trigger: StandingTrigger,
    change: Partial<Pick<ResourceRow, 'reason' | 'withdrawnAt'>>,
    detail: Record<string, unknown> = {},
  ): Promise<void> {
    const { resource, parts, tx } = unit
    const licenceExpired = this.licenceExpired(unit)
    const after = fireStanding(trigger, { ...resource, parts, licenceExpired })
    if (after instanceof Refusal) throw after
    await tx.update(ResourceRow, resource.id, { ...change, ...after })
    const reason = change.reason === undefined ? {} : { reason: change.reason }
    await unit.note(ACTION[trigger], { from: resource.standing, to: after.standing, ...reason, ...detail })
  }

  private licenceExpired({ published }: ResourceUnit): boolean {
    const until = published?.metadata.licenceUntil
    return !!until && until < this.clock.today()
  }
}

const ACTION: Record<StandingTrigger, string> = {
  publish: 'resource.published',
  take_down: 'resource.taken_down',
  explain: 'resource.take_down_explained',
  offline: 'resource.taken_offline',
  expire: 'resource.licence_expired',
  restore: 'resource.restored',
  archive: 'resource.archived',
}
