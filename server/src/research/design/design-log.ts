import { Injectable } from '@nestjs/common'
import { MAX_DESIGN_BYTES, Refusal } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import * as Y from 'yjs'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { Notices } from '../../platform/database/notices.ts'
import { DesignDocuments, type HeldDocument } from './design-documents.ts'
import { takeUpdate, type Taken } from './design-doc.rules.ts'
import { DESIGN_SAVED, NOTICE_BYTES, type SavedNotice } from './design-notice.ts'
import { DesignStore, type StoredDesign } from './design-store.ts'

/** After so many updates the whole document is kept anew, so that opening it stays quick. */
const SNAPSHOT_EVERY = 200
/** Updates saved in one transaction at most. */
const BATCH = 60

export type UpdateKind = 'edit' | 'restore'

/** Says under the lock of the design whether somebody may write. @throws Refusal */
export type Gate = (tx: EntityManager, design: StoredDesign) => Promise<void>

interface Waiting {
  readonly personId: string
  readonly kind: UpdateKind
  readonly update: (document: HeldDocument) => Uint8Array
  readonly gate: Gate
  readonly resolve: (seq: number) => void
  readonly reject: (error: unknown) => void
}

/** What a transaction settled, told once it has committed. */
type Settled = () => void

/**
 * The append-only log of a design's updates. What is acknowledged has been committed. Updates that come while a transaction is under
 * way wait and are saved together by the next: eight people typing cost hardly more than one.
 */
@Injectable()
export class DesignLog {
  private readonly lanes = new Map<string, Waiting[]>()

  constructor(
    private readonly database: Database,
    private readonly store: DesignStore,
    private readonly documents: DesignDocuments,
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  /** @returns the number of the newest saved update. @throws Refusal not_found, design.update, design.gap, design.another_hand, design.too_large */
  append(designId: string, personId: string, update: Uint8Array, gate: Gate): Promise<number> {
    return this.enqueue(designId, { personId, kind: 'edit', update: () => update, gate })
  }

  /** Saves what `change` does to the document as it is then. */
  edit(
    designId: string,
    personId: string,
    kind: UpdateKind,
    change: (doc: Y.Doc) => void,
    gate: Gate,
  ): Promise<number> {
    const update = ({ doc }: HeldDocument) => {
      const copy = new Y.Doc()
      Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
      change(copy)
      return Y.encodeStateAsUpdate(copy, Y.encodeStateVector(doc))
    }
    return this.enqueue(designId, { personId, kind, update, gate })
  }

  private enqueue(designId: string, asked: Omit<Waiting, 'resolve' | 'reject'>): Promise<number> {
    return new Promise((resolve, reject) => {
      const lane = this.lanes.get(designId)
      const waiting = { ...asked, resolve, reject }
      if (lane) return void lane.push(waiting)
      const fresh = [waiting]
      this.lanes.set(designId, fresh)
      void this.drain(designId, fresh)
    })
  }

  private async drain(designId: string, lane: Waiting[]): Promise<void> {
    while (lane.length > 0) {
      const batch = lane.splice(0, BATCH)
      try {
        const settled = await this.database.transaction((tx) => this.save(tx, designId, batch))
        settled.forEach((tell) => tell())
      } catch (error) {
        // Nothing of it is saved: what is held may be ahead of the log.
        this.documents.forget(designId)
        batch.forEach(({ reject }) => reject(error))
      }
    }
    this.lanes.delete(designId)
  }

  private async save(tx: EntityManager, designId: string, batch: readonly Waiting[]): Promise<Settled[]> {
    const design = await this.store.lock(tx, designId)
    let document = await this.documents.under(tx, designId, design.seq)
    const settled: Settled[] = []
    const saved: Uint8Array[] = []
    const gates = new Map<string, Promise<void>>()
    for (const one of batch) {
      try {
        // One question for each person is enough: all of the batch are judged at the same moment.
        const gate = gates.get(one.personId) ?? one.gate(tx, design)
        gates.set(one.personId, gate)
        await gate
        const update = one.update(document)
        const taken = takeUpdate(document.doc, update, one.personId, (client) => document.hands.get(client))
        if ('refusal' in taken) {
          // Read anew within the transaction, so with everything that was saved before.
          if (taken.isDirty) document = await this.afresh(tx, designId, document)
          throw taken.refusal
        }
        if (!taken.isKnown) {
          await this.write(tx, designId, document, one, update, taken)
          saved.push(update)
        }
        const { seq } = document
        settled.push(() => one.resolve(seq))
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        settled.push(() => one.reject(error))
      }
    }
    if (saved.length > 0) await this.finish(tx, designId, document, saved)
    return settled
  }

  private async afresh(tx: EntityManager, designId: string, { seq }: HeldDocument): Promise<HeldDocument> {
    this.documents.forget(designId)
    return this.documents.under(tx, designId, seq)
  }

  private async write(
    tx: EntityManager,
    designId: string,
    document: HeldDocument,
    { personId, kind }: Waiting,
    update: Uint8Array,
    { hands, work }: Taken,
  ): Promise<void> {
    const seq = document.seq + 1
    await tx.query(
      `insert into research_design_update (design_id, seq, kind, person_id, update, work, at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [designId, seq, kind, personId, Buffer.from(update), JSON.stringify(work), this.clock.now()],
    )
    for (const hand of hands) document.hands.set(hand, personId)
    if (hands.length > 0)
      await tx.query(
        `insert into research_design_hand (design_id, client_id, person_id)
         select $1, client, $3 from unnest($2::bigint[]) as t(client)`,
        [designId, hands, personId],
      )
    document.seq = seq
  }

  private async finish(
    tx: EntityManager,
    designId: string,
    document: HeldDocument,
    saved: readonly Uint8Array[],
  ): Promise<void> {
    const { seq } = document
    await tx.query('update research_design set seq = $2, updated_at = $3 where id = $1', [
      designId,
      seq,
      this.clock.now(),
    ])
    if (seq - document.snapshotSeq >= SNAPSHOT_EVERY || saved.some(({ length }) => length > NOTICE_BYTES))
      await this.keepWhole(tx, designId, document)
    const update = Buffer.from(saved.length === 1 ? saved[0]! : Y.mergeUpdates([...saved])).toString('base64')
    const notice: SavedNotice = {
      designId,
      seq,
      count: saved.length,
      update: update.length <= NOTICE_BYTES ? update : null,
    }
    await this.notices.publish(tx, DESIGN_SAVED, notice)
  }

  private async keepWhole(tx: EntityManager, designId: string, document: HeldDocument): Promise<void> {
    const state = Buffer.from(Y.encodeStateAsUpdate(document.doc))
    if (state.length > MAX_DESIGN_BYTES) throw new Refusal('design.too_large')
    await tx.query('update research_design set snapshot = $2, snapshot_seq = $3 where id = $1', [
      designId,
      state,
      document.seq,
    ])
    document.snapshotSeq = document.seq
  }
}
