import { Controller } from '@nestjs/common'
import {
  archiveResource,
  explainTakeDown,
  listReviewQueue,
  listWithdrawn,
  restoreResource,
  reviewResource,
  submitResource,
  takeDownResource,
  takeOffline,
  withdrawResource,
  type EndpointRequest,
} from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Endpoint } from '../../platform/http/endpoint.decorator.ts'
import { Input } from '../../platform/http/input.ts'
import { CurrentPrincipal } from '../../platform/http/principal.ts'
import { ResourceReading } from '../resources/resource-reading.ts'
import { ReviewDesk } from './review-desk.ts'
import { ReviewQueue } from './review-queue.ts'
import { StandingOrders } from './standing-orders.ts'
import { WithdrawnList } from './withdrawn-list.ts'

@Controller()
export class ReviewController {
  constructor(
    private readonly desk: ReviewDesk,
    private readonly standing: StandingOrders,
    private readonly queue: ReviewQueue,
    private readonly withdrawn: WithdrawnList,
    private readonly reading: ResourceReading,
  ) {}

  @Endpoint(listReviewQueue)
  list(
    @Input() { query }: EndpointRequest<typeof listReviewQueue>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.queue.list(who, query)
  }

  @Endpoint(listWithdrawn)
  listWithdrawn(
    @Input() { query }: EndpointRequest<typeof listWithdrawn>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.withdrawn.list(who, query)
  }

  @Endpoint(submitResource)
  async submit(
    @Input() { params, body }: EndpointRequest<typeof submitResource>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.desk.submit(who, params.id, body)
    return this.reading.detail(who, params.id)
  }

  @Endpoint(withdrawResource)
  async withdraw(
    @Input() { params, body }: EndpointRequest<typeof withdrawResource>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.desk.withdraw(who, params.id, body)
    return this.reading.detail(who, params.id)
  }

  @Endpoint(reviewResource)
  async review(
    @Input() { params, body }: EndpointRequest<typeof reviewResource>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.desk.review(who, params.id, body)
    return this.reading.detail(who, params.id)
  }

  @Endpoint(takeDownResource)
  async takeDown(
    @Input() { params, body }: EndpointRequest<typeof takeDownResource>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.standing.takeDown(who, params.id, body.reason)
    return this.reading.detail(who, params.id)
  }

  @Endpoint(explainTakeDown)
  async explain(
    @Input() { params, body }: EndpointRequest<typeof explainTakeDown>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.standing.explain(who, params.id, body.reason)
    return this.reading.detail(who, params.id)
  }

  @Endpoint(takeOffline)
  async takeOffline(
    @Input() { params, body }: EndpointRequest<typeof takeOffline>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.standing.takeOffline(who, params.id, body.reason)
    return this.reading.detail(who, params.id)
  }

  @Endpoint(restoreResource)
  async restore(
    @Input() { params, body }: EndpointRequest<typeof restoreResource>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.standing.restore(who, params.id, body.reason)
    return this.reading.detail(who, params.id)
  }

  @Endpoint(archiveResource)
  async archive(
    @Input() { params }: EndpointRequest<typeof archiveResource>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.standing.archive(who, params.id)
    return this.reading.detail(who, params.id)
  }
}
