import { Injectable } from '@nestjs/common'
import { Refusal, type PublishScope, type ResourceCard } from '@tongke/contract'
import type { Principal } from '../../people/principal.ts'
import { Database } from '../../platform/database/database.ts'
import { isAuthor, readsPublished } from '../resources/resource-access.rules.ts'
import { ResourceCards } from '../resources/resource-cards.ts'
import { RESOURCE_COLUMNS, ResourceStore, type StoredResource } from '../resources/resource-store.ts'

/** Published resources as readers meet them, for all that is done with them: what is not online for somebody does not exist. */
@Injectable()
export class OnlineResources {
  constructor(
    private readonly database: Database,
    private readonly store: ResourceStore,
    private readonly cardsOf: ResourceCards,
  ) {}

  /** @throws Refusal not_found */
  async see(who: Principal, id: string): Promise<StoredResource> {
    const resource = await this.store.read(id)
    if (!isOnlineFor(who, resource)) throw new Refusal('not_found')
    return resource
  }

  /** Cards of those of `ids` that are there for `who`, in the order of `ids`. */
  async cards(who: Principal, ids: readonly string[]): Promise<ResourceCard[]> {
    return (await this.scopedCards(who, ids)).map(({ card }) => card)
  }

  /** The same, each with whom it is published for. */
  async scopedCards(
    who: Principal,
    ids: readonly string[],
  ): Promise<{ card: ResourceCard; scope: PublishScope }[]> {
    const rows = await this.database.rows<StoredResource>(
      `select ${RESOURCE_COLUMNS} from resource r join organization o on o.id = r.org_id where r.id = any($1)`,
      [ids],
    )
    const seen = new Map(rows.filter((row) => isOnlineFor(who, row)).map((row) => [row.id, row]))
    const cards = await this.cardsOf.of([...seen.values()].map((row) => row.publishedVersionId!))
    return ids.flatMap((id) => {
      const row = seen.get(id)
      const card = cards.get(row?.publishedVersionId ?? '')
      return row && card ? { card, scope: row.scope } : []
    })
  }
}

const isOnlineFor = (who: Principal, resource: StoredResource): boolean =>
  resource.standing === 'ONLINE' && (isAuthor(who, resource) || readsPublished(who, resource))
