import { Controller } from '@nestjs/common'
import {
  activatePairing,
  cancelPairing,
  createPairing,
  freezePairing,
  getAgreement,
  getPairing,
  getPairingCover,
  getPairingCoverage,
  listPairings,
  resumePairing,
  revisePairing,
  setAgreement,
  signPairing,
  submitPairing,
  updatePairing,
  type EndpointRequest,
} from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Endpoint } from '../../platform/http/endpoint.decorator.ts'
import { Input, InputFile, type UploadedFile } from '../../platform/http/input.ts'
import { CurrentPrincipal } from '../../platform/http/principal.ts'
import { Agreements } from './agreements.ts'
import { PairingCoverageReport } from './pairing-coverage.ts'
import { PairingDesk } from './pairing-desk.ts'
import { PairingReading } from './pairing-reading.ts'
import { PairingViews } from './pairing-views.ts'

@Controller()
export class PairingsController {
  constructor(
    private readonly desk: PairingDesk,
    private readonly views: PairingViews,
    private readonly coverage: PairingCoverageReport,
    private readonly agreements: Agreements,
    private readonly reading: PairingReading,
  ) {}

  @Endpoint(listPairings)
  list(@Input() { query }: EndpointRequest<typeof listPairings>, @CurrentPrincipal() who: PersonPrincipal) {
    return this.views.list(who, query)
  }

  @Endpoint(getPairingCoverage)
  coverageOf(
    @Input() { query }: EndpointRequest<typeof getPairingCoverage>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.coverage.of(who, query.termId)
  }

  @Endpoint(getPairingCover)
  cover(@Input() { query }: EndpointRequest<typeof getPairingCover>) {
    return this.reading.cover(query)
  }

  @Endpoint(createPairing)
  async create(
    @Input() { body }: EndpointRequest<typeof createPairing>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.views.detail(who, await this.desk.create(who, body))
  }

  @Endpoint(getPairing)
  get(@Input() { params }: EndpointRequest<typeof getPairing>, @CurrentPrincipal() who: PersonPrincipal) {
    return this.views.detail(who, params.id)
  }

  @Endpoint(updatePairing)
  async update(
    @Input() { params, body }: EndpointRequest<typeof updatePairing>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.desk.update(who, params.id, body)
    return this.views.detail(who, params.id)
  }

  @Endpoint(submitPairing)
  async submit(
    @Input() { params, body }: EndpointRequest<typeof submitPairing>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.desk.submit(who, params.id, body)
    return this.views.detail(who, params.id)
  }

  @Endpoint(revisePairing)
  async revise(
    @Input() { params, body }: EndpointRequest<typeof revisePairing>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.desk.revise(who, params.id, body)
    return this.views.detail(who, params.id)
  }

  @Endpoint(signPairing)
  async sign(
    @Input() { params, body }: EndpointRequest<typeof signPairing>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.desk.sign(who, params.id, body)
    return this.views.detail(who, params.id)
  }

  @Endpoint(activatePairing)
  async activate(
    @Input() { params, body }: EndpointRequest<typeof activatePairing>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.desk.activate(who, params.id, body)
    return this.views.detail(who, params.id)
  }

  @Endpoint(freezePairing)
  async freeze(
    @Input() { params, body }: EndpointRequest<typeof freezePairing>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.desk.freeze(who, params.id, body)
    return this.views.detail(who, params.id)
  }

  @Endpoint(resumePairing)
  async resume(
    @Input() { params, body }: EndpointRequest<typeof resumePairing>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.desk.resume(who, params.id, body)
    return this.views.detail(who, params.id)
  }

  @Endpoint(cancelPairing)
  async cancel(
    @Input() { params, body }: EndpointRequest<typeof cancelPairing>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.desk.cancel(who, params.id, body)
    return this.views.detail(who, params.id)
  }

  @Endpoint(setAgreement)
  async setAgreement(
    @Input() { params }: EndpointRequest<typeof setAgreement>,
    @InputFile() file: UploadedFile,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    await this.agreements.set(who, params.id, file)
    return this.views.detail(who, params.id)
  }

  @Endpoint(getAgreement)
  agreement(
    @Input() { params }: EndpointRequest<typeof getAgreement>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.agreements.get(who, params.id)
  }
}
