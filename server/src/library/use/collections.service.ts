import { Injectable } from '@nestjs/common'
import {
  Refusal,
  type Collection,
  type EndpointRequest,
  type ResourceCard,
  type createCollection,
  type updateCollection,
} from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { newId } from '../../platform/id.ts'
import { OnlineResources } from './online-resources.ts'

interface Row extends Omit<Collection, 'updatedAt' | 'isMine'> {
  updatedAt: Date
  ownerId: string
}

const COLLECTION = `
  select c.id, c.name, c.description, c.shared, c.owner_id as "ownerId", p.name as "ownerName", c.updated_at as "updatedAt",
         (select count(*) from collection_item i join resource r on r.id = i.resource_id
           where i.collection_id = c.id and r.standing = 'ONLINE') as count
    from collection c join person p on p.id = c.owner_id`

const orgsOf = (who: PersonPrincipal): string[] => who.posts.map(({ orgId }) => orgId)

/** Lists of resources that somebody puts together; shared ones are open to the owner's school. */
@Injectable()
export class CollectionsService {
  constructor(
    private readonly database: Database,
    private readonly online: OnlineResources,
    private readonly clock: Clock,
  ) {}

  async list(who: PersonPrincipal): Promise<Collection[]> {
    const rows = await this.database.rows<Row>(
      `${COLLECTION} where c.owner_id = $1 or (c.shared and c.org_id = any($2)) order by c.owner_id = $1 desc, c.updated_at desc`,
      [who.id, orgsOf(who)],
    )
    return rows.map((row) => present(who, row))
  }

  async get(who: PersonPrincipal, id: string): Promise<{ collection: Collection; items: ResourceCard[] }> {
    const collection = present(who, await this.readable(who, id))
    const items = await this.database.rows<{ id: string }>(
      'select resource_id as id from collection_item where collection_id = $1 order by position',
      [id],
    )
    return {
      collection,
      items: await this.online.cards(
        who,
        items.map((item) => item.id),
      ),
    }
  }

  async create(
    who: PersonPrincipal,
    input: EndpointRequest<typeof createCollection>['body'],
  ): Promise<Collection> {
    const id = newId()
    await this.database.rows(
      `insert into collection (id, owner_id, org_id, name, description, shared, updated_at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [
        id,
        who.id,
        who.posts[0]?.orgId ?? null,
        input.name,
        input.description,
        input.shared,
        this.clock.now(),
      ],
    )
    return present(who, await this.readable(who, id))
  }

  /** @throws Refusal not_found, auth.forbidden for somebody else's, not_found for a resource that is not there for the owner */
  async update(
    who: PersonPrincipal,
    id: string,
    { resourceIds, ...input }: EndpointRequest<typeof updateCollection>['body'],
  ): Promise<Collection> {
    await this.own(who, id)
    const ids = [...new Set(resourceIds)]
    await this.database.transaction(async (tx) => {
      // Items that are offline just now are not in the owner's list; they keep their place at the end.
      const kept = await this.database.rows<{ id: string }>(OFFLINE_ITEMS, [id], tx)
      const added = await this.online.cards(who, ids)
      if (added.length !== ids.length) throw new Refusal('not_found')
      await tx.query('delete from collection_item where collection_id = $1', [id])
      await tx.query(
        `insert into collection_item (collection_id, resource_id, position)
         select $1, item, at from unnest($2::uuid[]) with ordinality as t(item, at)`,
        [id, [...new Set([...ids, ...kept.map((item) => item.id)])]],
      )
      await tx.query(
        'update collection set name = $2, description = $3, shared = $4, updated_at = $5 where id = $1',
        [id, input.name, input.description, input.shared, this.clock.now()],
      )
    })
    return present(who, await this.readable(who, id))
  }

  async remove(who: PersonPrincipal, id: string): Promise<void> {
    await this.own(who, id)
    await this.database.rows('delete from collection where id = $1', [id])
  }

  private async readable(who: PersonPrincipal, id: string): Promise<Row> {
    const [row] = await this.database.rows<Row>(
      `${COLLECTION} where c.id = $1 and (c.owner_id = $2 or (c.shared and c.org_id = any($3)))`,
      [id, who.id, orgsOf(who)],
    )
    if (!row) throw new Refusal('not_found')
    return row
  }

  private async own(who: PersonPrincipal, id: string): Promise<void> {
    if ((await this.readable(who, id)).ownerId !== who.id) throw new Refusal('auth.forbidden')
  }
}

const present = (who: PersonPrincipal, { ownerId, updatedAt, ...row }: Row): Collection => ({
  ...row,
  updatedAt: updatedAt.getTime(),
  isMine: ownerId === who.id,
})

const OFFLINE_ITEMS = `
  select i.resource_id as id from collection_item i join resource r on r.id = i.resource_id
   where i.collection_id = $1 and r.standing <> 'ONLINE' order by i.position`
