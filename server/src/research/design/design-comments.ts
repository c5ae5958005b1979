import { Injectable } from '@nestjs/common'
import { Refusal, type commentDesign, type DesignComment, type EndpointRequest } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { Notices } from '../../platform/database/notices.ts'
import { newId } from '../../platform/id.ts'
import { DesignGate } from './design-gate.ts'
import { DESIGN_NEWS } from './design-notice.ts'

/** Comments of one design, and answers to one comment. */
const MOST_COMMENTS = 500
const MOST_REPLIES = 100

interface Row {
  id: string
  field: string
  start: string
  end: string
  quote: string
  text: string
  authorId: string
  authorName: string
  at: Date
  resolvedAt: Date | null
  resolvedBy: string | null
}
interface ReplyRow {
  id: string
  commentId: string
  text: string
  authorName: string
  at: Date
}

const COMMENT = `
  select c.id, c.field, c.start_at as "start", c.end_at as "end", c.quote, c.text, c.author_id as "authorId",
         p.name as "authorName", c.at, c.resolved_at as "resolvedAt", r.name as "resolvedBy"
    from research_design_comment c join person p on p.id = c.author_id left join person r on r.id = c.resolved_by`

/** What people say about passages of a design. Its words are not part of the document. */
@Injectable()
export class DesignComments {
  constructor(
    private readonly database: Database,
    private readonly gate: DesignGate,
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal not_found */
  async list(who: PersonPrincipal, designId: string): Promise<{ items: DesignComment[] }> {
    await this.gate.reader(who, designId)
    const rows = await this.database.rows<Row>(`${COMMENT} where c.design_id = $1 order by c.at, c.id`, [
      designId,
    ])
    return { items: await this.withReplies(rows) }
  }

  /** @throws Refusal not_found, auth.forbidden, design.closed, design.comments_full */
  async add(
    who: PersonPrincipal,
    designId: string,
    { field, start, end, quote, text }: EndpointRequest<typeof commentDesign>['body'],
  ): Promise<DesignComment> {
    const id = newId()
    await this.change(who, designId, async (tx) => {
      await this.requireRoom(tx, 'research_design_comment', 'design_id', designId, MOST_COMMENTS)
      await tx.query(
        `insert into research_design_comment (id, design_id, field, start_at, end_at, quote, text, author_id, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [id, designId, field, start, end, quote, text, who.id, this.clock.now()],
      )
    })
    return this.one(designId, id)
  }

  async reply(who: PersonPrincipal, designId: string, id: string, text: string): Promise<DesignComment> {
    await this.change(who, designId, async (tx) => {
      await this.lock(tx, designId, id)
      await this.requireRoom(tx, 'research_design_reply', 'comment_id', id, MOST_REPLIES)
      await tx.query(
        'insert into research_design_reply (id, comment_id, text, author_id, at) values ($1, $2, $3, $4, $5)',
        [newId(), id, text, who.id, this.clock.now()],
      )
    })
    return this.one(designId, id)
  }

  /** Said twice it is said once, and the first keeps the credit. */
  async resolve(
    who: PersonPrincipal,
    designId: string,
    id: string,
    resolved: boolean,
  ): Promise<DesignComment> {
    await this.change(who, designId, async (tx) => {
      await this.lock(tx, designId, id)
      await tx.query(
        resolved
          ? `update research_design_comment set resolved_at = $2, resolved_by = $3 where id = $1 and resolved_at is null`
          : `update research_design_comment set resolved_at = null, resolved_by = null where id = $1`,
        resolved ? [id, this.clock.now(), who.id] : [id],
      )
    })
    return this.one(designId, id)
  }

  private async change(
    who: PersonPrincipal,
    designId: string,
    work: (tx: EntityManager) => Promise<void>,
  ): Promise<void> {
    const { session } = await this.gate.reader(who, designId)
    this.gate.requirePart(session)
    await this.database.transaction(async (tx) => {
      await work(tx)
      await this.notices.publish(tx, DESIGN_NEWS, { designId, about: 'comments' })
    })
  }

  private async lock(tx: EntityManager, designId: string, id: string): Promise<void> {
    const rows = await this.database.rows(
      'select from research_design_comment where id = $1 and design_id = $2 for update',
      [id, designId],
      tx,
    )
    if (rows.length === 0) throw new Refusal('not_found')
  }

  private async requireRoom(
    tx: EntityManager,
    table: 'research_design_comment' | 'research_design_reply',
    column: 'design_id' | 'comment_id',
    id: string,
    most: number,
  ): Promise<void> {
    const [row] = await this.database.rows<{ count: number }>(
      `select count(*)::int as count from ${table} where ${column} = $1`,
      [id],
      tx,
    )
    if ((row?.count ?? 0) >= most) throw new Refusal('design.comments_full')
  }

  private async one(designId: string, id: string): Promise<DesignComment> {
    const rows = await this.database.rows<Row>(`${COMMENT} where c.design_id = $1 and c.id = $2`, [
      designId,
      id,
    ])
    const [comment] = await this.withReplies(rows)
    if (!comment) throw new Refusal('not_found')
    return comment
  }

  private async withReplies(rows: readonly Row[]): Promise<DesignComment[]> {
    const replies = await this.database.rows<ReplyRow>(
      `select r.id, r.comment_id as "commentId", r.text, p.name as "authorName", r.at
         from research_design_reply r join person p on p.id = r.author_id
        where r.comment_id = any($1) order by r.at, r.id`,
      [rows.map(({ id }) => id)],
    )
    return rows.map(({ at, resolvedAt, ...row }) => ({
      ...row,
      at: at.getTime(),
      resolvedAt: resolvedAt?.getTime() ?? null,
      replies: replies
        .filter(({ commentId }) => commentId === row.id)
        .map(({ id, text, authorName, at }) => ({ id, text, authorName, at: at.getTime() })),
    }))
  }
}
