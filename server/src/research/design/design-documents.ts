import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import * as Y from 'yjs'
import { docOf } from './design-doc.rules.ts'
import { DesignStore } from './design-store.ts'

/** A shared document as this process holds it: the log up to `seq`. */
export interface HeldDocument {
  doc: Y.Doc
  seq: number
  snapshotSeq: number
  /** Whose each Yjs client is. */
  hands: Map<number, string>
}

/** Documents that are at hand in this process; the one longest unused is let go. */
const MOST_HELD = 100

/**
 * Documents of designs in memory, so that an update costs no reading of the whole. Only the log in Postgres counts: what is held here is
 * brought up to it under the design's lock before it is used, and thrown away when a transaction fails.
 */
@Injectable()
export class DesignDocuments {
  private readonly held = new Map<string, HeldDocument>()

  constructor(private readonly store: DesignStore) {}

  /** The document after update `seq`, which is the newest under the lock of `tx`. @throws Refusal not_found */
  async under(tx: EntityManager, id: string, seq: number): Promise<HeldDocument> {
    const known = this.held.get(id)
    if (known && known.seq <= seq) await this.catchUp(known, id, seq, tx)
    const document = known && known.seq === seq ? known : await this.load(id, tx)
    this.held.delete(id)
    this.held.set(id, document)
    const [oldest] = this.held.keys()
    if (this.held.size > MOST_HELD && oldest !== undefined) this.forget(oldest)
    return document
  }

  /** A document of its own to read from, as it is saved now. */
  async load(id: string, tx?: EntityManager): Promise<HeldDocument> {
    const { updates, seq, snapshotSeq } = await this.store.document(id, tx)
    return { doc: docOf(updates), seq, snapshotSeq, hands: await this.store.hands(id, tx) }
  }

  forget(id: string): void {
    this.held.delete(id)
  }

  private async catchUp(known: HeldDocument, id: string, seq: number, tx: EntityManager): Promise<void> {
    if (known.seq === seq) return
    // Another replica saved it.
    const missed = await this.store.updatesAfter(id, known.seq, tx)
    known.doc.transact(() => missed.forEach(({ update }) => Y.applyUpdate(known.doc, update)))
    known.hands = await this.store.hands(id, tx)
    known.seq = missed.at(-1)?.seq ?? known.seq
  }
}
