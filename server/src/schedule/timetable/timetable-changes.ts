import { Injectable } from '@nestjs/common'
import {
  Refusal,
  TimetableFinding,
  type ErrorDetail,
  type FreePlace,
  type RuleReasons,
  type SlotMove,
  type TimetableChange,
} from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { z } from 'zod'
import { Audit } from '../../platform/audit/audit.service.ts'
import { Database, violatedUnique } from '../../platform/database/database.ts'
import { newId } from '../../platform/id.ts'
import type { PersonPrincipal } from '../../people/principal.ts'
import { PairingReading } from '../pairings/pairing-reading.ts'
import { after, movesBack, plannedMoves, plannedSave, type PlannedChange } from './slot-change.rules.ts'
import type { SlotRecord } from './slot-records.rules.ts'
import { SlotStore } from './slot-store.ts'
import { mayDo, mayLetListen } from './timetable-access.rules.ts'
import { TimetableSnapshots, type PlacedClass, type TermFrame } from './timetable-snapshots.ts'
import { slotProblems, type TeacherFact } from './slot-input.rules.ts'
import { nearestFree } from './validator/free-slots.rules.ts'
import type { Finding } from './validator/finding.ts'
import type { TimetableSnapshot } from './validator/snapshot.ts'
import { TimetableIndex } from './validator/timetable-index.ts'
import { brokenBy } from './validator/validate.ts'

const FREE_PLACES = 6

interface Outcome {
  readonly frame: TermFrame
  readonly planned: PlannedChange
  readonly findings: Finding[]
  readonly free: FreePlace[]
  readonly undo: SlotMove[]
}

interface Neighbourhood {
  readonly records: SlotRecord[]
  readonly classes: readonly PlacedClass[]
  readonly snapshot: TimetableSnapshot
}

const isOpen = ({ severity, rule, reason }: Finding, reasons: RuleReasons): boolean =>
  severity === 'soft' && reason === null && reasons[rule] === undefined

const detailOf = ({ rule, code, who, slots, weeks }: Finding): ErrorDetail => ({
  path: rule,
  code,
  message: `${who}: ${slots.map((slot) => `${slot.orgName} ${slot.className} day ${slot.weekday} period ${slot.period}`).join(' / ')}${weeks.length > 0 ? ` (weeks ${weeks.join(', ')})` : ''}`,
})

const parsed = (findings: readonly Finding[]): TimetableFinding[] => z.array(TimetableFinding).parse(findings)

/** Slots are made, described anew and moved here, after the sixteen rules have seen what would become of it. */
@Injectable()
export class TimetableChanges {
  constructor(
    private readonly database: Database,
    private readonly store: SlotStore,
    private readonly snapshots: TimetableSnapshots,
    private readonly pairings: PairingReading,
    private readonly audit: Audit,
  ) {}

  /** What a change would break, and where its slot could go instead. */
  async check(who: PersonPrincipal, termId: string, change: TimetableChange) {
    const { findings, free } = await this.judge(who, termId, change, this.database.manager)
    return { findings: parsed(findings), free }
  }

  /** @throws Refusal timetable.clash | timetable.reason with the findings as details */
  async apply(who: PersonPrincipal, termId: string, change: TimetableChange, reasons: RuleReasons) {
    return this.guarded(() =>
      this.database.transaction(async (tx) => {
        await this.store.lock(tx, termId)
        const { planned, findings, frame, undo } = await this.judge(who, termId, change, tx)
        const hard = findings.filter(({ severity }) => severity === 'hard')
        if (hard.length > 0)
          throw new Refusal('timetable.clash', { details: hard.slice(0, 20).map(detailOf) })
        const open = findings.filter((one) => isOpen(one, reasons))
        if (open.length > 0)
          throw new Refusal('timetable.reason', { details: open.slice(0, 20).map(detailOf) })
        const broken = new Set(findings.map(({ rule }) => rule))
        const given = Object.fromEntries(
          Object.entries(reasons).filter(([rule]) => broken.has(rule as never)),
        )
        const upserts = planned.upserts.map((one) => ({ ...one, reasons: { ...one.reasons, ...given } }))
        await this.store.remove(tx, planned.removes)
        await this.store.save(tx, upserts, frame.weeks)
        const slotIds = upserts.map(({ id }) => id)
        await this.note(
          who,
          `timetable.${change.kind === 'move' ? 'moved' : 'saved'}`,
          termId,
          { slotIds, reasons: given },
          tx,
        )
        return { slotIds, findings: parsed(findings), undo }
      }),
    )
  }

  async remove(who: PersonPrincipal, slotId: string): Promise<void> {
    const found = await this.store.withLegs([slotId])
    const slot = found.find(({ id }) => id === slotId)
    // A class stops listening by being taken out of the lecture.
    if (!slot || slot.lectureSlotId !== null) throw new Refusal('not_found')
    const frame = await this.snapshots.frame(slot.termId)
    await this.requireEdit(who, await this.snapshots.classes(frame, { ids: [slot.classId] }))
    await this.database.transaction(async (tx) => {
      await this.store.lock(tx, slot.termId)
      await this.store.remove(tx, [slotId])
      await this.note(
        who,
        'timetable.removed',
        slot.termId,
        { slotId, subject: slot.subject, classId: slot.classId },
        tx,
      )
    })
  }

  async free(who: PersonPrincipal, slotId: string): Promise<{ items: FreePlace[] }> {
    const [slot] = (await this.store.withLegs([slotId])).filter(({ id }) => id === slotId)
    if (!slot) throw new Refusal('not_found')
    const frame = await this.snapshots.frame(slot.termId)
    const head = slot.lectureSlotId ?? slot.id
    const around = await this.neighbourhood(
      frame,
      await this.store.withLegs([head]),
      [],
      this.database.manager,
    )
    const home = around.classes.find(({ id }) => id === slot.classId)
    if (!home || !mayDo(who, 'read', home.orgPath)) throw new Refusal('not_found')
    return { items: this.places(who, around, slotId) }
  }

  /** Places that this person may use: what makes way belongs to a school whose timetable is theirs to change. */
  private places(
    who: PersonPrincipal,
    { snapshot, classes, records }: Neighbourhood,
    slotId: string,
  ): FreePlace[] {
    const pathOf = new Map(classes.map(({ id, orgPath }) => [id, orgPath]))
    const classOf = new Map(records.map(({ id, classId }) => [id, classId]))
    const mayMove = (id: string) => mayDo(who, 'edit', pathOf.get(classOf.get(id) ?? '') ?? '')
    return nearestFree(new TimetableIndex(snapshot), slotId, FREE_PLACES * 4)
      .filter(({ exchanged }) => exchanged.every(({ id }) => mayMove(id)))
      .slice(0, FREE_PLACES) as FreePlace[]
  }

  private async judge(
    who: PersonPrincipal,
    termId: string,
    change: TimetableChange,
    tx: EntityManager,
  ): Promise<Outcome> {
    const frame = await this.snapshots.frame(termId)
    const touched =
      change.kind === 'move'
        ? await this.store.withLegs(
            change.moves.map(({ slotId }) => slotId),
            tx,
          )
        : change.slotId === null
          ? []
          : await this.store.withLegs([change.slotId], tx)
    const missing =
      change.kind === 'move'
        ? change.moves.some(({ slotId }) => !touched.some(({ id }) => id === slotId))
        : change.slotId !== null && !touched.some(({ id }) => id === change.slotId)
    if (missing || touched.some((one) => one.termId !== termId)) throw new Refusal('not_found')
    const named =
      change.kind === 'save' ? [change.slot.classId, ...change.slot.legs.map(({ classId }) => classId)] : []
    const teachers =
      change.kind === 'save'
        ? [change.slot.teacherId, ...change.slot.legs.map(({ assistantId }) => assistantId)].flatMap(
            (id) => id ?? [],
          )
        : []
    const around = await this.neighbourhood(frame, touched, named, tx, teachers)
    const slotId = change.kind === 'save' ? (change.slotId ?? newId()) : null
    const index = new TimetableIndex(around.snapshot)
    const ground = { index, records: around.records, termWeeks: frame.weeks }
    if (change.kind === 'save') await this.requireInput(change.slot, around, teachers, tx)
    const planned =
      change.kind === 'move'
        ? plannedMoves(ground, change.moves)
        : plannedSave(ground, change.slot, {
            termId,
            slotId: slotId ?? '',
            homes: new Map(around.classes.map((one) => [one.id, one])),
            newId,
          })
    await this.requireRights(who, change, planned, around, frame, tx)
    const changed = await this.snapshots.build(frame, after(around.records, planned), around.classes, tx)
    const moved = change.kind === 'move' ? change.moves[0]?.slotId : change.slotId
    return {
      frame,
      planned,
      findings: brokenBy(around.snapshot, changed),
      free: moved ? this.places(who, around, moved) : [],
      undo: change.kind === 'move' ? movesBack(touched, change.moves) : [],
    }
  }

  /** Everything a change can clash with: slots of the classes, people and schools it names, and all lectures. */
  private async neighbourhood(
    frame: TermFrame,
    touched: readonly SlotRecord[],
    classIds: readonly string[],
    tx: EntityManager,
    teacherIds: readonly string[] = [],
  ): Promise<Neighbourhood> {
    const near = [...new Set([...touched.map(({ classId }) => classId), ...classIds])]
    const homes = await this.snapshots.classes(frame, { ids: near }, tx)
    if (homes.length < near.length) throw new Refusal('not_found')
    const records = await this.store.select(
      frame.term.id,
      {
        // Rooms are shared within a school only: its slots are all there.
        orgIds: [...new Set(homes.map(({ orgId }) => orgId))],
        teacherIds: [...new Set([...touched.flatMap(({ teacherId }) => teacherId ?? []), ...teacherIds])],
        lectures: true,
      },
      tx,
    )
    const all = [...new Set([...near, ...records.map(({ classId }) => classId)])]
    const classes = await this.snapshots.classes(frame, { ids: all }, tx)
    return { records, classes, snapshot: await this.snapshots.build(frame, records, classes, tx) }
  }

  private async requireInput(
    input: Extract<TimetableChange, { kind: 'save' }>['slot'],
    { classes }: Neighbourhood,
    teacherIds: readonly string[],
    tx: EntityManager,
  ): Promise<void> {
    const teachers = await this.database.rows<TeacherFact>(
      `select p.id, coalesce(jsonb_agg(o.path) filter (where o.id is not null), '[]') as "orgPaths"
         from person p left join post t on t.person_id = p.id and t.role in ('teacher', 'head', 'coordinator')
           and (t.to_day is null or t.to_day >= now()::date) left join organization o on o.id = t.org_id
        where p.id = any($1) and p.state = 'ACTIVE' group by p.id`,
      [teacherIds],
      tx,
    )
    const details = slotProblems(
      input,
      new Map(classes.map((one) => [one.id, one])),
      new Map(teachers.map((one) => [one.id, one])),
    )
    if (details.length > 0) throw new Refusal('timetable.slot', { details })
  }

  /** @throws Refusal auth.forbidden where a change reaches into a timetable that is not theirs and no agreement says so */
  private async requireRights(
    who: PersonPrincipal,
    change: TimetableChange,
    planned: PlannedChange,
    { classes, records }: Neighbourhood,
    { term }: TermFrame,
    tx: EntityManager,
  ): Promise<void> {
    const placed = new Map(classes.map((one) => [one.id, one]))
    const of = (classId: string) => placed.get(classId)
    const heads = planned.upserts.filter(({ lectureSlotId }) => lectureSlotId === null)
    // A slot that moves to another class leaves one as well.
    const own = [...heads, ...records.filter(({ id }) => heads.some((head) => head.id === id))]
    await this.requireEdit(
      who,
      own.flatMap(({ classId }) => of(classId) ?? []),
    )
    const legs = planned.upserts.filter(({ lectureSlotId }) => lectureSlotId !== null)
    const loose = legs.filter((leg) => !heads.some(({ id }) => id === leg.lectureSlotId))
    await this.requireEdit(
      who,
      loose.flatMap(({ classId }) => of(classId) ?? []),
    )
    if (change.kind !== 'save') return
    const agreed = await this.pairings.activeIn(term.id, tx)
    const isAgreed = (listening: string) =>
      agreed.some(
        (one) =>
          one.lectureClassId === change.slot.classId &&
          one.listeningClassId === listening &&
          (one.subjects.length === 0 || one.subjects.includes(change.slot.subject as never)),
      )
    const refused = legs.some((leg) => {
      const home = of(leg.classId)
      return !home || !mayLetListen(who, home, isAgreed)
    })
    if (refused) throw new Refusal('auth.forbidden')
  }

  private async requireEdit(who: PersonPrincipal, classes: readonly PlacedClass[]): Promise<void> {
    if (!classes.every(({ orgPath }) => mayDo(who, 'edit', orgPath))) throw new Refusal('auth.forbidden')
  }

  /** What the database holds against double booking is the same clash, found by whoever was quicker. */
  private async guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      const constraint = violatedUnique(error)
      if (constraint === null) throw error
      throw new Refusal('timetable.clash', {
        details: [{ path: 'V5', code: constraint, message: 'Taken meanwhile' }],
      })
    }
  }

  private note(
    who: PersonPrincipal,
    action: string,
    termId: string,
    detail: Record<string, unknown>,
    tx: EntityManager,
  ) {
    return this.audit.write({ actor: who, action, target: `term:${termId}`, detail }, tx)
  }
}
