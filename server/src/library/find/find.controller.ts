import { Controller } from '@nestjs/common'
import {
  findResources,
  getLibraryProfile,
  libraryHome,
  setLibraryProfile,
  similarResources,
  suggestQueries,
  type EndpointRequest,
} from '@tongke/contract'
import type { PersonPrincipal, Principal } from '../../people/principal.ts'
import { Endpoint } from '../../platform/http/endpoint.decorator.ts'
import { Input } from '../../platform/http/input.ts'
import { CurrentPrincipal } from '../../platform/http/principal.ts'
import { FindService } from './find.service.ts'
import { LibraryProfiles } from './profiles.ts'

@Controller()
export class FindController {
  constructor(
    private readonly finding: FindService,
    private readonly profiles: LibraryProfiles,
  ) {}

  @Endpoint(findResources)
  find(@Input() { query }: EndpointRequest<typeof findResources>, @CurrentPrincipal() who: Principal) {
    return this.finding.find(who, query)
  }

  @Endpoint(suggestQueries)
  suggest(@Input() { query }: EndpointRequest<typeof suggestQueries>, @CurrentPrincipal() who: Principal) {
    return this.finding.suggest(who, query.q)
  }

  @Endpoint(similarResources)
  async similar(
    @Input() { params }: EndpointRequest<typeof similarResources>,
    @CurrentPrincipal() who: Principal,
  ) {
    return { items: await this.finding.similar(who, params.id) }
  }

  @Endpoint(libraryHome)
  async home(@CurrentPrincipal() who: Principal) {
    const [shelves, goOn] = await Promise.all([this.finding.home(who), this.finding.goOn(who)])
    return { ...shelves, goOn }
  }

  @Endpoint(getLibraryProfile)
  profile(@CurrentPrincipal() who: PersonPrincipal) {
    return this.profiles.get(who)
  }

  @Endpoint(setLibraryProfile)
  setProfile(
    @Input() { body }: EndpointRequest<typeof setLibraryProfile>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.profiles.setGrades(who, body.grades)
  }
}
