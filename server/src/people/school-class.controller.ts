import { Controller } from '@nestjs/common'
import {
  closeClass,
  createClass,
  listClasses,
  reopenClass,
  updateClass,
  type EndpointRequest,
} from '@tongke/contract'
import { Endpoint } from '../platform/http/endpoint.decorator.ts'
import { Input } from '../platform/http/input.ts'
import { CurrentPrincipal } from '../platform/http/principal.ts'
import type { PersonPrincipal } from './principal.ts'
import { SchoolClassService } from './school-class.service.ts'

@Controller()
export class SchoolClassController {
  constructor(private readonly classes: SchoolClassService) {}

  @Endpoint(listClasses)
  list(@Input() { query }: EndpointRequest<typeof listClasses>, @CurrentPrincipal() who: PersonPrincipal) {
    return this.classes.list(who, query)
  }

  @Endpoint(createClass)
  create(@Input() { body }: EndpointRequest<typeof createClass>, @CurrentPrincipal() who: PersonPrincipal) {
    return this.classes.create(who, body)
  }

  @Endpoint(updateClass)
  update(
    @Input() { params, body }: EndpointRequest<typeof updateClass>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.classes.update(who, params.id, body)
  }

  @Endpoint(closeClass)
  close(
    @Input() { params, body }: EndpointRequest<typeof closeClass>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.classes.close(who, params.id, body.on)
  }

  @Endpoint(reopenClass)
  reopen(@Input() { params }: EndpointRequest<typeof reopenClass>, @CurrentPrincipal() who: PersonPrincipal) {
    return this.classes.reopen(who, params.id)
  }
}
