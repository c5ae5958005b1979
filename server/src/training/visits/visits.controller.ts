import { Controller } from '@nestjs/common'
import {
  addVisitPhoto,
  answerVisit,
  getVisit,
  getVisitFrame,
  getVisitPhoto,
  listVisits,
  removeVisit,
  removeVisitPhoto,
  saveVisit,
  type EndpointRequest,
} from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Endpoint } from '../../platform/http/endpoint.decorator.ts'
import { Input, InputFile, type UploadedFile } from '../../platform/http/input.ts'
import { CurrentPrincipal } from '../../platform/http/principal.ts'
import { VisitDesk } from './visit-desk.ts'
import { VisitPhotos } from './visit-photos.ts'
import { VisitReading } from './visit-reading.ts'

@Controller()
export class VisitsController {
  constructor(
    private readonly desk: VisitDesk,
    private readonly reading: VisitReading,
    private readonly photos: VisitPhotos,
  ) {}

  @Endpoint(listVisits)
  list(@Input() { query }: EndpointRequest<typeof listVisits>, @CurrentPrincipal() who: PersonPrincipal) {
    return this.reading.list(who, query)
  }

  @Endpoint(getVisitFrame)
  frame(@CurrentPrincipal() who: PersonPrincipal) {
    return this.reading.frame(who)
  }

  @Endpoint(getVisit)
  get(@Input() { params }: EndpointRequest<typeof getVisit>, @CurrentPrincipal() who: PersonPrincipal) {
    return this.reading.one(who, params.id)
  }

  @Endpoint(saveVisit)
  async save(
    @Input() { params, body }: EndpointRequest<typeof saveVisit>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.desk.save(who, params.id, body)
    return this.reading.one(who, params.id)
  }

  @Endpoint(removeVisit)
  async remove(
    @Input() { params }: EndpointRequest<typeof removeVisit>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.desk.remove(who, params.id)
  }

  @Endpoint(answerVisit)
  async answer(
    @Input() { params, body }: EndpointRequest<typeof answerVisit>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.desk.answer(who, params.id, body.answer)
    return this.reading.one(who, params.id)
  }

  @Endpoint(addVisitPhoto)
  addPhoto(
    @Input() { params }: EndpointRequest<typeof addVisitPhoto>,
    @InputFile() file: UploadedFile,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.photos.add(who, params.id, params.photoId, file.content)
  }

  @Endpoint(removeVisitPhoto)
  async removePhoto(
    @Input() { params }: EndpointRequest<typeof removeVisitPhoto>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.photos.remove(who, params.id, params.photoId)
  }

  @Endpoint(getVisitPhoto)
  photo(
    @Input() { params }: EndpointRequest<typeof getVisitPhoto>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.photos.open(who, params.id, params.photoId)
  }
}
