import { Controller } from '@nestjs/common'
import {
  addComment,
  createCollection,
  getCollection,
  getMyUse,
  getQrCode,
  listCollections,
  listComments,
  listFavourites,
  listReportedComments,
  moderateComment,
  rateResource,
  removeCollection,
  removeComment,
  reportComment,
  setFavourite,
  updateCollection,
  usageBySchool,
  type EndpointRequest,
} from '@tongke/contract'
import type { PersonPrincipal, Principal } from '../../people/principal.ts'
import { Endpoint } from '../../platform/http/endpoint.decorator.ts'
import { Input } from '../../platform/http/input.ts'
import { CurrentPrincipal } from '../../platform/http/principal.ts'
import { CollectionsService } from './collections.service.ts'
import { CommentsService } from './comments.service.ts'
import { OwnUseService } from './own-use.service.ts'
import { QrCodes } from './qr-codes.ts'
import { UsageService } from './usage.service.ts'

@Controller()
export class UseController {
  constructor(
    private readonly own: OwnUseService,
    private readonly collections: CollectionsService,
    private readonly comments: CommentsService,
    private readonly usage: UsageService,
    private readonly qr: QrCodes,
  ) {}

  @Endpoint(getMyUse)
  mine(@Input() { params }: EndpointRequest<typeof getMyUse>, @CurrentPrincipal() who: PersonPrincipal) {
    return this.own.get(who, params.id)
  }

  @Endpoint(setFavourite)
  favourite(
    @Input() { params, body }: EndpointRequest<typeof setFavourite>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.own.setFavourite(who, params.id, body.favourite)
  }

  @Endpoint(rateResource)
  rate(
    @Input() { params, body }: EndpointRequest<typeof rateResource>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.own.rate(who, params.id, body.rating)
  }

  @Endpoint(listFavourites)
  favourites(
    @Input() { query }: EndpointRequest<typeof listFavourites>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.own.favourites(who, query)
  }

  @Endpoint(listCollections)
  async listCollections(@CurrentPrincipal() who: PersonPrincipal) {
    return { items: await this.collections.list(who) }
  }

  @Endpoint(getCollection)
  collection(
    @Input() { params }: EndpointRequest<typeof getCollection>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.collections.get(who, params.id)
  }

  @Endpoint(createCollection)
  createCollection(
    @Input() { body }: EndpointRequest<typeof createCollection>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.collections.create(who, body)
  }

  @Endpoint(updateCollection)
  updateCollection(
    @Input() { params, body }: EndpointRequest<typeof updateCollection>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.collections.update(who, params.id, body)
  }

  @Endpoint(removeCollection)
  async removeCollection(
    @Input() { params }: EndpointRequest<typeof removeCollection>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.collections.remove(who, params.id)
  }

  @Endpoint(listComments)
  listComments(
    @Input() { params, query }: EndpointRequest<typeof listComments>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.comments.list(who, params.id, query)
  }

  @Endpoint(addComment)
  addComment(
    @Input() { params, body }: EndpointRequest<typeof addComment>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.comments.add(who, params.id, body.text)
  }

  @Endpoint(removeComment)
  async removeComment(
    @Input() { params }: EndpointRequest<typeof removeComment>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.comments.remove(who, params.id)
  }

  @Endpoint(reportComment)
  async reportComment(
    @Input() { params, body }: EndpointRequest<typeof reportComment>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.comments.report(who, params.id, body.reason)
  }

  @Endpoint(moderateComment)
  async moderateComment(
    @Input() { params, body }: EndpointRequest<typeof moderateComment>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.comments.moderate(who, params.id, body.decision, body.reason)
  }

  @Endpoint(listReportedComments)
  reportedComments(
    @Input() { query }: EndpointRequest<typeof listReportedComments>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.comments.reported(who, query)
  }

  @Endpoint(getQrCode)
  qrCode(@Input() { params, query }: EndpointRequest<typeof getQrCode>, @CurrentPrincipal() who: Principal) {
    return this.qr.of(who, params.id, query.origin)
  }

  @Endpoint(usageBySchool)
  usageBySchool(
    @Input() { query }: EndpointRequest<typeof usageBySchool>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.usage.bySchool(who, query.month)
  }
}
