import { Injectable } from '@nestjs/common'
import { Refusal, type Licence, type Pack, type PackFlaw, type PackState } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { Where } from '../../people/scope.sql.ts'
import type { PersonPrincipal, Principal } from '../../people/principal.ts'
import { Database } from '../../platform/database/database.ts'
import type { ResourceFacts } from '../resources/resource-access.rules.ts'
import { flawOf, mayChangePack, mayReadPack, packScope, type PackPlace } from './pack-access.rules.ts'

/** An item of a pack with what decides whether it may still be given away. */
interface StoredItem extends Pick<ResourceFacts, 'id' | 'standing' | 'scope' | 'orgId'> {
  title: string
  licence: Licence
  publishedVersionId: string | null
  versionId: string | null
}

export interface StoredPack extends PackPlace {
  readonly id: string
  readonly name: string
  readonly orgName: string
  readonly ownerName: string
  readonly version: number
  readonly state: PackState
  readonly progress: number
  readonly problem: Pack['problem']
  readonly bytes: number
  readonly archiveSha: string | null
  readonly archiveBytes: number | null
  readonly changedAt: Date
  readonly items: readonly StoredItem[]
}

const PACK = `
  select p.id, p.name, p.owner_id as "ownerId", p.org_id as "orgId", o.path as "orgPath", o.name as "orgName",
         w.name as "ownerName", p.for_below as "forBelow", p.version, p.state, p.progress, p.problem, p.bytes,
         p.archive_sha as "archiveSha", b.size_bytes as "archiveBytes", p.changed_at as "changedAt", i.items
    from pack p
    join organization o on o.id = p.org_id
    join person w on w.id = p.owner_id
    left join blob b on b.sha256 = p.archive_sha
    left join lateral (
      select coalesce(jsonb_agg(jsonb_build_object(
               'id', r.id, 'standing', r.standing, 'scope', r.scope, 'orgId', r.org_id, 'title', v.metadata->>'title',
               'licence', v.metadata->>'licence', 'publishedVersionId', r.published_version_id, 'versionId', item.version_id)
               order by item.position), '[]') as items
        from pack_item item
        join resource r on r.id = item.resource_id
        join resource_version v on v.id = r.published_version_id
       where item.pack_id = p.id
    ) i on true`

/** Rows of packs, and who may have which. */
@Injectable()
export class PackStore {
  constructor(private readonly database: Database) {}

  /** Paths of where a person serves or a classroom's PC stands. */
  async homesOf(who: Principal): Promise<string[]> {
    if (who.kind === 'person') return who.posts.map(({ orgPath }) => orgPath)
    const rows = await this.database.rows<{ path: string }>('select path from organization where id = $1', [
      who.orgId,
    ])
    return rows.map(({ path }) => path)
  }

  /** Those that `who` may read, newest first. */
  async list(who: Principal): Promise<StoredPack[]> {
    const homes = await this.homesOf(who)
    const managed = packScope(who, 'manage')
    const where = new Where()
    const below = `(o.path = any(?) or (p.for_below and exists (
      select 1 from unnest(?::text[]) home where starts_with(home, o.path))) or p.owner_id = ?)`
    // Whoever keeps order in the county looks at each school's packs there, not at all of them here.
    if (managed.all) where.and(below, homes, homes, who.id)
    else
      where.and(
        `(${below} or o.path like any(?))`,
        homes,
        homes,
        who.id,
        managed.below.map((path) => `${path}%`),
      )
    const rows = await this.database.rows<StoredPack>(
      `${PACK} ${where} order by p.changed_at desc, p.id limit 200`,
      where.parameters,
    )
    return rows.filter((pack) => mayReadPack(who, homes, pack))
  }

  /** @throws Refusal not_found, also to whoever may not read it */
  async read(who: Principal, id: string): Promise<StoredPack> {
    const [pack] = await this.database.rows<StoredPack>(`${PACK} where p.id = $1`, [id])
    if (!pack || !mayReadPack(who, await this.homesOf(who), pack)) throw new Refusal('not_found')
    return pack
  }

  /** @throws Refusal not_found, auth.forbidden */
  async own(who: PersonPrincipal, id: string): Promise<StoredPack> {
    const pack = await this.read(who, id)
    if (!mayChangePack(who, pack)) throw new Refusal('auth.forbidden')
    return pack
  }

  /** Replaces what is in a pack, in this order. */
  async putItems(tx: EntityManager, id: string, resourceIds: readonly string[]): Promise<void> {
    await tx.query('delete from pack_item where pack_id = $1', [id])
    await tx.query(
      `insert into pack_item (pack_id, resource_id, position)
       select $1, item, at from unnest($2::uuid[]) with ordinality as t(item, at)`,
      [id, resourceIds],
    )
  }
}

type Withdrawn = Pack['withdrawn'][number]

/** What in a pack may no longer be given away. */
export const withdrawnOf = (pack: StoredPack): Withdrawn[] =>
  pack.items.flatMap((item): Withdrawn[] => {
    const flaw: PackFlaw | null = flawOf(item, item.licence, pack)
    return flaw ? [{ id: item.id, title: item.title, flaw }] : []
  })

export function presentPack(who: Principal, pack: StoredPack): Pack {
  const { id, name, orgId, orgName, ownerName, forBelow, version, state, progress, problem, bytes } = pack
  return {
    id,
    name,
    orgId,
    orgName,
    ownerName,
    forBelow,
    version,
    state,
    progress,
    problem,
    bytes,
    resources: pack.items.length,
    archiveBytes: pack.archiveBytes,
    changedAt: pack.changedAt.getTime(),
    withdrawn: withdrawnOf(pack),
    isOutdated:
      state === 'READY' &&
      pack.items.some(({ versionId, publishedVersionId }) => versionId !== publishedVersionId),
    can: { change: who.kind === 'person' && mayChangePack(who, pack) },
  }
}
