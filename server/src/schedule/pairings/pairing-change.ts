import { Injectable } from '@nestjs/common'
import { Refusal, type PairingState } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Audit, type Actor } from '../../platform/audit/audit.service.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { OutOfScope } from '../../platform/http/out-of-scope.ts'
import { maySee, partsOf, type PairingPart } from './pairing-access.rules.ts'
import { PairingStore, type StoredPairing } from './pairing-store.ts'
import { firePairing, type PairingMoment, type PairingTrigger } from './pairing-transitions.rules.ts'
import { PairingRow } from './pairing.entity.ts'

export const momentOf = (
  { row, termEndsOn }: StoredPairing,
  parts: ReadonlySet<PairingPart>,
  today: string,
): PairingMoment => ({
  state: row.state,
  parts,
  signed: { host: row.hostSignedAt !== null, rural: row.ruralSignedAt !== null },
  isOver: termEndsOn < today,
})

/** One change of one agreement: its row as it is under the lock, and who changes it. */
export class PairingEdit {
  constructor(
    readonly tx: EntityManager,
    readonly actor: Actor,
    readonly pairing: StoredPairing,
    readonly now: Date,
    private readonly moment: PairingMoment,
    private readonly audit: Audit,
  ) {}

  /** @returns the state it leads to. @throws the refusal of the transition */
  fire(trigger: PairingTrigger): PairingState {
    const state = firePairing(trigger, this.moment)
    if (state instanceof Refusal) throw state
    return state
  }

  /** @throws Refusal conflict.changed when it is not what the caller looked at */
  requireSeen({ revision }: { revision: number }): void {
    if (this.pairing.row.revision !== revision) throw new Refusal('conflict.changed')
  }

  /** Counts as a new revision, with its note in the audit log. */
  async update(
    change: Partial<PairingRow>,
    action: string,
    detail: Record<string, unknown> = {},
  ): Promise<void> {
    const { id, revision } = this.pairing.row
    await this.tx.update(PairingRow, id, { ...change, updatedAt: this.now, revision: revision + 1 })
    await this.audit.write({ actor: this.actor, action, target: `pairing:${id}`, detail }, this.tx)
  }
}

/** The one way to change an agreement: a transaction that holds its row. */
@Injectable()
export class PairingChange {
  constructor(
    private readonly database: Database,
    private readonly store: PairingStore,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal not_found, also to whoever may not see it */
  by(who: PersonPrincipal, id: string, work: (edit: PairingEdit) => Promise<void>): Promise<void> {
    return this.database.transaction(async (tx) => {
      const pairing = await this.store.lock(tx, id)
      if (!maySee(who, pairing)) throw new OutOfScope(`pairing:${id}`)
      await work(this.edit(tx, who, pairing, partsOf(who, pairing)))
    })
  }

  /** One step of somebody who looked at the agreement. */
  step(
    who: PersonPrincipal,
    id: string,
    seen: { revision: number },
    work: (edit: PairingEdit) => Promise<void>,
  ): Promise<void> {
    return this.by(who, id, (edit) => {
      edit.requireSeen(seen)
      return work(edit)
    })
  }

  /** What nobody asked for: time did it. */
  bySystem(actor: Actor, id: string, work: (edit: PairingEdit) => Promise<void>): Promise<void> {
    return this.database.transaction(async (tx) =>
      work(this.edit(tx, actor, await this.store.lock(tx, id), new Set(['system']))),
    )
  }

  private edit(
    tx: EntityManager,
    actor: Actor,
    pairing: StoredPairing,
    parts: ReadonlySet<PairingPart>,
  ): PairingEdit {
    const moment = momentOf(pairing, parts, this.clock.today())
    return new PairingEdit(tx, actor, pairing, this.clock.now(), moment, this.audit)
  }
}
