import { Controller } from '@nestjs/common'
import {
  closeOrganization,
  createOrganization,
  getOrganization,
  listOrganizations,
  reopenOrganization,
  updateOrganization,
  type EndpointRequest,
} from '@tongke/contract'
import { Endpoint } from '../platform/http/endpoint.decorator.ts'
import { Input } from '../platform/http/input.ts'
import { CurrentPrincipal } from '../platform/http/principal.ts'
import { OrganizationService } from './organization.service.ts'
import type { PersonPrincipal } from './principal.ts'

@Controller()
export class OrganizationController {
  constructor(private readonly organizations: OrganizationService) {}

  @Endpoint(listOrganizations)
  list(
    @Input() { query }: EndpointRequest<typeof listOrganizations>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.organizations.list(who, query)
  }

  @Endpoint(getOrganization)
  get(
    @Input() { params }: EndpointRequest<typeof getOrganization>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.organizations.get(who, params.id)
  }

  @Endpoint(createOrganization)
  create(
    @Input() { body }: EndpointRequest<typeof createOrganization>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.organizations.create(who, body)
  }

  @Endpoint(updateOrganization)
  update(
    @Input() { params, body }: EndpointRequest<typeof updateOrganization>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.organizations.update(who, params.id, body)
  }

  @Endpoint(closeOrganization)
  close(
    @Input() { params, body }: EndpointRequest<typeof closeOrganization>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.organizations.close(who, params.id, body)
  }

  @Endpoint(reopenOrganization)
  reopen(
    @Input() { params }: EndpointRequest<typeof reopenOrganization>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.organizations.reopen(who, params.id)
  }
}
