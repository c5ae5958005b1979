import { Controller } from '@nestjs/common'
import {
  decideStaleLessons,
  exchangeLessons,
  generateLessons,
  getLessonLinks,
  listExchangePartners,
  listStaleLessons,
  makeUpLesson,
  substituteLecturer,
  type EndpointRequest,
} from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Endpoint } from '../../platform/http/endpoint.decorator.ts'
import { Input } from '../../platform/http/input.ts'
import { CurrentPrincipal } from '../../platform/http/principal.ts'
import { LessonReading } from '../lesson-reading.ts'
import { ExchangePartners } from './exchange-partners.ts'
import { LessonChanges } from './lesson-changes.ts'
import { LessonGeneration } from './lesson-generation.ts'
import { StaleLessons } from './stale-lessons.ts'

@Controller()
export class GenerationController {
  constructor(
    private readonly generation: LessonGeneration,
    private readonly changes: LessonChanges,
    private readonly stales: StaleLessons,
    private readonly partners: ExchangePartners,
    private readonly reading: LessonReading,
  ) {}

  @Endpoint(generateLessons)
  generate(@CurrentPrincipal() who: PersonPrincipal) {
    return this.generation.runFor(who)
  }

  @Endpoint(listStaleLessons)
  async stale(
    @Input() { query }: EndpointRequest<typeof listStaleLessons>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return { items: await this.stales.list(who, query.termId, query.orgId) }
  }

  @Endpoint(decideStaleLessons)
  decide(
    @Input() { body }: EndpointRequest<typeof decideStaleLessons>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.stales.decide(who, body.termId, body.decisions, body.reason)
  }

  @Endpoint(exchangeLessons)
  async exchange(
    @Input() { params, body }: EndpointRequest<typeof exchangeLessons>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.reading.summary(
      who,
      await this.changes.exchange(who, params.id, body.withLessonId, body.reason),
    )
  }

  @Endpoint(listExchangePartners)
  exchangePartners(
    @Input() { params }: EndpointRequest<typeof listExchangePartners>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.partners.of(who, params.id)
  }

  @Endpoint(substituteLecturer)
  async substitute(
    @Input() { params, body }: EndpointRequest<typeof substituteLecturer>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.changes.substitute(who, params.id, body.lecturerId, body.reason)
    return this.reading.summary(who, params.id)
  }

  @Endpoint(makeUpLesson)
  async makeUp(
    @Input() { params, body }: EndpointRequest<typeof makeUpLesson>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.reading.summary(who, await this.changes.makeUp(who, params.id, body.plannedStart))
  }

  @Endpoint(getLessonLinks)
  links(
    @Input() { params }: EndpointRequest<typeof getLessonLinks>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.changes.links(who, params.id)
  }
}
