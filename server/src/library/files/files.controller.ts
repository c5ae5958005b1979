import { Controller } from '@nestjs/common'
import { createDownload, getDownload, getRendition, type EndpointRequest } from '@tongke/contract'
import type { PersonPrincipal, Principal } from '../../people/principal.ts'
import { Endpoint } from '../../platform/http/endpoint.decorator.ts'
import { Input } from '../../platform/http/input.ts'
import { CurrentPrincipal } from '../../platform/http/principal.ts'
import { Delivery } from './delivery.ts'

@Controller()
export class FilesController {
  constructor(private readonly delivery: Delivery) {}

  @Endpoint(getRendition)
  rendition(@Input() { params }: EndpointRequest<typeof getRendition>, @CurrentPrincipal() who: Principal) {
    return this.delivery.rendition(who, params.id, params.name)
  }

  @Endpoint(createDownload)
  offer(
    @Input() { params }: EndpointRequest<typeof createDownload>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.delivery.offer(who, params.id)
  }

  @Endpoint(getDownload)
  download(@Input() { params }: EndpointRequest<typeof getDownload>) {
    return this.delivery.download(params.token)
  }
}
