import { Injectable, type OnModuleInit } from '@nestjs/common'
import { Refusal, type EndpointRequest, type RecordingClip, type createClip } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { LineageSources } from '../../library/resources/lineage-sources.ts'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Database } from '../../platform/database/database.ts'
import { RecordingQueue } from '../film/recording-queue.ts'
import { mayDoWith } from '../recording-access.rules.ts'
import { ReplayPolicies } from '../replay-policies.ts'
import { RecordingReader, type RecordingHead } from '../replay/recording-reader.ts'
import { isCuttable } from './clip.rules.ts'

type Order = EndpointRequest<typeof createClip>['body']

interface ClipRow extends Omit<RecordingClip, 'createdAt'> {
  createdAt: Date
}

const CLIPS = `
  select id, type, title, from_ms as "fromMs", to_ms as "toMs", state, progress, resource_id as "resourceId",
         queued_at as "createdAt"
    from recording_job where kind = 'clip' and recording_id = $1 and person_id = $2`

/** Drafts of the library that are made from recordings. */
@Injectable()
export class ClipsService implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly reader: RecordingReader,
    private readonly queue: RecordingQueue,
    private readonly policies: ReplayPolicies,
    private readonly lineage: LineageSources,
  ) {}

  /** A resource may come from a recording that its author may see. */
  onModuleInit() {
    this.lineage.register('recording', async (who, id) => {
      const head = await this.reader.head(id)
      if (!mayDoWith(who, 'watch', await this.reader.audience(head))) throw new Refusal('not_found')
      return (await this.reader.timeline(head)).plan.title
    })
  }

  /** @throws Refusal not_found, auth.forbidden, recording.state, recording.part */
  async create(who: PersonPrincipal, id: string, order: Order): Promise<RecordingClip> {
    const jobId = await this.database.transaction(await this.prepare(who, id, order))
    const [made] = await this.rows(id, who.id, jobId)
    if (!made) throw new Refusal('not_found')
    return made
  }

  /**
   * Checks the order. What it answers places it in a transaction, also somebody else's, and gives the job's id.
   * @throws Refusal not_found, auth.forbidden, recording.state, recording.part
   */
  async prepare(
    who: PersonPrincipal,
    id: string,
    { type, title, orgId, part }: Order,
  ): Promise<(tx: EntityManager) => Promise<string>> {
    const head = await this.allowed(who, id)
    if (!who.posts.some((post) => post.orgId === orgId)) throw new Refusal('auth.forbidden')
    if (head.endedAt === null || head.status === 'FAILED') throw new Refusal('recording.state')
    const { durationMs } = (await this.reader.timeline(head)).clock
    const { fromMs, toMs } = part ?? { fromMs: 0, toMs: durationMs }
    if (!isCuttable(type, { fromMs, toMs }, durationMs, await this.policies.today()))
      throw new Refusal('recording.part')
    const clip = { personId: who.id, orgId, type, title, fromMs, toMs }
    return async (tx) => {
      const [film] = (await tx.query(
        `select state from recording_job where recording_id = $1 and kind = 'film'`,
        [id],
      )) as { state: string }[]
      if (film?.state === 'FAILED') throw new Refusal('recording.state')
      return this.queue.enqueueClip(tx, id, clip)
    }
  }

  /** @throws Refusal not_found */
  async list(who: PersonPrincipal, id: string): Promise<{ items: RecordingClip[] }> {
    const head = await this.reader.head(id)
    if (!mayDoWith(who, 'watch', await this.reader.audience(head))) throw new Refusal('not_found')
    return { items: await this.rows(id, who.id, null) }
  }

  private async allowed(who: PersonPrincipal, id: string): Promise<RecordingHead> {
    const head = await this.reader.head(id)
    const audience = await this.reader.audience(head)
    if (!mayDoWith(who, 'watch', audience) || head.status === 'DELETED') throw new Refusal('not_found')
    if (!mayDoWith(who, 'clip', audience)) throw new Refusal('auth.forbidden')
    return head
  }

  private async rows(id: string, personId: string, jobId: string | null): Promise<RecordingClip[]> {
    const rows = await this.database.rows<ClipRow>(
      `${CLIPS} and ($3::uuid is null or id = $3) order by queued_at desc, id`,
      [id, personId, jobId],
    )
    return rows.map((row) => ({ ...row, createdAt: row.createdAt.getTime() }))
  }
}
