import { Controller, Req } from '@nestjs/common'
import { resourceFeed, type EndpointRequest } from '@tongke/contract'
import type { FastifyRequest } from 'fastify'
import { Endpoint } from '../../../platform/http/endpoint.decorator.ts'
import { Input } from '../../../platform/http/input.ts'
import { PublicAddress } from '../../../platform/http/public-address.ts'
import { FeedService } from './feed.service.ts'

@Controller()
export class FeedController {
  constructor(
    private readonly feed: FeedService,
    private readonly address: PublicAddress,
  ) {}

  @Endpoint(resourceFeed)
  news(@Input() { query }: EndpointRequest<typeof resourceFeed>, @Req() request: FastifyRequest) {
    return this.feed.news(query, this.address.of(request))
  }
}
