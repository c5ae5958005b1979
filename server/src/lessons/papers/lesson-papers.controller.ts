import { Controller } from '@nestjs/common'
import {
  getPapers,
  handInEvaluation,
  handInRoll,
  reportIncident,
  type EndpointRequest,
} from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Endpoint } from '../../platform/http/endpoint.decorator.ts'
import { Input } from '../../platform/http/input.ts'
import { CurrentPrincipal } from '../../platform/http/principal.ts'
import { LessonPapers } from './lesson-papers.ts'

@Controller()
export class LessonPapersController {
  constructor(private readonly papers: LessonPapers) {}

  @Endpoint(getPapers)
  get(@Input() { params }: EndpointRequest<typeof getPapers>, @CurrentPrincipal() who: PersonPrincipal) {
    return this.papers.read(who, params.id)
  }

  @Endpoint(handInRoll)
  roll(
    @Input() { params, body }: EndpointRequest<typeof handInRoll>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.papers.roll(who, params.id, body)
  }

  @Endpoint(handInEvaluation)
  evaluation(
    @Input() { params, body }: EndpointRequest<typeof handInEvaluation>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.papers.evaluation(who, params.id, body)
  }

  @Endpoint(reportIncident)
  incident(
    @Input() { params, body }: EndpointRequest<typeof reportIncident>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.papers.incident(who, params.id, body)
  }
}
