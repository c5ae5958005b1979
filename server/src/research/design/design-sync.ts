import { Injectable } from '@nestjs/common'
import { Refusal } from '@tongke/contract'
import * as Y from 'yjs'
import type { PersonPrincipal } from '../../people/principal.ts'
import { DesignDocuments } from './design-documents.ts'
import { DesignGate } from './design-gate.ts'
import { DesignLog } from './design-log.ts'

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

/** What editors ask for while they write. */
@Injectable()
export class DesignSync {
  constructor(
    private readonly gate: DesignGate,
    private readonly documents: DesignDocuments,
    private readonly log: DesignLog,
  ) {}

  /** @throws Refusal not_found, also to whoever may not see the session */
  async requireReader(who: PersonPrincipal, designId: string): Promise<{ sessionId: string }> {
    const { session } = await this.gate.reader(who, designId)
    return { sessionId: session.id }
  }

  /** What a client lacks that has `vector`. @throws Refusal not_found, request.invalid */
  async join(who: PersonPrincipal, designId: string, vector: string) {
    const { canWrite } = await this.gate.reader(who, designId)
    const { doc, seq } = await this.documents.load(designId)
    return {
      seq,
      canWrite,
      orgName: who.posts[0]?.orgName ?? '',
      missing: base64(lackOf(doc, vector)),
      vector: base64(Y.encodeStateVector(doc)),
    }
  }

  /** @returns the number of the newest saved update, once it is saved. @throws Refusal not_found, auth.forbidden, design.closed, design.update, … */
  push(who: PersonPrincipal, designId: string, update: string): Promise<number> {
    return this.log.append(designId, who.id, Buffer.from(update, 'base64'), (tx, design) =>
      this.gate.requireWriter(who, design, tx),
    )
  }
}

/** @throws Refusal request.invalid */
function lackOf(doc: Y.Doc, vector: string): Uint8Array {
  try {
    return Y.encodeStateAsUpdate(doc, new Uint8Array(Buffer.from(vector, 'base64')))
  } catch {
    throw new Refusal('request.invalid')
  }
}
