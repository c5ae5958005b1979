import { Injectable } from '@nestjs/common'
import {
  Refusal,
  type EndpointRequest,
  type Observation,
  type ObservationSheet,
  type putSheet,
} from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { LessonStore } from '../../lessons/lesson-store.ts'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Audit } from '../../platform/audit/audit.service.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { ObservationPolicies } from './observation-policies.ts'
import { ObservedSessions } from './observed-sessions.ts'
import { ScaleStore } from './scale-store.ts'
import { hindranceOf, isObserved, mayChoose, takeBackUntil } from './sheet.rules.ts'
import { presentSheet, SheetStore, type StoredSheet } from './sheet-store.ts'

/** 观课记录 of one observer, from its beginning to its being handed in. */
@Injectable()
export class Sheets {
  constructor(
    private readonly database: Database,
    private readonly sessions: ObservedSessions,
    private readonly store: SheetStore,
    private readonly scales: ScaleStore,
    private readonly lessons: LessonStore,
    private readonly policies: ObservationPolicies,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal not_found */
  async observation(who: PersonPrincipal, sessionId: string): Promise<Observation> {
    const session = await this.sessions.get(who, sessionId)
    await this.sessions.admitMember(who, session)
    const own = await this.store.ofAuthor(who.id, sessionId)
    const chosen = own.flatMap(({ scaleVersionId }) => (scaleVersionId ? [scaleVersionId] : []))
    const scales = await this.scales.inUse(chosen)
    const sheets: ObservationSheet[] = []
    for (const sheet of own) sheets.push(await this.present(sheet))
    return {
      sessionId,
      theme: session.theme,
      lessons: await this.sessions.present(who, session.lessonIds),
      scales: scales.map(({ id, title, purpose, number, content }) => ({
        id,
        title,
        purpose,
        number,
        content,
      })),
      sheets,
      takeBackMinutes: (await this.policies.today()).takeBackMinutes,
      mayObserve: await this.sessions.mayObserve(who, session),
    }
  }

  /** @throws Refusal not_found, auth.forbidden, observation.closed, observation.handed_in, scale.state */
  async put(
    who: PersonPrincipal,
    { id: sessionId, sheetId }: EndpointRequest<typeof putSheet>['params'],
    { lessonId, scaleVersionId }: EndpointRequest<typeof putSheet>['body'],
  ): Promise<ObservationSheet> {
    const session = await this.sessions.get(who, sessionId)
    this.sessions.requireLesson(session, lessonId)
    const post = who.posts[0]
    if (!post || !(await this.sessions.mayObserve(who, session))) throw new Refusal('auth.forbidden')
    await this.sessions.admitMember(who, session)
    const orgId = session.members.find(({ personId }) => personId === who.id)?.orgId ?? post.orgId
    const { status } = await this.lessons.read(lessonId)
    if (!isObserved(status)) throw new Refusal('observation.closed')
    const id = await this.database.transaction(async (tx) => {
      // Two devices of one observer that begin at once end on one sheet; a foreign id is nobody's.
      await tx.query(
        `insert into observation_sheet (id, session_id, lesson_id, person_id, org_id, opened_at)
         values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
        [sheetId, sessionId, lessonId, who.id, orgId, this.clock.now()],
      )
      const [row] = await this.database.rows<{ id: string }>(
        'select id from observation_sheet where session_id = $1 and lesson_id = $2 and person_id = $3',
        [sessionId, lessonId, who.id],
        tx,
      )
      if (!row) throw new Refusal('not_found')
      const sheet = await this.store.lockOwn(tx, who.id, row.id)
      if (sheet.scaleVersionId === scaleVersionId) return sheet.id
      if (sheet.handedInAt) throw new Refusal('observation.handed_in')
      if (scaleVersionId) {
        const { state } = await this.scales.visible(who, scaleVersionId, tx)
        if (!mayChoose(state, false)) throw new Refusal('scale.state')
      }
      await tx.query('update observation_sheet set scale_version_id = $2 where id = $1', [
        sheet.id,
        scaleVersionId,
      ])
      return sheet.id
    })
    return this.own(who, id)
  }

  /** @throws Refusal not_found, observation.unsent, observation.blank */
  async handIn(who: PersonPrincipal, id: string, said: number): Promise<ObservationSheet> {
    await this.database.transaction(async (tx) => {
      const sheet = await this.store.lockOwn(tx, who.id, id)
      if (sheet.handedInAt) return
      const { length: kept } = await this.store.marksOf([id], tx)
      const hindrance = hindranceOf({ said, kept, answers: Object.keys(sheet.answers).length })
      if (hindrance) throw new Refusal(hindrance)
      await tx.query('update observation_sheet set handed_in_at = $2 where id = $1', [id, this.clock.now()])
      await this.note(tx, who, 'observation.handed_in', sheet, kept)
    })
    return this.own(who, id)
  }

  /** @throws Refusal not_found, observation.final */
  async takeBack(who: PersonPrincipal, id: string): Promise<ObservationSheet> {
    const { takeBackMinutes } = await this.policies.today()
    await this.database.transaction(async (tx) => {
      const sheet = await this.store.lockOwn(tx, who.id, id)
      if (!sheet.handedInAt) return
      if (!takeBackUntil(sheet.handedInAt.getTime(), takeBackMinutes, this.clock.now().getTime()))
        throw new Refusal('observation.final')
      await tx.query('update observation_sheet set handed_in_at = null where id = $1', [id])
      await this.note(tx, who, 'observation.taken_back', sheet, null)
    })
    return this.own(who, id)
  }

  private async own(who: PersonPrincipal, id: string): Promise<ObservationSheet> {
    return this.present(await this.database.transaction((tx) => this.store.lockOwn(tx, who.id, id)))
  }

  private async present(sheet: StoredSheet): Promise<ObservationSheet> {
    const { startedAt } = await this.lessons.read(sheet.lessonId)
    const { takeBackMinutes } = await this.policies.today()
    const marks = await this.store.marksOf([sheet.id])
    return presentSheet(sheet, marks, { startedAt, now: this.clock.now().getTime(), takeBackMinutes })
  }

  private note(
    tx: EntityManager,
    who: PersonPrincipal,
    action: string,
    { id, lessonId }: StoredSheet,
    marks: number | null,
  ) {
    const detail = { lessonId, ...(marks === null ? {} : { marks }) }
    return this.audit.write({ actor: who, action, target: `sheet:${id}`, detail }, tx)
  }
}
