import { Controller } from '@nestjs/common'
import {
  closeCommunity,
  createCommunity,
  getCommunity,
  listCommunities,
  removeCommunityMember,
  saveCommunityPlan,
  setCommunityMember,
  updateCommunity,
  type EndpointRequest,
} from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Endpoint } from '../../platform/http/endpoint.decorator.ts'
import { Input } from '../../platform/http/input.ts'
import { CurrentPrincipal } from '../../platform/http/principal.ts'
import { CommunityDesk } from './community-desk.ts'
import { CommunityPlan } from './community-plan.ts'
import { CommunityReading } from './community-reading.ts'

@Controller()
export class CommunitiesController {
  constructor(
    private readonly desk: CommunityDesk,
    private readonly plan: CommunityPlan,
    private readonly reading: CommunityReading,
  ) {}

  @Endpoint(listCommunities)
  list(
    @Input() { query }: EndpointRequest<typeof listCommunities>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.reading.list(who, query)
  }

  @Endpoint(createCommunity)
  async create(
    @Input() { body }: EndpointRequest<typeof createCommunity>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.reading.detail(who, await this.desk.create(who, body))
  }

  @Endpoint(getCommunity)
  get(@Input() { params }: EndpointRequest<typeof getCommunity>, @CurrentPrincipal() who: PersonPrincipal) {
    return this.reading.detail(who, params.id)
  }

  @Endpoint(updateCommunity)
  async update(
    @Input() { params, body }: EndpointRequest<typeof updateCommunity>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.desk.update(who, params.id, body)
    return this.reading.detail(who, params.id)
  }

  @Endpoint(closeCommunity)
  async close(
    @Input() { params, body }: EndpointRequest<typeof closeCommunity>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.desk.close(who, params.id, body)
    return this.reading.detail(who, params.id)
  }

  @Endpoint(setCommunityMember)
  async setMember(
    @Input() { params, body }: EndpointRequest<typeof setCommunityMember>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.desk.setMember(who, params.id, params.personId, body.role)
    return this.reading.detail(who, params.id)
  }

  @Endpoint(removeCommunityMember)
  async removeMember(
    @Input() { params }: EndpointRequest<typeof removeCommunityMember>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.desk.removeMember(who, params.id, params.personId)
    return this.reading.detail(who, params.id)
  }

  @Endpoint(saveCommunityPlan)
  async savePlan(
    @Input() { params, body }: EndpointRequest<typeof saveCommunityPlan>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.plan.save(who, params.id, body)
    return this.reading.detail(who, params.id)
  }
}
