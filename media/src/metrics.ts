import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { NodeStats } from './media-node.ts'

export interface MetricSources {
  readonly stats: () => NodeStats
  readonly waitingEvents: () => number
}

/** Everything an operator watches on this node, in Prometheus' text form. */
export class Metrics {
  readonly #registry = new Registry()
  readonly #requests: Histogram<'request' | 'code'>
  readonly #workerDeaths: Counter
  readonly #deliveries: Counter<'outcome'>

  constructor(sources: MetricSources) {
    const registers = [this.#registry]
    collectDefaultMetrics({ register: this.#registry, eventLoopMonitoringPrecision: 100 })
    for (const key of ['workers', 'rooms', 'peers', 'publications', 'subscriptions'] as const)
      gauge(`tongke_media_${key}`, `Open ${key} on this node`, registers, () => sources.stats()[key])
    gauge(
      'tongke_media_events_waiting',
      'Events the server has not acknowledged',
      registers,
      sources.waitingEvents,
    )
    this.#requests = new Histogram({
      name: 'tongke_media_request_seconds',
      help: 'Answered requests of the media plane by outcome',
      labelNames: ['request', 'code'],
      buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2],
      registers,
    })
    this.#workerDeaths = new Counter({
      name: 'tongke_media_worker_deaths_total',
      help: 'Workers that died unasked',
      registers,
    })
    this.#deliveries = new Counter({
      name: 'tongke_media_deliveries_total',
      help: 'Attempts to deliver events to the server',
      labelNames: ['outcome'],
      registers,
    })
  }

  readonly observeRequest = (request: string, code: string, seconds: number): void => {
    this.#requests.observe({ request, code }, seconds)
  }

  readonly countWorkerDeath = (): void => this.#workerDeaths.inc()

  readonly countDelivery = (outcome: 'acknowledged' | 'refused' | 'failed'): void =>
    this.#deliveries.inc({ outcome })

  async text(): Promise<{ type: string; body: string }> {
    return { type: this.#registry.contentType, body: await this.#registry.metrics() }
  }
}

function gauge(name: string, help: string, registers: Registry[], read: () => number): void {
  const made: Gauge = new Gauge({ name, help, registers, collect: () => made.set(read()) })
}
