import { Injectable } from '@nestjs/common'
import { Refusal, ResourceMetadata, type FileKind, type ResourceType } from '@tongke/contract'
import { Readable } from 'node:stream'
import { ResourceDrafts } from '../../library/resources/resource-drafts.ts'
import { SUBJECT_NAMES } from '../../people/import/columns.ts'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Clock } from '../../platform/clock.ts'
import { Config } from '../../platform/config.ts'
import { Database } from '../../platform/database/database.ts'
import { documentDocx } from '../../platform/paper/document-docx.ts'
import { BlobStore } from '../../platform/store/blob-store.ts'
import { DesignReading } from '../design/design-reading.ts'
import { SessionReading } from '../sessions/session-reading.ts'
import type { StoredSession } from '../sessions/session-store.ts'
import { designDocument } from './design-paper.rules.ts'
import { minutesClock } from './minutes-clock.ts'
import { OutcomeStore, type MadeKind } from './outcome-store.ts'
import { SessionLineage } from './session-lineage.ts'

/** Somebody else made it at the same moment. */
class MadeBefore extends Error {}

interface Content {
  readonly kind: MadeKind
  readonly sourceId: string
  readonly type: ResourceType
  readonly title: string
  readonly description: string
  readonly file: { name: string; kind: FileKind; mimeType: string; content: Buffer }
}

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const fileName = (title: string, ending: string): string =>
  `${title.replaceAll(/[\\/:*?"<>|]/g, ' ')}.${ending}`

/** Drafts of the library that are made of what members wrote. */
@Injectable()
export class OutcomeDrafts {
  constructor(
    private readonly database: Database,
    private readonly store: OutcomeStore,
    private readonly drafts: ResourceDrafts,
    private readonly lineage: SessionLineage,
    private readonly designs: DesignReading,
    private readonly reading: SessionReading,
    private readonly blobs: BlobStore,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** @throws Refusal not_found */
  async design(who: PersonPrincipal, session: StoredSession, designId: string): Promise<void> {
    const design = (await this.designs.designsOf(session.id)).find(({ id }) => id === designId)
    if (!design) throw new Refusal('not_found')
    const { nodePath } = await this.reading.detail(who, session.id)
    const { orgName, content, contributors } = design
    const people = contributors.map(({ name }) => name)
    const day = minutesClock(this.config.timeZone).day(this.clock.now().getTime())
    const { theme, grade } = session
    const subject = SUBJECT_NAMES[session.subject]
    const paper = designDocument({ theme, grade, subject, nodePath, orgName, content, people, day })
    const title = titleOf(theme, orgName === null ? '教学设计' : `教学设计（${orgName}）`)
    await this.create(who, session, {
      kind: 'design',
      sourceId: designId,
      type: 'lesson_plan',
      title,
      description: `同步教研“${theme}”的定稿。执笔：${people.join('、')}`,
      file: {
        name: fileName(title, 'docx'),
        kind: 'document',
        mimeType: DOCX,
        content: await documentDocx(paper),
      },
    })
  }

  /** @throws Refusal not_found before there is one */
  async reflection(who: PersonPrincipal, session: StoredSession): Promise<void> {
    const [row] = await this.database.rows<{ text: string }>(
      'select text from research_reflection where session_id = $1 and person_id = $2',
      [session.id, who.id],
    )
    if (!row) throw new Refusal('not_found')
    const title = titleOf(session.theme, `教学反思（${who.name}）`)
    await this.create(who, session, {
      kind: 'reflection',
      sourceId: who.id,
      type: 'material',
      title,
      description: `同步教研“${session.theme}”之后的反思`,
      file: {
        name: fileName(title, 'txt'),
        kind: 'text',
        mimeType: 'text/plain',
        content: Buffer.from(`${title}\n\n${row.text}\n`, 'utf8'),
      },
    })
  }

  private async create(who: PersonPrincipal, session: StoredSession, content: Content): Promise<void> {
    const { file, kind, sourceId, type } = content
    const { sha256 } = await this.blobs.put(Readable.from([file.content]))
    const metadata = ResourceMetadata.parse({
      title: content.title,
      description: content.description.slice(0, 2000),
      subject: session.subject,
      gradeFrom: session.grade,
      gradeTo: session.grade,
      nodeIds: session.nodeId === null ? [] : [session.nodeId],
      audience: 'teacher',
      licence: 'school',
    })
    const orgId = await this.orgOf(who, session)
    const lineage = await this.lineage.of(who, session.id)
    const at = this.clock.now()
    const made = { sessionId: session.id, kind, sourceId, personId: who.id, jobId: null, at }
    const more = {
      files: [
        { role: 'main' as const, name: file.name, kind: file.kind, mimeType: file.mimeType, blobSha: sha256 },
      ],
      also: async (tx: Parameters<OutcomeStore['take']>[0], resourceId: string) => {
        if (!(await this.store.take(tx, { ...made, resourceId }))) throw new MadeBefore()
      },
      detail: { session: session.id },
    }
    const draft = { type, orgId, metadata, lineage }
    try {
      await this.drafts.create(who, draft, more)
    } catch (error) {
      if (error instanceof MadeBefore) return
      // A node may have been closed meanwhile: then the author chooses.
      if (!(error instanceof Refusal) || error.code !== 'node.unknown') throw error
      await this.drafts.create(who, { ...draft, metadata: { ...metadata, nodeIds: [] } }, more)
    }
  }

  /** The school somebody came from into the session, as long as they serve there. @throws Refusal auth.forbidden */
  async orgOf(who: PersonPrincipal, { id }: StoredSession): Promise<string> {
    const [row] = await this.database.rows<{ orgId: string }>(
      'select org_id as "orgId" from research_member where session_id = $1 and person_id = $2',
      [id, who.id],
    )
    const orgs = who.posts.map(({ orgId }) => orgId)
    const orgId = orgs.find((one) => one === row?.orgId) ?? orgs[0]
    if (!orgId) throw new Refusal('auth.forbidden')
    return orgId
  }
}

/** Not longer than a resource's title may be. */
const titleOf = (theme: string, what: string): string => `${theme.slice(0, 79 - what.length)} ${what}`
