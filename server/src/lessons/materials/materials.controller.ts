import { Controller } from '@nestjs/common'
import {
  addMaterial,
  arrangeMaterials,
  listLessonsForResource,
  listMaterials,
  removeMaterial,
  type EndpointRequest,
} from '@tongke/contract'
import type { PersonPrincipal, Principal } from '../../people/principal.ts'
import { Endpoint } from '../../platform/http/endpoint.decorator.ts'
import { Input } from '../../platform/http/input.ts'
import { CurrentPrincipal } from '../../platform/http/principal.ts'
import { LessonMaterials } from './lesson-materials.ts'

@Controller()
export class MaterialsController {
  constructor(private readonly materials: LessonMaterials) {}

  @Endpoint(listMaterials)
  list(@Input() { params }: EndpointRequest<typeof listMaterials>, @CurrentPrincipal() who: Principal) {
    return this.materials.list(who, params.id)
  }

  @Endpoint(addMaterial)
  add(@Input() { params }: EndpointRequest<typeof addMaterial>, @CurrentPrincipal() who: PersonPrincipal) {
    return this.materials.add(who, params.id, params.resourceId)
  }

  @Endpoint(removeMaterial)
  remove(
    @Input() { params }: EndpointRequest<typeof removeMaterial>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.materials.remove(who, params.id, params.resourceId)
  }

  @Endpoint(arrangeMaterials)
  arrange(
    @Input() { params, body }: EndpointRequest<typeof arrangeMaterials>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.materials.arrange(who, params.id, body.resourceIds)
  }

  @Endpoint(listLessonsForResource)
  lessons(
    @Input() { params }: EndpointRequest<typeof listLessonsForResource>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.materials.lessonsFor(who, params.id)
  }
}
