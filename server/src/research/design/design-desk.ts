import { Injectable } from '@nestjs/common'
import { Refusal, type EndpointRequest, type nameDesignVersion } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import * as Y from 'yjs'
import { LibraryPolicies } from '../../library/library-policies.ts'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Audit } from '../../platform/audit/audit.service.ts'
import { Clock } from '../../platform/clock.ts'
import { Database, violatedUnique } from '../../platform/database/database.ts'
import { Notices } from '../../platform/database/notices.ts'
import { newId } from '../../platform/id.ts'
import { mayFork } from './design-access.rules.ts'
import { authorshipOf, docOf, emptyDoc, readDesign } from './design-doc.rules.ts'
import { DesignDocuments } from './design-documents.ts'
import { DesignGate } from './design-gate.ts'
import { homeworkRefusal } from './design-homework.rules.ts'
import { DesignLog } from './design-log.ts'
import { DESIGN_NEWS, type NewsNotice } from './design-notice.ts'
import { DesignStore, type StoredDesign } from './design-store.ts'
import { writeDesign } from './design-writing.rules.ts'

/** Beginnings, versions and variants of designs. */
@Injectable()
export class DesignDesk {
  constructor(
    private readonly database: Database,
    private readonly gate: DesignGate,
    private readonly store: DesignStore,
    private readonly documents: DesignDocuments,
    private readonly log: DesignLog,
    private readonly policies: LibraryPolicies,
    private readonly notices: Notices,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @returns its id; of the one that is there already, if there is one. @throws Refusal not_found, auth.forbidden, design.closed */
  async begin(who: PersonPrincipal, sessionId: string): Promise<string> {
    const session = await this.gate.session(who, sessionId)
    const [known] = await this.store.ofSession(sessionId)
    if (known?.kind === 'common') return known.id
    this.gate.requirePart(session)
    const id = newId()
    const now = this.clock.now()
    try {
      await this.database.transaction(async (tx) => {
        await tx.query(
          `insert into research_design (id, session_id, kind, created_by, created_at, updated_at, snapshot)
           values ($1, $2, 'common', $3, $4, $4, $5)`,
          [id, sessionId, who.id, now, Buffer.from(Y.encodeStateAsUpdate(emptyDoc()))],
        )
        await this.note(tx, who, 'design.begun', id)
      })
      return id
    } catch (error) {
      // Somebody was quicker: theirs is the common one.
      if (violatedUnique(error) !== 'research_design_common') throw error
      return this.begin(who, sessionId)
    }
  }

  /** A school's own copy of the common design as it stands or of a version. @returns its id. @throws Refusal design.forked, … */
  async fork(
    who: PersonPrincipal,
    parentId: string,
    { orgId, version }: { orgId: string; version: number | null },
  ): Promise<string> {
    const { design: parent, session } = await this.gate.reader(who, parentId)
    this.gate.requirePart(session)
    if (parent.kind !== 'common' || !mayFork(session, orgId)) throw new Refusal('auth.forbidden')
    const id = newId()
    try {
      await this.database.transaction(async (tx) => {
        const { seq } = await this.store.lock(tx, parentId)
        const doc = version === null ? null : docOf([await this.store.state(parentId, version, tx)])
        const copied = doc ?? (await this.documents.under(tx, parentId, seq)).doc
        await this.copy(tx, who, id, { parent, orgId, version }, copied)
        await this.note(tx, who, 'design.forked', id, { parentId, orgId, version })
        await this.tell(tx, { designId: parentId, about: 'versions' })
      })
    } catch (error) {
      if (violatedUnique(error) === 'research_design_variant') throw new Refusal('design.forked')
      throw error
    }
    return id
  }

  /** Keeps the design as it stands. @throws Refusal design.unchanged, resource.written_homework, … */
  async nameVersion(
    who: PersonPrincipal,
    id: string,
    { name, note }: EndpointRequest<typeof nameDesignVersion>['body'],
  ): Promise<void> {
    const { session } = await this.gate.reader(who, id)
    const policy = await this.policies.today()
    await this.database.transaction(async (tx) => {
      const design = await this.store.lock(tx, id)
      await this.gate.requireWriter(who, design, tx)
      const [newest] = await this.store.versions(id, tx)
      if ((newest?.seq ?? 0) === design.seq) throw new Refusal('design.unchanged')
      const { doc, hands } = await this.documents.under(tx, id, design.seq)
      const content = readDesign(doc)
      const refusal = homeworkRefusal(content, session.grade, policy)
      if (refusal) throw refusal
      const authorship = authorshipOf(doc, (client) => hands.get(client))
      const number = design.versions + 1
      await tx.query(
        `insert into research_design_version (design_id, number, name, note, author_id, at, seq, content, authorship, state)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [
          id,
          number,
          name,
          note,
          who.id,
          this.clock.now(),
          design.seq,
          JSON.stringify(content),
          JSON.stringify(authorship),
          Buffer.from(Y.encodeStateAsUpdate(doc)),
        ],
      )
      await tx.query('update research_design set versions = $2 where id = $1', [id, number])
      await this.note(tx, who, 'design.version_named', id, { number, name })
      await this.tell(tx, { designId: id, about: 'versions' })
    })
  }

  /** Writes the design back to a version: an edit like any other, which everybody sees and nobody's words are lost by. */
  async restore(who: PersonPrincipal, id: string, number: number): Promise<void> {
    await this.gate.reader(who, id)
    const { content } = await this.store.version(id, number)
    await this.log.edit(
      id,
      who.id,
      'restore',
      (doc) => writeDesign(doc, content),
      (tx, design) => this.gate.requireWriter(who, design, tx),
    )
    await this.database.transaction(async (tx) => {
      await this.note(tx, who, 'design.restored', id, { number })
      await this.tell(tx, { designId: id, about: 'versions' })
    })
  }

  private async copy(
    tx: EntityManager,
    who: PersonPrincipal,
    id: string,
    { parent, orgId, version }: { parent: StoredDesign; orgId: string; version: number | null },
    doc: Y.Doc,
  ): Promise<void> {
    const state = Buffer.from(Y.encodeStateAsUpdate(doc))
    const now = this.clock.now()
    await tx.query(
      `insert into research_design (id, session_id, kind, org_id, parent_id, parent_version, parent_content, created_by,
         created_at, updated_at, snapshot, snapshot_seq, seq)
       values ($1, $2, 'variant', $3, $4, $5, $6, $7, $8, $8, $9, 1, 1)`,
      [id, parent.sessionId, orgId, parent.id, version, JSON.stringify(readDesign(doc)), who.id, now, state],
    )
    await tx.query(
      `insert into research_design_update (design_id, seq, kind, person_id, update, work, at)
       values ($1, 1, 'fork', $2, $3, '{}', $4)`,
      [id, who.id, state, now],
    )
    // What was written in the common design keeps its authors here.
    await tx.query(
      `insert into research_design_hand (design_id, client_id, person_id)
       select $1, client_id, person_id from research_design_hand where design_id = $2`,
      [id, parent.id],
    )
  }

  private note(
    tx: EntityManager,
    actor: PersonPrincipal,
    action: string,
    id: string,
    detail: Record<string, unknown> = {},
  ): Promise<void> {
    return this.audit.write({ actor, action, target: `design:${id}`, detail }, tx)
  }

  private tell(tx: EntityManager, news: NewsNotice): Promise<void> {
    return this.notices.publish(tx, DESIGN_NEWS, news)
  }
}
