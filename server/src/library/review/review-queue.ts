import { Injectable } from '@nestjs/common'
import {
  Refusal,
  type EndpointRequest,
  type EndpointResponse,
  type ResourceType,
  type ReviewDecision,
  type ReviewLevel,
  type listReviewQueue,
} from '@tongke/contract'
import { reachesAnything } from '../../people/access.rules.ts'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Where, containing, pageClause } from '../../people/scope.sql.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { resourceScope } from '../resources/resource-access.rules.ts'
import { ResourceCards, cardIn } from '../resources/resource-cards.ts'
import { cityOutcome } from './version-transitions.rules.ts'

type Query = EndpointRequest<typeof listReviewQueue>['query']
type Answer = EndpointResponse<typeof listReviewQueue>

interface Waiting {
  id: string
  number: number
  level: ReviewLevel
  type: ResourceType
  isUpdate: boolean
  submittedAt: Date
  decisions: ReviewDecision[]
}

const DAY_MS = 86_400_000

/** The round is the number of submissions; each leaves the author's own review. */
const ROUND = `(select count(*) from review_record s where s.version_id = v.id and s.level = 'SELF')`
const FROM = `from resource_version v join resource r on r.id = v.resource_id join organization o on o.id = r.org_id`

const DESKS = { SCHOOL: 'review_school', CITY: 'review_city' } as const

/** What waits for somebody's decision. */
@Injectable()
export class ReviewQueue {
  constructor(
    private readonly database: Database,
    private readonly cards: ResourceCards,
    private readonly clock: Clock,
  ) {}

  async list(who: PersonPrincipal, query: Query): Promise<Answer> {
    const where = this.filter(who, query)
    const rows = await this.database.rows<Waiting>(
      `select v.id, v.number, case v.state when 'SCHOOL_REVIEW' then 'SCHOOL' else 'CITY' end as level, r.type,
              r.published_version_id is not null as "isUpdate", v.submitted_at as "submittedAt",
              array(select c.decision from review_record c
                where c.version_id = v.id and c.level = 'CITY' and c.round = ${ROUND}) as decisions
         ${FROM} ${where} order by v.submitted_at, v.id ${pageClause(query)}`,
      where.parameters,
    )
    const cards = await this.cards.of(rows.map(({ id }) => id))
    const items = rows.map(({ id, number, level, type, isUpdate, submittedAt, decisions }) => ({
      card: cardIn(cards, id),
      level,
      versionNumber: number,
      isUpdate,
      submittedAt: submittedAt.getTime(),
      decided: decisions.length,
      needed: level === 'SCHOOL' ? 1 : cityOutcome(type, decisions).needed,
    }))
    return { items, ...(await this.counts(where)) }
  }

  private filter(who: PersonPrincipal, { level, search }: Query): Where {
    const desks = (['SCHOOL', 'CITY'] as const)
      .filter((desk) => level === undefined || level === desk)
      .map((desk) => ({ desk, scope: resourceScope(who, DESKS[desk]) }))
      .filter(({ scope }) => reachesAnything(scope))
    if (desks.length === 0) throw new Refusal('auth.forbidden')
    const where = new Where()
    const waiting = desks.map(({ desk, scope }) => {
      const part = new Where(where.parameters).and('v.state = ?', `${desk}_REVIEW`).within(scope, 'o.path')
      return `v.id in (select v.id ${FROM} ${part})`
    })
    return where
      .and(`(${waiting.join(' or ')})`)
      .and(`r.standing <> 'ARCHIVED' and r.author_id <> ?`, who.id)
      .and(
        `not exists (select from review_record c
          where c.version_id = v.id and c.reviewer_id = ? and c.round = ${ROUND})`,
        who.id,
      )
      .andIf(search, `v.metadata->>'title' ilike ?`, containing(search ?? ''))
  }

  private async counts(where: Where): Promise<Pick<Answer, 'total' | 'ages'>> {
    const ago = (days: number) => new Date(this.clock.now().getTime() - days * DAY_MS)
    const at = where.parameters.length
    const [row] = await this.database.rows<{ total: number; fresh: number; old: number }>(
      `select count(*) as total, count(*) filter (where v.submitted_at >= $${at + 1}) as fresh,
              count(*) filter (where v.submitted_at < $${at + 2}) as old ${FROM} ${where}`,
      [...where.parameters, ago(3), ago(7)],
    )
    const { total = 0, fresh = 0, old = 0 } = row ?? {}
    return { total, ages: { fresh, overThreeDays: total - fresh - old, overSevenDays: old } }
  }
}
