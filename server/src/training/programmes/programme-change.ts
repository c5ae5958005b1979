import { Injectable } from '@nestjs/common'
import { Refusal, type ProgrammeState } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Audit } from '../../platform/audit/audit.service.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { leads, maySee } from './programme-access.rules.ts'
import { ProgrammeStore, type StoredProgramme } from './programme-store.ts'
import { fireProgramme, type ProgrammeTrigger } from './programme-transitions.rules.ts'
import { ProgrammeRow } from './programme.entity.ts'

/** One change of one programme: its row as it is under the lock, and who changes it. */
export class ProgrammeEdit {
  constructor(
    readonly tx: EntityManager,
    readonly who: PersonPrincipal,
    readonly programme: StoredProgramme,
    readonly now: Date,
    private readonly audit: Audit,
  ) {}

  /** @returns the state it leads to. @throws the refusal of the transition */
  fire(trigger: ProgrammeTrigger): ProgrammeState {
    const { state, sessions } = this.programme
    const next = fireProgramme(trigger, { state, sessions, leads: leads(this.who, this.programme) })
    if (next instanceof Refusal) throw next
    return next
  }

  /** @throws Refusal conflict.changed when it is not what the caller looked at */
  requireSeen({ revision }: { revision: number }): void {
    if (this.programme.revision !== revision) throw new Refusal('conflict.changed')
  }

  /** Counts as a new revision, so that whoever looked at the old one hears of it. */
  async update(change: Partial<ProgrammeRow>): Promise<void> {
    const revision = this.programme.revision + 1
    await this.tx.update(ProgrammeRow, this.programme.id, { ...change, updatedAt: this.now, revision })
  }

  note(action: string, detail: Record<string, unknown> = {}): Promise<void> {
    const target = `programme:${this.programme.id}`
    return this.audit.write({ actor: this.who, action, target, detail }, this.tx)
  }
}

/** The one way to change a programme or what people do in it: a transaction that holds its row. */
@Injectable()
export class ProgrammeChange {
  constructor(
    private readonly database: Database,
    private readonly store: ProgrammeStore,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal not_found, also to whoever may not see it */
  by<T>(who: PersonPrincipal, id: string, work: (edit: ProgrammeEdit) => Promise<T>): Promise<T> {
    return this.database.transaction(async (tx) => {
      const programme = await this.store.lock(tx, id)
      if (!maySee(who, programme)) throw new Refusal('not_found')
      return work(new ProgrammeEdit(tx, who, programme, this.clock.now(), this.audit))
    })
  }

  /** One step of somebody who looked at the programme. */
  step(
    who: PersonPrincipal,
    id: string,
    seen: { revision: number },
    work: (edit: ProgrammeEdit) => Promise<void>,
  ): Promise<void> {
    return this.by(who, id, (edit) => {
      edit.requireSeen(seen)
      return work(edit)
    })
  }
}
