import { Injectable } from '@nestjs/common'
import {
  PACK_LIMITS,
  Refusal,
  type EndpointRequest,
  type EndpointResponse,
  type Pack,
  type PackInput,
  type changePack,
  type estimatePack,
  type getPack,
} from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import type { PersonPrincipal, Principal } from '../../people/principal.ts'
import { Audit } from '../../platform/audit/audit.service.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { Notices } from '../../platform/database/notices.ts'
import { newId } from '../../platform/id.ts'
import { ObjectStore } from '../../platform/store/object-store.ts'
import { isAuthor, readsPublished } from '../resources/resource-access.rules.ts'
import { ResourceCards } from '../resources/resource-cards.ts'
import { mayCreatePack, type PackPlace } from './pack-access.rules.ts'
import { PackContents, type Candidate } from './pack-contents.ts'
import { bytesOf } from './pack-plan.rules.ts'
import { PACK_QUEUED } from './pack-queue.ts'
import { PackStore, presentPack, type StoredPack } from './pack-store.ts'

type Change = EndpointRequest<typeof changePack>['body']
type Place = Pick<PackPlace, 'orgId' | 'forBelow'>

/** Beyond both copies of a pack (its archive, and the work on it) so much stays free. */
const ROOM_TO_SPARE = 500_000_000

/** Resources ticked together to be taken where the line is thin. */
@Injectable()
export class PacksService {
  constructor(
    private readonly database: Database,
    private readonly packs: PackStore,
    private readonly contents: PackContents,
    private readonly cards: ResourceCards,
    private readonly objects: ObjectStore,
    private readonly notices: Notices,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async list(who: Principal): Promise<Pack[]> {
    return (await this.packs.list(who)).map((pack) => presentPack(who, pack))
  }

  /** @throws Refusal not_found */
  async get(who: Principal, id: string): Promise<EndpointResponse<typeof getPack>> {
    const pack = await this.packs.read(who, id)
    const presented = presentPack(who, pack)
    const gone = new Set(presented.withdrawn.map((one) => one.id))
    const shown = pack.items.filter((item) => !gone.has(item.id))
    const versions = shown.flatMap(({ publishedVersionId }) => publishedVersionId ?? [])
    const cards = await this.cards.of(versions)
    return { pack: presented, items: versions.flatMap((version) => cards.get(version) ?? []) }
  }

  /** @throws Refusal auth.forbidden */
  async estimate(
    who: PersonPrincipal,
    { resourceIds, ...place }: EndpointRequest<typeof estimatePack>['body'],
  ): Promise<EndpointResponse<typeof estimatePack>> {
    await this.mayCreateAt(who, place.orgId)
    const ids = [...new Set(resourceIds)]
    const candidates = await this.seen(who, ids, place)
    return {
      items: ids.map((id, index) => {
        const candidate = candidates[index]
        const bytes = candidate?.planned ? bytesOf(candidate.planned) : 0
        return { id, bytes, flaw: candidate ? candidate.flaw : 'offline' }
      }),
    }
  }

  /** @throws Refusal auth.forbidden, pack.not_allowed, pack.too_large, pack.limit, upload.no_space */
  async create(who: PersonPrincipal, { resourceIds, ...input }: PackInput): Promise<Pack> {
    await this.mayCreateAt(who, input.orgId)
    const ids = [...new Set(resourceIds)]
    await this.check(who, ids, input)
    const id = newId()
    await this.database.transaction(async (tx) => {
      await this.fewEnough(tx, who)
      await tx.query(
        `insert into pack (id, owner_id, org_id, name, for_below, state, created_at, changed_at)
         values ($1, $2, $3, $4, $5, 'QUEUED', $6, $6)`,
        [id, who.id, input.orgId, input.name, input.forBelow, this.clock.now()],
      )
      await this.packs.putItems(tx, id, ids)
      await this.queue(tx, who, id, 'pack.created', { name: input.name, resources: ids.length })
    })
    return presentPack(who, await this.packs.read(who, id))
  }

  /** @throws Refusal not_found, auth.forbidden, conflict.changed, pack.not_allowed, pack.too_large, upload.no_space */
  async change(who: PersonPrincipal, id: string, { resourceIds, version, ...input }: Change): Promise<Pack> {
    const { orgId } = await this.packs.own(who, id)
    const ids = [...new Set(resourceIds)]
    await this.check(who, ids, { orgId, forBelow: input.forBelow })
    await this.database.transaction(async (tx) => {
      const [changed] = (await tx.query(
        `update pack set name = $2, for_below = $3, version = version + 1, state = 'QUEUED', progress = 0, problem = null,
                attempts = 0, leased_by = null, leased_until = null, manifest = null, signature = null, archive_sha = null,
                bytes = 0, changed_at = $4
          where id = $1 and version = $5 returning id`,
        [id, input.name, input.forBelow, this.clock.now(), version],
      )) as [unknown[], number]
      if (changed.length === 0) throw new Refusal('conflict.changed')
      await tx.query('delete from pack_file where pack_id = $1', [id])
      await this.packs.putItems(tx, id, ids)
      await this.queue(tx, who, id, 'pack.changed', { name: input.name, resources: ids.length })
    })
    return presentPack(who, await this.packs.read(who, id))
  }

  /** @throws Refusal not_found, auth.forbidden */
  async remove(who: PersonPrincipal, id: string): Promise<void> {
    const { name } = await this.packs.own(who, id)
    await this.database.transaction(async (tx) => {
      await tx.query('delete from pack where id = $1', [id])
      await this.audit.write(
        { actor: who, action: 'pack.removed', target: `pack:${id}`, detail: { name } },
        tx,
      )
    })
  }

  private async mayCreateAt(who: PersonPrincipal, orgId: string): Promise<void> {
    const [org] = await this.database.rows<Pick<StoredPack, 'orgPath'>>(
      'select path as "orgPath" from organization where id = $1 and closed_on is null',
      [orgId],
    )
    if (!org || !mayCreatePack(who, org.orgPath)) throw new Refusal('auth.forbidden')
  }

  /** What is not there for `who` does not exist. */
  private async seen(
    who: PersonPrincipal,
    ids: readonly string[],
    place: Place,
  ): Promise<(Candidate | null)[]> {
    const candidates = await this.contents.candidates(ids, place)
    return candidates.map((one) =>
      one && (isAuthor(who, one.resource) || readsPublished(who, one.resource)) ? one : null,
    )
  }

  private async check(who: PersonPrincipal, ids: readonly string[], place: Place): Promise<void> {
    const candidates = await this.seen(who, ids, place)
    const details = candidates.flatMap((one, index) => {
      const code = one ? one.flaw : 'offline'
      return code ? [{ path: `resourceIds.${index}`, code, message: one?.title ?? '' }] : []
    })
    if (details.length > 0) throw new Refusal('pack.not_allowed', { details })
    const bytes = candidates.reduce((sum, one) => sum + (one?.planned ? bytesOf(one.planned) : 0), 0)
    if (bytes > PACK_LIMITS.bytes) throw new Refusal('pack.too_large')
    const free = await this.objects.freeBytes()
    if (free !== null && free < 2 * bytes + ROOM_TO_SPARE) throw new Refusal('upload.no_space')
  }

  /** @throws Refusal pack.limit */
  private async fewEnough(tx: EntityManager, who: PersonPrincipal): Promise<void> {
    // Two requests at once would both find room.
    await tx.query('select 1 from person where id = $1 for update', [who.id])
    const [row] = await this.database.rows<{ count: number }>(
      'select count(*)::int as count from pack where owner_id = $1',
      [who.id],
      tx,
    )
    if ((row?.count ?? 0) >= PACK_LIMITS.perPerson) throw new Refusal('pack.limit')
  }

  private async queue(
    tx: EntityManager,
    who: PersonPrincipal,
    id: string,
    action: string,
    detail: Record<string, unknown>,
  ): Promise<void> {
    await this.audit.write({ actor: who, action, target: `pack:${id}`, detail }, tx)
    await this.notices.publish(tx, PACK_QUEUED, { id })
  }
}
