import { Injectable } from '@nestjs/common'
import type { FastifyInstance } from 'fastify'
import { Histogram, Registry, collectDefaultMetrics } from 'prom-client'
import { timingSafeEqual } from 'node:crypto'
import { Config } from '../config.ts'

/** Prometheus registry of this process; modules add their own metrics to `registry`. */
@Injectable()
export class Metrics {
  readonly registry = new Registry()
  private readonly requests = new Histogram({
    name: 'tongke_http_request_seconds',
    help: 'Time to answer HTTP requests by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [this.registry],
  })

  constructor(private readonly config: Config) {
    collectDefaultMetrics({ register: this.registry })
  }

  install(fastify: FastifyInstance): void {
    fastify.addHook('onResponse', async (request, reply) => {
      const labels = {
        method: request.method,
        route: request.routeOptions.url ?? 'none',
        status: String(reply.statusCode),
      }
      this.requests.observe(labels, reply.elapsedTime / 1000)
    })
    fastify.get('/metrics', async (request, reply) => {
      if (!this.mayRead(request.headers.authorization)) return reply.status(401).send()
      return reply.type(this.registry.contentType).send(await this.registry.metrics())
    })
  }

  private mayRead(authorization: string | undefined): boolean {
    if (!this.config.metricsToken) return true
    const expected = Buffer.from(`Bearer ${this.config.metricsToken}`)
    const given = Buffer.from(authorization ?? '')
    return given.length === expected.length && timingSafeEqual(given, expected)
  }
}
