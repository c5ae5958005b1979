import { Injectable } from '@nestjs/common'
import {
  faultOf,
  Refusal,
  totalOf,
  type createScale,
  type EndpointRequest,
  type EndpointResponse,
  type listScales,
  type saveScaleVersion,
  type ScaleCard,
  type ScaleContent,
  type ScaleVersion,
} from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Audit } from '../../platform/audit/audit.service.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { newId } from '../../platform/id.ts'
import { canDo, makingPost, readsScales, type ScaleCan } from './scale-access.rules.ts'
import { presentVersion, ScaleStore, type StoredVersion } from './scale-store.ts'

const EMPTY: ScaleContent = { dimensions: [] }

/** The same questions with ids of their own, so that a copy is another scale. */
const copyOf = ({ dimensions }: ScaleContent): ScaleContent => ({
  dimensions: dimensions.map((dimension) => ({
    ...dimension,
    id: newId(),
    items: dimension.items.map((item) => ({ ...item, id: newId() })),
  })),
})

/** 观课量表: made as drafts, published once and for all, followed by the next version. */
@Injectable()
export class Scales {
  constructor(
    private readonly database: Database,
    private readonly store: ScaleStore,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal auth.forbidden */
  async list(who: PersonPrincipal): Promise<EndpointResponse<typeof listScales>> {
    if (!readsScales(who)) throw new Refusal('auth.forbidden')
    const byScale = Map.groupBy(await this.store.all(who), ({ scaleId }) => scaleId)
    return { items: [...byScale.values()].flatMap(cardOf), canCreate: makingPost(who) !== undefined }
  }

  /** @throws Refusal not_found */
  async get(who: PersonPrincipal, id: string): Promise<ScaleVersion> {
    return presentVersion(who, await this.store.visible(who, id))
  }

  /** @throws Refusal auth.forbidden, not_found */
  async create(
    who: PersonPrincipal,
    { title, purpose, copyOf: from }: EndpointRequest<typeof createScale>['body'],
  ): Promise<ScaleVersion> {
    const post = makingPost(who)
    if (!post) throw new Refusal('auth.forbidden')
    const content = from ? copyOf((await this.store.visible(who, from)).content) : EMPTY
    const scaleId = newId()
    const id = await this.database.transaction(async (tx) => {
      await tx.query(
        'insert into observation_scale (id, org_id, author_id, created_at) values ($1, $2, $3, $4)',
        [scaleId, post.orgId, who.id, this.clock.now()],
      )
      return this.begin(tx, { scaleId, number: 1, title, purpose, content })
    })
    return this.get(who, id)
  }

  /** @throws Refusal auth.forbidden, not_found, scale.state, scale.content, conflict.changed */
  async save(
    who: PersonPrincipal,
    id: string,
    { revision, title, purpose, content }: EndpointRequest<typeof saveScaleVersion>['body'],
  ): Promise<ScaleVersion> {
    await this.step(who, id, revision, 'edit', async (tx) => {
      if (faultOf(content) === 'twice') throw new Refusal('scale.content')
      await tx.query(
        `update observation_scale_version set title = $2, purpose = $3, content = $4, revision = revision + 1 where id = $1`,
        [id, title, purpose, JSON.stringify(content)],
      )
    })
    return this.get(who, id)
  }

  async discard(who: PersonPrincipal, id: string): Promise<void> {
    await this.step(who, id, null, 'edit', async (tx, { scaleId }) => {
      await tx.query('delete from observation_scale_version where id = $1', [id])
      await tx.query(
        'delete from observation_scale s where id = $1 and not exists (select from observation_scale_version where scale_id = s.id)',
        [scaleId],
      )
    })
  }

  /** The version before it is retired in the same breath. */
  async publish(who: PersonPrincipal, id: string, revision: number): Promise<ScaleVersion> {
    await this.step(who, id, revision, 'publish', async (tx, { scaleId, content, title, number }) => {
      if (faultOf(content)) throw new Refusal('scale.content')
      const now = this.clock.now()
      await tx.query(
        `update observation_scale_version set state = 'RETIRED', retired_at = $2, revision = revision + 1
          where scale_id = $1 and state = 'PUBLISHED'`,
        [scaleId, now],
      )
      await tx.query(
        `update observation_scale_version set state = 'PUBLISHED', published_at = $2, revision = revision + 1 where id = $1`,
        [id, now],
      )
      const detail = { title, number }
      await this.audit.write(
        { actor: who, action: 'scale.published', target: `scale:${scaleId}`, detail },
        tx,
      )
    })
    return this.get(who, id)
  }

  async retire(who: PersonPrincipal, id: string, revision: number): Promise<ScaleVersion> {
    await this.step(who, id, revision, 'retire', async (tx, { scaleId, title, number }) => {
      await tx.query(
        `update observation_scale_version set state = 'RETIRED', retired_at = $2, revision = revision + 1 where id = $1`,
        [id, this.clock.now()],
      )
      const detail = { title, number }
      await this.audit.write({ actor: who, action: 'scale.retired', target: `scale:${scaleId}`, detail }, tx)
    })
    return this.get(who, id)
  }

  /** @returns the next version, a draft */
  async revise(who: PersonPrincipal, id: string, revision: number): Promise<ScaleVersion> {
    const next = await this.step(who, id, revision, 'revise', async (tx, version) => {
      const [row] = await this.database.rows<{ last: number }>(
        'select max(number) as last from observation_scale_version where scale_id = $1',
        [version.scaleId],
        tx,
      )
      // Items keep their ids: answers of two versions can be laid side by side.
      return this.begin(tx, { ...version, number: (row?.last ?? 0) + 1 })
    })
    return this.get(who, next)
  }

  private async begin(
    tx: EntityManager,
    version: Pick<StoredVersion, 'scaleId' | 'number' | 'title' | 'purpose' | 'content'>,
  ): Promise<string> {
    const id = newId()
    const { scaleId, number, title, purpose, content } = version
    await tx.query(
      `insert into observation_scale_version (id, scale_id, number, state, title, purpose, content, created_at, revision)
       values ($1, $2, $3, 'DRAFT', $4, $5, $6, $7, 1)`,
      [id, scaleId, number, title, purpose, JSON.stringify(content), this.clock.now()],
    )
    return id
  }

  /** One step at a time per scale: its row is locked. @param revision null: as it is now */
  private async step<T>(
    who: PersonPrincipal,
    id: string,
    revision: number | null,
    action: keyof ScaleCan,
    work: (tx: EntityManager, version: StoredVersion) => Promise<T>,
  ): Promise<T> {
    return this.database.transaction(async (tx) => {
      const { scaleId } = await this.store.visible(who, id, tx)
      await tx.query('select from observation_scale where id = $1 for update', [scaleId])
      const version = await this.store.visible(who, id, tx)
      const can = canDo(who, version, version.hasDraft)
      if (!Object.values(can).some(Boolean)) throw new Refusal('auth.forbidden')
      if (!can[action]) throw new Refusal('scale.state')
      if (revision !== null && version.revision !== revision) throw new Refusal('conflict.changed')
      return work(tx, version)
    })
  }
}

/** Title and figures are those of the version in force, else of the newest. */
function cardOf(versions: readonly StoredVersion[]): ScaleCard[] {
  const shown = versions.find(({ state }) => state === 'PUBLISHED') ?? versions[0]
  if (!shown) return []
  return [
    {
      id: shown.scaleId,
      title: shown.title,
      purpose: shown.purpose,
      orgName: shown.orgName,
      versions: versions.map(({ id, number, state, publishedAt }) => ({
        id,
        number,
        state,
        publishedAt: publishedAt?.getTime() ?? null,
      })),
      items: shown.content.dimensions.reduce((sum, { items }) => sum + items.length, 0),
      points: totalOf(shown.content),
      sheets: versions.reduce((sum, { sheets }) => sum + sheets, 0),
    },
  ]
}
