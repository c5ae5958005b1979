import { Controller } from '@nestjs/common'
import {
  changePack,
  createPack,
  estimatePack,
  getPack,
  getPackArchive,
  getPackFile,
  getPackKey,
  getPackManifest,
  listPacks,
  removePack,
  type EndpointRequest,
} from '@tongke/contract'
import type { PersonPrincipal, Principal } from '../../people/principal.ts'
import { Config } from '../../platform/config.ts'
import { Endpoint } from '../../platform/http/endpoint.decorator.ts'
import { Input } from '../../platform/http/input.ts'
import { CurrentPrincipal } from '../../platform/http/principal.ts'
import { PackDelivery } from './pack-delivery.ts'
import { packKeyOf } from './pack-signature.rules.ts'
import { PacksService } from './packs.service.ts'

@Controller()
export class PacksController {
  constructor(
    private readonly packs: PacksService,
    private readonly delivery: PackDelivery,
    private readonly config: Config,
  ) {}

  @Endpoint(listPacks)
  async list(@CurrentPrincipal() who: Principal) {
    return { items: await this.packs.list(who) }
  }

  @Endpoint(getPackKey)
  key() {
    const { keyId, publicKey } = packKeyOf(this.config.mediaSecret)
    return { keyId, publicKey }
  }

  @Endpoint(estimatePack)
  estimate(
    @Input() { body }: EndpointRequest<typeof estimatePack>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.packs.estimate(who, body)
  }

  @Endpoint(createPack)
  create(@Input() { body }: EndpointRequest<typeof createPack>, @CurrentPrincipal() who: PersonPrincipal) {
    return this.packs.create(who, body)
  }

  @Endpoint(getPack)
  get(@Input() { params }: EndpointRequest<typeof getPack>, @CurrentPrincipal() who: Principal) {
    return this.packs.get(who, params.id)
  }

  @Endpoint(changePack)
  change(
    @Input() { params, body }: EndpointRequest<typeof changePack>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.packs.change(who, params.id, body)
  }

  @Endpoint(removePack)
  async remove(
    @Input() { params }: EndpointRequest<typeof removePack>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.packs.remove(who, params.id)
  }

  @Endpoint(getPackManifest)
  manifest(@Input() { params }: EndpointRequest<typeof getPackManifest>, @CurrentPrincipal() who: Principal) {
    return this.delivery.manifest(who, params.id)
  }

  @Endpoint(getPackFile)
  file(@Input() { params }: EndpointRequest<typeof getPackFile>, @CurrentPrincipal() who: Principal) {
    return this.delivery.file(who, params.id, params.sha256)
  }

  @Endpoint(getPackArchive)
  archive(@Input() { params }: EndpointRequest<typeof getPackArchive>, @CurrentPrincipal() who: Principal) {
    return this.delivery.archive(who, params.id)
  }
}
