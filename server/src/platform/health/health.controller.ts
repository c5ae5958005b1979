import { Controller, Res } from '@nestjs/common'
import { getHealth, type EndpointRequest, type EndpointResponse } from '@tongke/contract'
import type { FastifyReply } from 'fastify'
import { Endpoint } from '../http/endpoint.decorator.ts'
import { Input } from '../http/input.ts'
import { HealthRegistry } from './health.ts'

@Controller()
export class HealthController {
  constructor(private readonly registry: HealthRegistry) {}

  @Endpoint(getHealth)
  async health(
    @Input() { query }: EndpointRequest<typeof getHealth>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EndpointResponse<typeof getHealth>> {
    const health = query.live === undefined ? await this.registry.ready() : this.registry.live()
    if (health.status === 'down') void reply.status(503)
    return health
  }
}
