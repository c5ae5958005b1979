import { Injectable } from '@nestjs/common'
import { Refusal, type MyUse, type ResourceCard } from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { isAuthor } from '../resources/resource-access.rules.ts'
import { OnlineResources } from './online-resources.ts'

/** Favourites and ratings: what one person keeps and thinks of. */
@Injectable()
export class OwnUseService {
  constructor(
    private readonly database: Database,
    private readonly online: OnlineResources,
    private readonly clock: Clock,
  ) {}

  async get(who: PersonPrincipal, resourceId: string): Promise<MyUse> {
    await this.online.see(who, resourceId)
    return this.mine(who, resourceId)
  }

  async setFavourite(who: PersonPrincipal, resourceId: string, favourite: boolean): Promise<MyUse> {
    await this.online.see(who, resourceId)
    if (favourite)
      await this.database.rows(
        'insert into favourite (person_id, resource_id, at) values ($1, $2, $3) on conflict do nothing',
        [who.id, resourceId, this.clock.now()],
      )
    else
      await this.database.rows('delete from favourite where person_id = $1 and resource_id = $2', [
        who.id,
        resourceId,
      ])
    return this.mine(who, resourceId)
  }

  /** @throws Refusal use.own */
  async rate(who: PersonPrincipal, resourceId: string, rating: number | null): Promise<MyUse> {
    const resource = await this.online.see(who, resourceId)
    if (isAuthor(who, resource)) throw new Refusal('use.own')
    if (rating === null)
      await this.database.rows('delete from rating where person_id = $1 and resource_id = $2', [
        who.id,
        resourceId,
      ])
    else
      await this.database.rows(
        `insert into rating (person_id, resource_id, value, at) values ($1, $2, $3, $4)
         on conflict (person_id, resource_id) do update set value = excluded.value, at = excluded.at`,
        [who.id, resourceId, rating, this.clock.now()],
      )
    return this.mine(who, resourceId)
  }

  /** Newest first; what went offline meanwhile is left out, and is back when it is. */
  async favourites(
    who: PersonPrincipal,
    page: { page: number; pageSize: number },
  ): Promise<{ items: ResourceCard[]; total: number }> {
    const rows = await this.database.rows<{ id: string }>(
      'select resource_id as id from favourite where person_id = $1 order by at desc, resource_id',
      [who.id],
    )
    const cards = await this.online.cards(
      who,
      rows.map(({ id }) => id),
    )
    const first = (page.page - 1) * page.pageSize
    return { items: cards.slice(first, first + page.pageSize), total: cards.length }
  }

  private async mine(who: PersonPrincipal, resourceId: string): Promise<MyUse> {
    const [row] = await this.database.rows<MyUse>(MINE, [who.id, resourceId])
    return row!
  }
}

const MINE = `
  select exists (select from favourite where person_id = $1 and resource_id = $2) as favourite,
         (select value from rating where person_id = $1 and resource_id = $2) as rating,
         array(select c.id from collection c join collection_item i on i.collection_id = c.id
                where c.owner_id = $1 and i.resource_id = $2) as collections`
