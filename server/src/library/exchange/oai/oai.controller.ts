import { Controller, Req } from '@nestjs/common'
import { harvest, harvestByPost, type EndpointRequest } from '@tongke/contract'
import type { FastifyRequest } from 'fastify'
import { Endpoint } from '../../../platform/http/endpoint.decorator.ts'
import { Input } from '../../../platform/http/input.ts'
import { PublicAddress } from '../../../platform/http/public-address.ts'
import { OaiService } from './oai.service.ts'

@Controller()
export class OaiController {
  constructor(
    private readonly oai: OaiService,
    private readonly address: PublicAddress,
  ) {}

  @Endpoint(harvest)
  get(@Input() { query }: EndpointRequest<typeof harvest>, @Req() request: FastifyRequest) {
    return this.oai.answer(query, this.address.of(request))
  }

  @Endpoint(harvestByPost)
  post(@Input() { body }: EndpointRequest<typeof harvestByPost>, @Req() request: FastifyRequest) {
    return this.oai.answer(body, this.address.of(request))
  }
}
