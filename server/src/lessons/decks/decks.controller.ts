import { Controller } from '@nestjs/common'
import {
  addDeck,
  getDeckPage,
  listDecks,
  removeDeck,
  reportDeckCopy,
  type EndpointRequest,
} from '@tongke/contract'
import type { PersonPrincipal, Principal } from '../../people/principal.ts'
import { Endpoint } from '../../platform/http/endpoint.decorator.ts'
import { Input } from '../../platform/http/input.ts'
import { CurrentPrincipal } from '../../platform/http/principal.ts'
import { LessonDecks } from './lesson-decks.ts'
import { OwnDecks } from './own-decks.ts'

@Controller()
export class DecksController {
  constructor(
    private readonly decks: LessonDecks,
    private readonly own: OwnDecks,
  ) {}

  @Endpoint(listDecks)
  list(@Input() { params }: EndpointRequest<typeof listDecks>, @CurrentPrincipal() who: Principal) {
    return this.decks.list(who, params.id)
  }

  @Endpoint(getDeckPage)
  page(@Input() { params }: EndpointRequest<typeof getDeckPage>, @CurrentPrincipal() who: Principal) {
    return this.decks.picture(who, params.id, params.fileId, params.name)
  }

  @Endpoint(addDeck)
  add(@Input() { params, body }: EndpointRequest<typeof addDeck>, @CurrentPrincipal() who: PersonPrincipal) {
    return this.own.add(who, params.id, body)
  }

  @Endpoint(removeDeck)
  remove(@Input() { params }: EndpointRequest<typeof removeDeck>, @CurrentPrincipal() who: PersonPrincipal) {
    return this.own.remove(who, params.id, params.fileId)
  }

  @Endpoint(reportDeckCopy)
  report(
    @Input() { params, body }: EndpointRequest<typeof reportDeckCopy>,
    @CurrentPrincipal() who: Principal,
  ) {
    return this.decks.report(who, params.id, params.fileId, body.pages)
  }
}
