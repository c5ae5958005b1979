import { Controller } from '@nestjs/common'
import {
  createScale,
  discardScaleVersion,
  getScaleVersion,
  listScales,
  publishScaleVersion,
  retireScaleVersion,
  reviseScale,
  saveScaleVersion,
  type EndpointRequest,
} from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Endpoint } from '../../platform/http/endpoint.decorator.ts'
import { Input } from '../../platform/http/input.ts'
import { CurrentPrincipal } from '../../platform/http/principal.ts'
import { Scales } from './scales.ts'

type Step = EndpointRequest<typeof publishScaleVersion>

@Controller()
export class ScalesController {
  constructor(private readonly scales: Scales) {}

  @Endpoint(listScales)
  list(@CurrentPrincipal() who: PersonPrincipal) {
    return this.scales.list(who)
  }

  @Endpoint(createScale)
  create(@Input() { body }: EndpointRequest<typeof createScale>, @CurrentPrincipal() who: PersonPrincipal) {
    return this.scales.create(who, body)
  }

  @Endpoint(getScaleVersion)
  get(
    @Input() { params }: EndpointRequest<typeof getScaleVersion>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.scales.get(who, params.id)
  }

  @Endpoint(saveScaleVersion)
  save(
    @Input() { params, body }: EndpointRequest<typeof saveScaleVersion>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.scales.save(who, params.id, body)
  }

  @Endpoint(discardScaleVersion)
  discard(
    @Input() { params }: EndpointRequest<typeof discardScaleVersion>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.scales.discard(who, params.id)
  }

  @Endpoint(publishScaleVersion)
  publish(@Input() { params, body }: Step, @CurrentPrincipal() who: PersonPrincipal) {
    return this.scales.publish(who, params.id, body.revision)
  }

  @Endpoint(retireScaleVersion)
  retire(@Input() { params, body }: Step, @CurrentPrincipal() who: PersonPrincipal) {
    return this.scales.retire(who, params.id, body.revision)
  }

  @Endpoint(reviseScale)
  revise(@Input() { params, body }: Step, @CurrentPrincipal() who: PersonPrincipal) {
    return this.scales.revise(who, params.id, body.revision)
  }
}
