import { Controller } from '@nestjs/common'
import { cancelUpload, checkUpload, finishUpload, type EndpointRequest } from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Endpoint } from '../../platform/http/endpoint.decorator.ts'
import { Input } from '../../platform/http/input.ts'
import { CurrentPrincipal } from '../../platform/http/principal.ts'
import { UploadsService } from './uploads.service.ts'

@Controller()
export class UploadsController {
  constructor(private readonly uploads: UploadsService) {}

  @Endpoint(checkUpload)
  check(@Input() { body }: EndpointRequest<typeof checkUpload>, @CurrentPrincipal() who: PersonPrincipal) {
    return this.uploads.check(who, body)
  }

  @Endpoint(finishUpload)
  finish(
    @Input() { params }: EndpointRequest<typeof finishUpload>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.uploads.finish(who, params.id)
  }

  @Endpoint(cancelUpload)
  cancel(
    @Input() { params }: EndpointRequest<typeof cancelUpload>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.uploads.cancel(who, params.id)
  }
}
