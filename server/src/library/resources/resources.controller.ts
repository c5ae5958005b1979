import { Controller } from '@nestjs/common'
import {
  addFile,
  createResource,
  discardDraft,
  getResource,
  listMyResources,
  removeFile,
  saveDraft,
  type EndpointRequest,
} from '@tongke/contract'
import type { PersonPrincipal, Principal } from '../../people/principal.ts'
import { Endpoint } from '../../platform/http/endpoint.decorator.ts'
import { Input } from '../../platform/http/input.ts'
import { CurrentPrincipal } from '../../platform/http/principal.ts'
import { ResourceDrafts } from './resource-drafts.ts'
import { ResourceReading } from './resource-reading.ts'

@Controller()
export class ResourcesController {
  constructor(
    private readonly drafts: ResourceDrafts,
    private readonly reading: ResourceReading,
  ) {}

  @Endpoint(listMyResources)
  mine(
    @Input() { query }: EndpointRequest<typeof listMyResources>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.reading.mine(who, query)
  }

  @Endpoint(createResource)
  async create(
    @Input() { body }: EndpointRequest<typeof createResource>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.reading.detail(who, await this.drafts.create(who, body))
  }

  @Endpoint(getResource)
  get(@Input() { params }: EndpointRequest<typeof getResource>, @CurrentPrincipal() who: Principal) {
    return this.reading.detail(who, params.id)
  }

  @Endpoint(saveDraft)
  async save(
    @Input() { params, body }: EndpointRequest<typeof saveDraft>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.drafts.save(who, params.id, body)
    return this.reading.detail(who, params.id)
  }

  @Endpoint(addFile)
  async addFile(
    @Input() { params, body }: EndpointRequest<typeof addFile>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.drafts.addFile(who, params.id, body)
    return this.reading.detail(who, params.id)
  }

  @Endpoint(removeFile)
  async removeFile(
    @Input() { params }: EndpointRequest<typeof removeFile>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.drafts.removeFile(who, params.id, params.fileId)
    return this.reading.detail(who, params.id)
  }

  @Endpoint(discardDraft)
  discard(
    @Input() { params }: EndpointRequest<typeof discardDraft>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.drafts.discard(who, params.id)
  }
}
