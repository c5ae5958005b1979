import { Injectable } from '@nestjs/common'
import { Database } from '../../platform/database/database.ts'
import { Notices } from '../../platform/database/notices.ts'
import { LIBRARY_CHANGED } from './library-index.ts'

/** Brings the order of use up to date; minutes late is soon enough. */
@Injectable()
export class Popularity {
  constructor(
    private readonly database: Database,
    private readonly notices: Notices,
  ) {}

  async recount(): Promise<void> {
    await this.database.transaction(async (tx) => {
      const [changed] = await this.database.rows<{ count: number }>(RECOUNT, [], tx)
      if (changed && changed.count > 0) await this.notices.publish(tx, LIBRARY_CHANGED, { resourceIds: null })
    })
  }
}

/** A view of this year counts one; a class that watches, a download and a favourite more; the rating decides with its sum. */
const RECOUNT = `
  with used as (
    select e.number,
           coalesce((select sum(case when in_class or viewer_kind = 'device' then 5 else 1 end) from play
                      where resource_id = e.resource_id and opened_at > now() - interval '1 year'), 0)
         + 3 * (select count(*) from file_download where resource_id = e.resource_id)
         + 3 * (select count(*) from favourite where resource_id = e.resource_id)
         + greatest(0, coalesce((select sum(value - 3) from rating where resource_id = e.resource_id), 0)) as popularity
      from library_entry e
  ), changed as (
    update library_entry e set popularity = used.popularity from used
     where used.number = e.number and e.popularity <> used.popularity::real returning 1
  )
  select count(*) as count from changed`
