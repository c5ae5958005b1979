import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { NodeStats } from './media-node.ts'

export interface MetricSources {
  readonly stats: () => NodeStats
  readonly waitingEvents: () => number
  readonly recording: () => { streams: number; waiting: number }
}

/** Everything an operator watches on this node, in Prometheus' text form. */
export class Metrics {
  readonly #registry = new Registry()
  readonly #requests: Histogram<'request' | 'code'>
  readonly #workerDeaths: Counter
  readonly #deliveries: Counter<'outcome'>
  readonly #pieces: Counter<'outcome'>
  readonly #recordingFaults: Counter

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
    gauge(
      'tongke_media_recorded_streams',
      'Streams that are being recorded',
      registers,
      () => sources.recording().streams,
    )
    gauge(
      'tongke_media_pieces_waiting',
      'Pieces of recordings the server has not taken',
      registers,
      () => sources.recording().waiting,
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
    this.#pieces = new Counter({
      name: 'tongke_media_pieces_total',
      help: 'Attempts to deliver pieces of recordings',
      labelNames: ['outcome'],
      registers,
    })
    this.#recordingFaults = new Counter({
      name: 'tongke_media_recording_faults_total',
      help: 'Streams or packets that could not be recorded',
      registers,
    })
  }

  readonly countPiece = (outcome: 'taken' | 'refused' | 'failed'): void => this.#pieces.inc({ outcome })

  readonly countRecordingFault = (): void => this.#recordingFaults.inc()

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
