import { Controller } from '@nestjs/common'
import { cancelProcessing, getProcessing, retryProcessing, type EndpointRequest } from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Endpoint } from '../../platform/http/endpoint.decorator.ts'
import { Input } from '../../platform/http/input.ts'
import { CurrentPrincipal } from '../../platform/http/principal.ts'
import { ProcessingService } from './processing.service.ts'

@Controller()
export class ProcessingController {
  constructor(private readonly processing: ProcessingService) {}

  @Endpoint(getProcessing)
  report(
    @Input() { params }: EndpointRequest<typeof getProcessing>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.processing.report(who, params.id)
  }

  @Endpoint(cancelProcessing)
  cancel(
    @Input() { params }: EndpointRequest<typeof cancelProcessing>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.processing.cancel(who, params.id)
  }

  @Endpoint(retryProcessing)
  retry(
    @Input() { params }: EndpointRequest<typeof retryProcessing>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.processing.retry(who, params.id)
  }
}
