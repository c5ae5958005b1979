import { Injectable } from '@nestjs/common'
import {
  Refusal,
  type EndpointRequest,
  type ProgrammeInput,
  type cancelProgramme,
  type createProgramme,
  type updateProgramme,
} from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { OrganizationService } from '../../people/organization.service.ts'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Audit } from '../../platform/audit/audit.service.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { newId } from '../../platform/id.ts'
import { mayCreate } from './programme-access.rules.ts'
import { ProgrammeChange } from './programme-change.ts'
import { ProgrammeClosing } from './programme-closing.ts'
import { ProgrammeEnrolments } from './programme-enrolments.ts'
import { ProgrammeRow } from './programme.entity.ts'

const detail = (path: string, code: string, message: string) => ({ path, code, message })

/** The way of a programme from its plan to the hours. */
@Injectable()
export class ProgrammeDesk {
  constructor(
    private readonly database: Database,
    private readonly change: ProgrammeChange,
    private readonly closing: ProgrammeClosing,
    private readonly enrolments: ProgrammeEnrolments,
    private readonly organizations: OrganizationService,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @returns its id. @throws Refusal auth.forbidden, not_found, programme.description */
  async create(
    who: PersonPrincipal,
    input: EndpointRequest<typeof createProgramme>['body'],
  ): Promise<string> {
    const { orgId, trainerIds, ...described } = input
    const organization = await this.organizations.find(orgId)
    if (!mayCreate(who, organization.path)) throw new Refusal('auth.forbidden')
    await this.check(input)
    const id = newId()
    const now = this.clock.now()
    await this.database.transaction(async (tx) => {
      const fresh = { cancelledReason: null, createdAt: now, updatedAt: now, revision: 1 }
      await tx.insert(ProgrammeRow, {
        ...described,
        ...fresh,
        id,
        orgId,
        authorId: who.id,
        state: 'PLANNED',
      })
      await this.setTrainers(tx, id, trainerIds)
      const note = { title: input.title, orgId }
      await this.audit.write(
        { actor: who, action: 'programme.created', target: `programme:${id}`, detail: note },
        tx,
      )
    })
    return id
  }

  async update(
    who: PersonPrincipal,
    id: string,
    { revision, trainerIds, ...described }: EndpointRequest<typeof updateProgramme>['body'],
  ): Promise<void> {
    await this.check({ ...described, trainerIds })
    await this.change.step(who, id, { revision }, async (edit) => {
      edit.fire('edit')
      const { taken, ruralTaken } = edit.programme
      if (taken > described.places || taken - ruralTaken > described.places - described.ruralPlaces)
        throw new Refusal('programme.places')
      await edit.update(described)
      await this.setTrainers(edit.tx, id, trainerIds)
      // There may be more places than before.
      await this.enrolments.moveUp(edit, { ...edit.programme, ...described })
      await edit.note('programme.updated', { title: described.title })
    })
  }

  async discard(who: PersonPrincipal, id: string): Promise<void> {
    await this.change.by(who, id, async (edit) => {
      edit.fire('discard')
      await edit.note('programme.discarded', { title: edit.programme.title })
      await edit.tx.delete(ProgrammeRow, id)
    })
  }

  async move(
    who: PersonPrincipal,
    id: string,
    trigger: 'open' | 'start' | 'assess',
    seen: { revision: number },
  ): Promise<void> {
    await this.change.step(who, id, seen, async (edit) => {
      await edit.update({ state: edit.fire(trigger) })
      await edit.note(`programme.${trigger}`)
    })
  }

  async close(who: PersonPrincipal, id: string, seen: { revision: number }): Promise<void> {
    await this.change.step(who, id, seen, async (edit) => {
      const state = edit.fire('close')
      const claimed = await this.closing.claim(edit)
      await edit.update({ state })
      await edit.note('programme.close', { claimed })
    })
  }

  async cancel(
    who: PersonPrincipal,
    id: string,
    { reason, ...seen }: EndpointRequest<typeof cancelProgramme>['body'],
  ): Promise<void> {
    await this.change.step(who, id, seen, async (edit) => {
      await edit.update({ state: edit.fire('cancel'), cancelledReason: reason })
      await edit.note('programme.cancel', { reason })
    })
  }

  /** @throws Refusal programme.description */
  private async check(input: ProgrammeInput): Promise<void> {
    const { places, ruralPlaces, startsOn, endsOn, trainerIds } = input
    const known = await this.database.rows<{ id: string }>(
      `select id from person where id = any($1) and state = 'ACTIVE'`,
      [trainerIds],
    )
    const details = [
      ...(ruralPlaces > places
        ? [detail('body.ruralPlaces', 'more_than_places', 'More than there are places')]
        : []),
      ...(endsOn < startsOn ? [detail('body.endsOn', 'before_start', 'Before its first day')] : []),
      ...(known.length < new Set(trainerIds).size || new Set(trainerIds).size < trainerIds.length
        ? [detail('body.trainerIds', 'unknown', 'Each of them once, and active')]
        : []),
    ]
    if (details.length > 0) throw new Refusal('programme.description', { details })
  }

  private async setTrainers(tx: EntityManager, id: string, trainerIds: readonly string[]): Promise<void> {
    await tx.query('delete from programme_trainer where programme_id = $1', [id])
    await tx.query(
      `insert into programme_trainer (programme_id, person_id, position)
       select $1, person, at from unnest($2::uuid[]) with ordinality as t(person, at)`,
      [id, trainerIds],
    )
  }
}
