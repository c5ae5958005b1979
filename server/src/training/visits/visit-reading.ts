import { Injectable } from '@nestjs/common'
import {
  Refusal,
  type EndpointRequest,
  type EndpointResponse,
  type Visit,
  type VisitPhoto,
  type getVisitFrame,
  type listVisits,
} from '@tongke/contract'
import { reachesAnything } from '../../people/access.rules.ts'
import type { PersonPrincipal } from '../../people/principal.ts'
import { RURAL } from '../../people/school.rules.ts'
import { Where, containing, pageClause } from '../../people/scope.sql.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { isVisitor, mayAnswer, maySee, mayVisit, visitScope } from './visit-access.rules.ts'
import { VisitDesk } from './visit-desk.ts'
import { VisitPhotos } from './visit-photos.ts'
import { VisitStore, type StoredVisit } from './visit-store.ts'

type Query = EndpointRequest<typeof listVisits>['query']

const FROM = 'from visit v join organization o on o.id = v.org_id join person p on p.id = v.visitor_id'
const OVERDUE = `v.state = 'DONE' and v.follow_up <> '' and v.follow_up_due < ?::date`

/** Visits as somebody may see them. */
@Injectable()
export class VisitReading {
  constructor(
    private readonly database: Database,
    private readonly store: VisitStore,
    private readonly photos: VisitPhotos,
    private readonly desk: VisitDesk,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal not_found */
  async one(who: PersonPrincipal, id: string): Promise<Visit> {
    const visit = await this.store.read(id)
    if (!maySee(who, visit)) throw new Refusal('not_found')
    return this.presented(who, visit, (await this.photos.of([id])).get(id) ?? [])
  }

  async list(who: PersonPrincipal, query: Query): Promise<EndpointResponse<typeof listVisits>> {
    const where = this.filter(who, query)
    const [count] = await this.database.rows<{ total: number }>(
      `select count(*)::int as total ${FROM} ${where}`,
      where.parameters,
    )
    const today = where.parameters.push(this.clock.today())
    const rows = await this.database.rows<{ id: string }>(
      `select v.id ${FROM} ${where}
        order by coalesce(${OVERDUE.replace('?', `$${today}`)}, false) desc, v.day desc, v.id desc ${pageClause(query)}`,
      where.parameters,
    )
    const ids = rows.map(({ id }) => id)
    const photos = await this.photos.of(ids)
    const visits = await this.store.of(ids)
    return {
      items: visits.map((visit) => this.presented(who, visit, photos.get(visit.id) ?? [])),
      total: count?.total ?? 0,
    }
  }

  async frame(who: PersonPrincipal): Promise<EndpointResponse<typeof getVisitFrame>> {
    const visits = mayVisit(who, await this.desk.isMentor(who))
    const schools = visits
      ? await this.database.rows<EndpointResponse<typeof getVisitFrame>['schools'][number]>(
          `select id, name, kind, coalesce(urban_rural = any($1), false) as "isRural" from organization
            where kind <> 'bureau' and closed_on is null order by kind = 'urban', name`,
          [RURAL],
        )
      : []
    return {
      mayVisit: visits,
      hasSchool: reachesAnything(visitScope(who, 'answer')),
      seesAll: visitScope(who, 'read').all,
      schools,
    }
  }

  private filter(who: PersonPrincipal, { scope, state, overdue, search }: Query): Where {
    const where = new Where().and('v.removed_at is null')
    if (scope === 'mine') where.and('v.visitor_id = ?', who.id)
    else where.within(visitScope(who, scope === 'school' ? 'answer' : 'read'), 'o.path')
    return where
      .andIf(state !== undefined, 'v.state = ?', state)
      .andIf(overdue === 'true', OVERDUE, this.clock.today())
      .andIf(search, '(o.name ilike ? or p.name ilike ?)', containing(search ?? ''), containing(search ?? ''))
  }

  private presented(who: PersonPrincipal, visit: StoredVisit, photos: VisitPhoto[]): Visit {
    const { visitorId, visitorName, orgName, orgKind, isRural, state, record, revision, isMerged } = visit
    const { id, answer, answeredByName, answeredAt, updatedAt } = visit
    const writes = isVisitor(who, visit)
    const { followUp, followUpDue } = record
    // Before it is made a visit is a plan: what the visitor notes for it is the visitor's own.
    const isShown = writes || state !== 'PLANNED'
    return {
      id,
      visitorId,
      visitorName,
      orgName,
      orgKind,
      isRural,
      state,
      record: isShown ? record : { ...record, lessons: [], advice: '', followUp: '', followUpDue: null },
      revision,
      isMerged,
      photos: isShown ? photos : [],
      answer,
      answeredByName,
      answeredAt: answeredAt?.getTime() ?? null,
      isOverdue:
        state === 'DONE' && followUp !== '' && followUpDue !== null && followUpDue < this.clock.today(),
      can: { write: writes, answer: state === 'DONE' && mayAnswer(who, visit) },
      updatedAt: updatedAt.getTime(),
    }
  }
}
