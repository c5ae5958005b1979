import type { INestApplicationContext } from '@nestjs/common'
import { postsOf } from '../../people/posts.ts'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { demoPeople, type DemoPerson } from '../demo.rules.ts'

const PEOPLE = demoPeople()

/** The invented people as the services know whoever signs in. */
export class DemoPeople {
  readonly all = PEOPLE
  private readonly database: Database
  private readonly clock: Clock

  constructor(context: INestApplicationContext) {
    this.database = context.get(Database, { strict: false })
    this.clock = context.get(Clock, { strict: false })
  }

  /** @returns null when nobody like this is in the database, or has no post today */
  async principal({ name, phone }: DemoPerson): Promise<PersonPrincipal | null> {
    const [row] = await this.database.rows<{ id: string }>(
      `select id from person where name = $1 and phone = $2 and state = 'ACTIVE'`,
      [name, phone],
    )
    if (!row) return null
    const posts = await postsOf(this.database.manager, [row.id], this.clock.today())
    if (posts.length === 0) return null
    return { kind: 'person', id: row.id, name, sessionId: '', posts, mustChangePassword: false }
  }
}
