import { Controller } from '@nestjs/common'
import {
  beginDesign,
  commentDesign,
  compareDesign,
  forkDesign,
  getDesign,
  getDesignVersion,
  listDesignComments,
  listDesigns,
  nameDesignVersion,
  replyToDesignComment,
  resolveDesignComment,
  restoreDesignVersion,
  type EndpointRequest,
} from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Endpoint } from '../../platform/http/endpoint.decorator.ts'
import { Input } from '../../platform/http/input.ts'
import { CurrentPrincipal } from '../../platform/http/principal.ts'
import { DesignComments } from './design-comments.ts'
import { DesignDesk } from './design-desk.ts'
import { DesignReading } from './design-reading.ts'

@Controller()
export class DesignsController {
  constructor(
    private readonly desk: DesignDesk,
    private readonly reading: DesignReading,
    private readonly comments: DesignComments,
  ) {}

  @Endpoint(listDesigns)
  list(@Input() { params }: EndpointRequest<typeof listDesigns>, @CurrentPrincipal() who: PersonPrincipal) {
    return this.reading.ofSession(who, params.id)
  }

  @Endpoint(beginDesign)
  async begin(
    @Input() { params }: EndpointRequest<typeof beginDesign>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.reading.detail(who, await this.desk.begin(who, params.id))
  }

  @Endpoint(getDesign)
  get(@Input() { params }: EndpointRequest<typeof getDesign>, @CurrentPrincipal() who: PersonPrincipal) {
    return this.reading.detail(who, params.id)
  }

  @Endpoint(forkDesign)
  async fork(
    @Input() { params, body }: EndpointRequest<typeof forkDesign>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.reading.detail(who, await this.desk.fork(who, params.id, body))
  }

  @Endpoint(nameDesignVersion)
  async nameVersion(
    @Input() { params, body }: EndpointRequest<typeof nameDesignVersion>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.desk.nameVersion(who, params.id, body)
    return this.reading.detail(who, params.id)
  }

  @Endpoint(getDesignVersion)
  version(
    @Input() { params }: EndpointRequest<typeof getDesignVersion>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.reading.version(who, params.id, params.number)
  }

  @Endpoint(restoreDesignVersion)
  async restore(
    @Input() { params }: EndpointRequest<typeof restoreDesignVersion>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.desk.restore(who, params.id, params.number)
    return this.reading.detail(who, params.id)
  }

  @Endpoint(compareDesign)
  compare(
    @Input() { params, query }: EndpointRequest<typeof compareDesign>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.reading.compare(who, params.id, query)
  }

  @Endpoint(listDesignComments)
  listComments(
    @Input() { params }: EndpointRequest<typeof listDesignComments>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.comments.list(who, params.id)
  }

  @Endpoint(commentDesign)
  comment(
    @Input() { params, body }: EndpointRequest<typeof commentDesign>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.comments.add(who, params.id, body)
  }

  @Endpoint(replyToDesignComment)
  reply(
    @Input() { params, body }: EndpointRequest<typeof replyToDesignComment>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.comments.reply(who, params.id, params.commentId, body.text)
  }

  @Endpoint(resolveDesignComment)
  resolve(
    @Input() { params, body }: EndpointRequest<typeof resolveDesignComment>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.comments.resolve(who, params.id, params.commentId, body.resolved)
  }
}
