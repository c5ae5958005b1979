import { Injectable } from '@nestjs/common'
import { Refusal, type Comment, type EndpointResponse, type listReportedComments } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { hasRole } from '../../people/access.rules.ts'
import type { PersonPrincipal } from '../../people/principal.ts'
import { pageClause } from '../../people/scope.sql.ts'
import { Audit } from '../../platform/audit/audit.service.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { newId } from '../../platform/id.ts'
import { OnlineResources } from './online-resources.ts'

interface Row extends Omit<Comment, 'at' | 'can'> {
  at: Date
  authorId: string
  resourceId: string
}
type Page = { page: number; pageSize: number }

/** So many people must find a comment wrong before it is hidden until a moderator has looked. */
const REPORTS_THAT_HIDE = 3
/** Comments of one person in an hour: enough for talk, too few for a flood. */
const HOURLY = 20

const moderates = (who: PersonPrincipal): boolean => hasRole(who, 'officer', 'administrator', 'researcher')

@Injectable()
export class CommentsService {
  constructor(
    private readonly database: Database,
    private readonly online: OnlineResources,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async list(
    who: PersonPrincipal,
    resourceId: string,
    page: Page,
  ): Promise<{ items: Comment[]; total: number }> {
    await this.online.see(who, resourceId)
    const shown = `c.resource_id = $1 and (c.state = 'SHOWN' or $2 or c.author_id = $3)`
    const parameters = [resourceId, moderates(who), who.id]
    const [rows, count] = await Promise.all([
      this.database.rows<Row>(
        `${COMMENT} where ${shown} order by c.at desc, c.id ${pageClause(page)}`,
        parameters,
      ),
      this.database.rows<{ total: number }>(
        `select count(*) as total from comment c where ${shown}`,
        parameters,
      ),
    ])
    return { items: rows.map((row) => present(who, row)), total: count[0]?.total ?? 0 }
  }

  /** @throws Refusal not_found, request.rate */
  async add(who: PersonPrincipal, resourceId: string, text: string): Promise<Comment> {
    await this.online.see(who, resourceId)
    const now = this.clock.now()
    const [recent] = await this.database.rows<{ count: number }>(
      'select count(*) as count from comment where author_id = $1 and at > $2',
      [who.id, new Date(now.getTime() - 3_600_000)],
    )
    if ((recent?.count ?? 0) >= HOURLY) throw new Refusal('request.rate', { retryAfter: 3_600 })
    const id = newId()
    await this.database.rows(
      'insert into comment (id, resource_id, author_id, org_id, text, at) values ($1, $2, $3, $4, $5, $6)',
      [id, resourceId, who.id, who.posts[0]?.orgId ?? null, text, now],
    )
    return present(who, await this.find(id))
  }

  async remove(who: PersonPrincipal, id: string): Promise<void> {
    const row = await this.visible(who, id)
    if (row.authorId !== who.id) throw new Refusal('auth.forbidden')
    await this.database.rows('delete from comment where id = $1', [id])
  }

  /** Once a person; what a moderator has found right stays. */
  async report(who: PersonPrincipal, id: string, reason: string): Promise<void> {
    await this.visible(who, id)
    await this.database.transaction(async (tx) => {
      await tx.query('select from comment where id = $1 for update', [id])
      await tx.query(
        `insert into comment_report (comment_id, person_id, reason, at) values ($1, $2, $3, $4)
         on conflict (comment_id, person_id) do nothing`,
        [id, who.id, reason, this.clock.now()],
      )
      await tx.query(
        `update comment set state = 'REPORTED' where id = $1 and state = 'SHOWN' and not settled
            and (select count(*) from comment_report where comment_id = $1) >= $2`,
        [id, REPORTS_THAT_HIDE],
      )
    })
  }

  /** @throws Refusal auth.forbidden */
  async moderate(who: PersonPrincipal, id: string, decision: 'SHOW' | 'HIDE', reason: string): Promise<void> {
    if (!moderates(who)) throw new Refusal('auth.forbidden')
    await this.visible(who, id)
    await this.database.transaction(async (tx) => {
      await tx.query('update comment set state = $2, settled = true where id = $1', [
        id,
        decision === 'SHOW' ? 'SHOWN' : 'HIDDEN',
      ])
      const action = decision === 'SHOW' ? 'comment.shown' : 'comment.hidden'
      await this.audit.write({ actor: who, action, target: `comment:${id}`, detail: { reason } }, tx)
    })
  }

  /** Whatever somebody has reported and nobody has decided, the longest waiting first. */
  async reported(who: PersonPrincipal, page: Page): Promise<EndpointResponse<typeof listReportedComments>> {
    if (!moderates(who)) throw new Refusal('auth.forbidden')
    const waiting = `not c.settled and exists (select from comment_report x where x.comment_id = c.id)`
    const [rows, count] = await Promise.all([
      this.database.rows<Row & { title: string; reasons: string[]; reportedAt: Date }>(
        `select row.*, v.metadata->>'title' as title, first.at as "reportedAt",
                array(select reason from comment_report x where x.comment_id = row.id order by x.at) as reasons
           from (${COMMENT} where ${waiting}) row
           join lateral (select min(x.at) as at from comment_report x where x.comment_id = row.id) first on true
           join resource r on r.id = row."resourceId" join resource_version v on v.id = r.published_version_id
          order by first.at, row.id ${pageClause(page)}`,
      ),
      this.database.rows<{ total: number }>(`select count(*) as total from comment c where ${waiting}`),
    ])
    const items = rows.map(({ title, reasons, reportedAt, ...row }) => ({
      ...present(who, row),
      reportedAt: reportedAt.getTime(),
      resource: { id: row.resourceId, title },
      reasons,
    }))
    return { items, total: count[0]?.total ?? 0 }
  }

  /** A comment whose resource is there for `who`. @throws Refusal not_found */
  private async visible(who: PersonPrincipal, id: string): Promise<Row> {
    const row = await this.find(id)
    await this.online.see(who, row.resourceId)
    if (row.state !== 'SHOWN' && row.authorId !== who.id && !moderates(who)) throw new Refusal('not_found')
    return row
  }

  private async find(id: string, tx: EntityManager = this.database.manager): Promise<Row> {
    const [row] = await this.database.rows<Row>(`${COMMENT} where c.id = $1`, [id], tx)
    if (!row) throw new Refusal('not_found')
    return row
  }
}

const COMMENT = `
  select c.id, c.resource_id as "resourceId", c.author_id as "authorId", p.name as "authorName",
         coalesce(o.name, '') as "orgName", c.text, c.at, c.state
    from comment c join person p on p.id = c.author_id left join organization o on o.id = c.org_id`

const present = (who: PersonPrincipal, row: Row): Comment => ({
  id: row.id,
  authorName: row.authorName,
  orgName: row.orgName,
  text: row.text,
  at: row.at.getTime(),
  state: row.state,
  can: { remove: row.authorId === who.id, moderate: moderates(who) },
})
