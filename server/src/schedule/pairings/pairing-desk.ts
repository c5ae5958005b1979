import { Injectable } from '@nestjs/common'
import {
  Refusal,
  type EndpointRequest,
  type PairingInput,
  type PairingSide,
  type cancelPairing,
  type createPairing,
  type signPairing,
  type submitPairing,
  type updatePairing,
} from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Audit, SYSTEM } from '../../platform/audit/audit.service.ts'
import { Clock } from '../../platform/clock.ts'
import { Database, violatedUnique } from '../../platform/database/database.ts'
import { newId } from '../../platform/id.ts'
import { CalendarReading } from '../calendar/calendar-reading.ts'
import { mayDraft, schoolsFit } from './pairing-access.rules.ts'
import { PairingChange, type PairingEdit } from './pairing-change.ts'
import { PairingStore } from './pairing-store.ts'
import { endingOf } from './pairing-transitions.rules.ts'
import { PairingRow } from './pairing.entity.ts'

type Seen = EndpointRequest<typeof submitPairing>['body']

const UNSIGNED = {
  hostSignedBy: null,
  hostSignerName: null,
  hostSignedAt: null,
  ruralSignedBy: null,
  ruralSignedAt: null,
}

const FRESH = {
  ...UNSIGNED,
  agreementSha: null,
  agreementName: null,
  activatedBy: null,
  activatedAt: null,
  reason: null,
  endedAt: null,
  endedBy: null,
  lessonsRevokedAt: null,
}

/** The way of an agreement from the first draft to its end. */
@Injectable()
export class PairingDesk {
  constructor(
    private readonly database: Database,
    private readonly store: PairingStore,
    private readonly change: PairingChange,
    private readonly calendar: CalendarReading,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @returns its id. @throws Refusal auth.forbidden, not_found, pairing.* */
  async create(who: PersonPrincipal, input: EndpointRequest<typeof createPairing>['body']): Promise<string> {
    const id = newId()
    const now = this.clock.now()
    await this.unique(() =>
      this.database.transaction(async (tx) => {
        const named = await this.check(tx, who, input)
        const stamps = { createdBy: who.id, createdAt: now, updatedAt: now, revision: 1 }
        await tx.insert(PairingRow, { ...input, ...named, ...FRESH, ...stamps, id, state: 'DRAFT' })
        const detail = { listeningClassId: input.listeningClassId, lectureClassId: input.lectureClassId }
        await this.audit.write({ actor: who, action: 'pairing.created', target: `pairing:${id}`, detail }, tx)
      }),
    )
    return id
  }

  async update(
    who: PersonPrincipal,
    id: string,
    { revision, ...input }: EndpointRequest<typeof updatePairing>['body'],
  ): Promise<void> {
    await this.unique(() =>
      this.change.step(who, id, { revision }, async (edit) => {
        edit.fire('edit')
        const named = await this.check(edit.tx, who, input)
        await edit.update({ ...input, ...named }, 'pairing.updated')
      }),
    )
  }

  submit(who: PersonPrincipal, id: string, seen: Seen): Promise<void> {
    return this.change.step(who, id, seen, async (edit) => {
      await edit.update({ state: edit.fire('submit') }, 'pairing.submitted')
    })
  }

  revise(who: PersonPrincipal, id: string, seen: Seen): Promise<void> {
    return this.change.step(who, id, seen, async (edit) => {
      await edit.update({ ...UNSIGNED, state: edit.fire('revise') }, 'pairing.revised')
    })
  }

  sign(
    who: PersonPrincipal,
    id: string,
    { side, signerName, ...seen }: EndpointRequest<typeof signPairing>['body'],
  ): Promise<void> {
    return this.change.step(who, id, seen, async (edit) => {
      edit.fire(side === 'host' ? 'sign_host' : 'sign_rural')
      const change =
        side === 'host' ? this.hostSignature(who, edit, signerName) : this.ruralSignature(who, edit)
      await edit.update(change, 'pairing.signed', { side })
    })
  }

  activate(who: PersonPrincipal, id: string, seen: Seen): Promise<void> {
    return this.change.step(who, id, seen, async (edit) => {
      const state = edit.fire('activate')
      await edit.update({ state, activatedBy: who.id, activatedAt: edit.now }, 'pairing.activated')
    })
  }

  freeze(
    who: PersonPrincipal,
    id: string,
    { reason, ...seen }: EndpointRequest<typeof cancelPairing>['body'],
  ): Promise<void> {
    return this.change.step(who, id, seen, async (edit) => {
      await edit.update({ state: edit.fire('freeze'), reason }, 'pairing.frozen', { reason })
    })
  }

  resume(who: PersonPrincipal, id: string, seen: Seen): Promise<void> {
    return this.change.step(who, id, seen, async (edit) => {
      await edit.update({ state: edit.fire('resume'), reason: null }, 'pairing.resumed')
    })
  }

  cancel(
    who: PersonPrincipal,
    id: string,
    { reason, ...seen }: EndpointRequest<typeof cancelPairing>['body'],
  ): Promise<void> {
    return this.change.step(who, id, seen, async (edit) => {
      const trigger = endingOf(edit.pairing.row.state)
      const state = edit.fire(trigger)
      // Nothing was planned under what never was in force.
      const lessonsRevokedAt = trigger === 'abandon' ? edit.now : null
      await edit.update(
        { state, reason, endedAt: edit.now, endedBy: who.id, lessonsRevokedAt },
        'pairing.cancelled',
        {
          reason,
        },
      )
    })
  }

  /** Agreements whose term is over end by themselves. */
  async endPast(): Promise<void> {
    const past = await this.database.rows<{ id: string }>(
      `select p.id from pairing p join term t on t.id = p.term_id
        where p.state in ('DRAFT', 'PENDING', 'ACTIVE', 'FROZEN') and t.ends_on < $1::date`,
      [this.clock.today()],
    )
    for (const { id } of past) await this.change.bySystem(SYSTEM, id, (edit) => this.endOne(edit))
  }

  private async endOne(edit: PairingEdit): Promise<void> {
    const { state } = edit.pairing.row
    const endedAt = edit.now
    if (state === 'ACTIVE' || state === 'FROZEN')
      await edit.update({ state: edit.fire('expire'), endedAt }, 'pairing.expired')
    else if (state === 'DRAFT' || state === 'PENDING') {
      const change = { state: edit.fire('lapse'), endedAt, lessonsRevokedAt: endedAt, reason: '学期已结束' }
      await edit.update(change, 'pairing.lapsed')
    }
  }

  private hostSignature(
    who: PersonPrincipal,
    edit: PairingEdit,
    signerName: string | null,
  ): Partial<PairingRow> {
    const isOutside = edit.pairing.row.hostOrgId === null
    if (isOutside && signerName === null) throw new Refusal('pairing.signer_name')
    if (!isOutside) requireOther(who, edit, 'rural')
    return {
      hostSignedBy: who.id,
      hostSignedAt: edit.now,
      hostSignerName: isOutside ? signerName : null,
    }
  }

  private ruralSignature(who: PersonPrincipal, edit: PairingEdit): Partial<PairingRow> {
    if (edit.pairing.row.hostOrgId !== null) requireOther(who, edit, 'host')
    return { ruralSignedBy: who.id, ruralSignedAt: edit.now }
  }

  /** @returns the schools that follow from the classes. @throws Refusal auth.forbidden, not_found, pairing.* */
  private async check(
    tx: EntityManager,
    who: PersonPrincipal,
    input: PairingInput,
  ): Promise<Pick<PairingRow, 'hostOrgId' | 'ruralOrgId'>> {
    const today = this.clock.today()
    const listening = await this.store.schoolClass(input.listeningClassId, today, tx)
    const lecture =
      input.lectureClassId === null ? null : await this.store.schoolClass(input.lectureClassId, today, tx)
    const schools = { hostPath: lecture?.orgPath ?? null, ruralPath: listening.orgPath }
    if (!mayDraft(who, schools)) throw new Refusal('auth.forbidden')
    if (!schoolsFit(lecture?.orgKind ?? null, listening.orgKind) || lecture?.orgId === listening.orgId)
      throw new Refusal('pairing.schools')
    const term = await this.calendar.term(input.termId, tx)
    if (!term) throw new Refusal('not_found')
    if (term.endsOn < today) throw new Refusal('pairing.term')
    const fits = [listening, ...(lecture ? [lecture] : [])].every(
      ({ schoolYear, isOpen }) => isOpen && schoolYear === term.schoolYear,
    )
    if (!fits) throw new Refusal('pairing.classes')
    return { hostOrgId: lecture?.orgId ?? null, ruralOrgId: listening.orgId }
  }

  private async unique(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      throw violatedUnique(error) === 'pairing_live' ? new Refusal('pairing.duplicate') : error
    }
  }
}

/** @throws Refusal pairing.same_signer */
function requireOther(who: PersonPrincipal, { pairing: { row } }: PairingEdit, side: PairingSide): void {
  const other = side === 'host' ? row.hostSignedBy : row.ruralSignedBy
  if (other === who.id) throw new Refusal('pairing.same_signer')
}
