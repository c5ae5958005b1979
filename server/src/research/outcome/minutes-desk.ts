import { Injectable } from '@nestjs/common'
import {
  Refusal,
  type EndpointRequest,
  type MinutesPage,
  type SessionMinutes,
  type appointRecorder,
  type saveMinutes,
} from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Config } from '../../platform/config.ts'
import { SessionChange, type SessionEdit } from '../sessions/session-change.ts'
import type { OutcomeAction, OutcomeMoment } from './outcome-access.rules.ts'
import { mayWithOutcome } from './outcome-access.rules.ts'
import { OutcomeGate } from './outcome-gate.ts'
import { minutesClock } from './minutes-clock.ts'
import { draftSections } from './minutes-draft.rules.ts'
import { MinutesFactsReader } from './minutes-facts.ts'
import { MinutesStore, type MinutesChange, type StoredMinutes } from './minutes-store.ts'

interface MinutesUnit {
  readonly edit: SessionEdit
  readonly kept: StoredMinutes | null
}
type Seen = { readonly revision: number }

/** 会议纪要: drafted from the log, edited by people, signed by who organizes. */
@Injectable()
export class MinutesDesk {
  constructor(
    private readonly change: SessionChange,
    private readonly gate: OutcomeGate,
    private readonly facts: MinutesFactsReader,
    private readonly store: MinutesStore,
    private readonly config: Config,
  ) {}

  /** @throws Refusal not_found, auth.forbidden */
  async read(who: PersonPrincipal, sessionId: string): Promise<MinutesPage> {
    const { moment } = await this.gate.enter(who, sessionId, 'read')
    const kept = await this.store.read(sessionId)
    return { minutes: kept && presented(kept), can: rightsOf(moment, kept) }
  }

  /** What stood there is kept for one undo. @throws Refusal …, research.state, conflict.changed, minutes.signed */
  async draft(who: PersonPrincipal, sessionId: string, seen: Seen): Promise<void> {
    await this.gate.enter(who, sessionId, 'draftMinutes')
    const facts = await this.facts.read(who, sessionId)
    const sections = draftSections(facts, minutesClock(this.config.timeZone))
    await this.by(who, sessionId, 'draftMinutes', seen, async ({ edit, kept }) => {
      await this.write(edit, {
        title: `“${facts.theme}”教研活动会议纪要`,
        sections,
        replaced: kept?.sections ?? null,
        draftedAt: edit.now,
        recorderId: kept?.recorderId ?? null,
      })
      await edit.note('research.minutes_drafted', { again: kept !== null })
    })
  }

  /** Tables stay what the server knew. @throws Refusal …, conflict.changed, minutes.signed */
  async save(
    who: PersonPrincipal,
    sessionId: string,
    { texts, ...seen }: EndpointRequest<typeof saveMinutes>['body'],
  ): Promise<void> {
    await this.by(who, sessionId, 'editMinutes', seen, async ({ edit, kept }) => {
      if (!kept) throw new Refusal('not_found')
      const sections = kept.sections.map((one) => ({ ...one, text: texts[one.key] ?? one.text }))
      await this.write(edit, { ...kept, sections })
    })
  }

  /** @throws Refusal …, minutes.no_undo */
  async undo(who: PersonPrincipal, sessionId: string, seen: Seen): Promise<void> {
    await this.by(who, sessionId, 'draftMinutes', seen, async ({ edit, kept }) => {
      if (!kept?.replaced) throw new Refusal('minutes.no_undo')
      await this.write(edit, { ...kept, sections: kept.replaced, replaced: null })
      await edit.note('research.minutes_undone')
    })
  }

  /** @throws Refusal …, research.member when it is no member */
  async appoint(
    who: PersonPrincipal,
    sessionId: string,
    { personId, ...seen }: EndpointRequest<typeof appointRecorder>['body'],
  ): Promise<void> {
    await this.by(who, sessionId, 'appointRecorder', seen, async ({ edit, kept }) => {
      if (!kept) throw new Refusal('not_found')
      if (personId !== null && !edit.session.memberIds.includes(personId))
        throw new Refusal('research.member')
      await this.write(edit, { ...kept, recorderId: personId })
      await edit.note('research.recorder_appointed', { personId })
    })
  }

  /** @throws Refusal …, conflict.changed, minutes.signed */
  async sign(who: PersonPrincipal, sessionId: string, seen: Seen): Promise<void> {
    await this.by(who, sessionId, 'signMinutes', seen, async ({ edit, kept }) => {
      if (!kept) throw new Refusal('not_found')
      await this.store.sign(edit.tx, sessionId, who.id, edit.now)
      await edit.note('research.minutes_signed', { revision: kept.revision + 1 })
    })
  }

  private by(
    who: PersonPrincipal,
    sessionId: string,
    action: OutcomeAction,
    seen: Seen,
    work: (unit: MinutesUnit) => Promise<void>,
  ): Promise<void> {
    return this.change.by(who, sessionId, async (edit) => {
      this.gate.require(action, await this.gate.momentOf(who, edit.session, edit.parts, edit.tx))
      const kept = await this.store.read(sessionId, edit.tx)
      if ((kept?.revision ?? 0) !== seen.revision) throw new Refusal('conflict.changed')
      await work({ edit, kept })
    })
  }

  private write(edit: SessionEdit, change: MinutesChange): Promise<void> {
    return this.store.write(edit.tx, edit.session.id, change, { personId: edit.who.id, at: edit.now })
  }
}

function presented(kept: StoredMinutes): SessionMinutes {
  const { title, sections, revision, updatedBy, recorderId, recorderName, signedBy } = kept
  return {
    title,
    sections: [...sections],
    revision,
    draftedAt: kept.draftedAt.getTime(),
    updatedAt: kept.updatedAt.getTime(),
    updatedBy,
    recorderId,
    recorderName,
    canUndo: kept.replaced !== null,
    signedAt: kept.signedAt?.getTime() ?? null,
    signedBy,
  }
}

const rightsOf = (moment: OutcomeMoment, kept: StoredMinutes | null): MinutesPage['can'] => ({
  draft: mayWithOutcome('draftMinutes', moment),
  edit: kept !== null && mayWithOutcome('editMinutes', moment),
  sign: kept !== null && mayWithOutcome('signMinutes', moment),
  appoint: kept !== null && mayWithOutcome('appointRecorder', moment),
})
