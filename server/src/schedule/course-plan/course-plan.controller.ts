import { Controller } from '@nestjs/common'
import {
  approveCoursePlan,
  createCoursePlan,
  discardCoursePlan,
  enforceCoursePlan,
  getCoursePlan,
  listCoursePlans,
  updateCoursePlan,
  type EndpointRequest,
} from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Endpoint } from '../../platform/http/endpoint.decorator.ts'
import { Input } from '../../platform/http/input.ts'
import { CurrentPrincipal } from '../../platform/http/principal.ts'
import { CoursePlanDesk } from './course-plan-desk.ts'
import { CoursePlanViews } from './course-plan-views.ts'

@Controller()
export class CoursePlanController {
  constructor(
    private readonly desk: CoursePlanDesk,
    private readonly views: CoursePlanViews,
  ) {}

  @Endpoint(listCoursePlans)
  list(
    @Input() { query }: EndpointRequest<typeof listCoursePlans>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.views.list(who, query)
  }

  @Endpoint(getCoursePlan)
  get(@Input() { params }: EndpointRequest<typeof getCoursePlan>, @CurrentPrincipal() who: PersonPrincipal) {
    return this.views.detail(who, params.id)
  }

  @Endpoint(createCoursePlan)
  async create(
    @Input() { body }: EndpointRequest<typeof createCoursePlan>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.views.detail(who, await this.desk.create(who, body))
  }

  @Endpoint(updateCoursePlan)
  async update(
    @Input() { params, body }: EndpointRequest<typeof updateCoursePlan>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.desk.update(who, params.id, body)
    return this.views.detail(who, params.id)
  }

  @Endpoint(discardCoursePlan)
  async discard(
    @Input() { params }: EndpointRequest<typeof discardCoursePlan>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.desk.discard(who, params.id)
  }

  @Endpoint(approveCoursePlan)
  async approve(
    @Input() { params, body }: EndpointRequest<typeof approveCoursePlan>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.desk.approve(who, params.id, body)
    return this.views.detail(who, params.id)
  }

  @Endpoint(enforceCoursePlan)
  async enforce(
    @Input() { params, body }: EndpointRequest<typeof enforceCoursePlan>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.desk.enforce(who, params.id, body)
    return this.views.detail(who, params.id)
  }
}
