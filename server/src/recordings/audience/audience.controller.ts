import { Controller } from '@nestjs/common'
import {
  getAudienceInk,
  getAudiencePage,
  getAudiencePiece,
  listViewers,
  listWatchable,
  watchLesson,
  type EndpointRequest,
} from '@tongke/contract'
import type { PersonPrincipal, Principal } from '../../people/principal.ts'
import { Endpoint } from '../../platform/http/endpoint.decorator.ts'
import { Input } from '../../platform/http/input.ts'
import { CurrentPrincipal } from '../../platform/http/principal.ts'
import { Audience } from './audience.service.ts'

@Controller()
export class AudienceController {
  constructor(private readonly audience: Audience) {}

  @Endpoint(listWatchable)
  watchable(@CurrentPrincipal() who: Principal) {
    return this.audience.watchable(who)
  }

  @Endpoint(watchLesson)
  watch(@Input() { params }: EndpointRequest<typeof watchLesson>, @CurrentPrincipal() who: Principal) {
    return this.audience.watch(who, params.id)
  }

  @Endpoint(getAudiencePiece)
  piece(@Input() { params }: EndpointRequest<typeof getAudiencePiece>, @CurrentPrincipal() who: Principal) {
    return this.audience.piece(who, params.id, params.streamId, params.number)
  }

  @Endpoint(getAudienceInk)
  ink(
    @Input() { params, query }: EndpointRequest<typeof getAudienceInk>,
    @CurrentPrincipal() who: Principal,
  ) {
    return this.audience.ink(who, params.id, query.after)
  }

  @Endpoint(getAudiencePage)
  page(@Input() { params }: EndpointRequest<typeof getAudiencePage>, @CurrentPrincipal() who: Principal) {
    return this.audience.page(who, params.id, params.fileId, params.name)
  }

  @Endpoint(listViewers)
  viewers(
    @Input() { params }: EndpointRequest<typeof listViewers>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.audience.viewers(who, params.id)
  }
}
