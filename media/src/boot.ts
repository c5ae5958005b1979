import { timingSafeEqual } from 'node:crypto'
import { type AddressInfo } from 'node:net'
import { MEDIA_HEALTH_PATH, type MediaHeartbeat, MEDIA_PLANE_PATH } from '@tongke/contract'
import { type Logger, pino } from 'pino'
import { type MediaConfig, readConfig } from './config.ts'
import { controlRoutes } from './control-api.ts'
import { Heartbeat } from './heartbeat.ts'
import { createHttpServer, type Route, sendJson } from './http-server.ts'
import { newId } from './ids.ts'
import { MediaNode } from './media-node.ts'
import { Metrics } from './metrics.ts'
import { Outbox } from './outbox.ts'
import { probeRoutes } from './probe.ts'
import { Recorder } from './recorder/recorder.ts'
import { Signalling } from './signalling.ts'
import { ticketChecker } from './ticket.ts'

/** How long a drain waits for the server to take the last events, ms. */
const FLUSH_WITHIN_MS = 2_000

function isBearer(authorization: string | undefined, token: string): boolean {
  const [given, expected] = [Buffer.from(authorization ?? ''), Buffer.from(`Bearer ${token}`)]
  return given.length === expected.length && timingSafeEqual(given, expected)
}

function watchRoutes(node: MediaNode, metrics: Metrics, metricsToken: string): Route[] {
  return [
    {
      method: 'GET',
      path: MEDIA_HEALTH_PATH,
      handle: ({ response }) => {
        response.setHeader('access-control-allow-origin', '*')
        sendJson(response, node.draining || node.stats.workers === 0 ? 503 : 200, {
          bootId: node.bootId,
          draining: node.draining,
          ...node.stats,
        })
      },
    },
    {
      method: 'GET',
      path: '/metrics',
      handle: async ({ request, response }) => {
        if (metricsToken && !isBearer(request.headers.authorization, metricsToken)) {
          response.writeHead(401).end()
          return
        }
        const { type, body } = await metrics.text()
        response.writeHead(200, { 'content-type': type }).end(body)
      },
    },
  ]
}

const composeHeartbeat = (config: MediaConfig, node: MediaNode): MediaHeartbeat => {
  const { workers, rooms, peers } = node.stats
  return {
    nodeId: config.nodeId,
    bootId: node.bootId,
    publicUrl: config.publicUrl,
    port: config.port,
    controlUrl: config.controlUrl,
    rtpCapabilities: node.rtpCapabilities as Record<string, unknown>,
    draining: node.draining,
    workers,
    rooms,
    peers,
    connections: node.peers.map((peer) => peer.id),
    at: Date.now(),
  }
}

async function start(config: MediaConfig, log: Logger): Promise<() => Promise<void>> {
  const bootId = newId()
  const metrics = new Metrics({
    stats: () => node.stats,
    waitingEvents: () => outbox.waiting,
    recording: () => recorder.stats,
  })
  const recorder = await Recorder.open(
    { ...config, bootId },
    { log, onDelivery: metrics.countPiece, onFault: metrics.countRecordingFault },
  )
  const outbox = new Outbox(
    { ...config, bootId },
    {
      log,
      onDirective: (room, directive) => node.applyDirective(room, directive),
      onDelivery: metrics.countDelivery,
    },
  )
  const checkTicket = ticketChecker(config.secret, config.nodeId)
  const node = await MediaNode.create(bootId, config, {
    log,
    checkTicket,
    report: (event) => outbox.add(event),
    onWorkerDied: metrics.countWorkerDeath,
    recorder,
  })
  const routes = [
    ...watchRoutes(node, metrics, config.metricsToken),
    ...controlRoutes(node, config.secret),
    ...probeRoutes(checkTicket),
  ]
  const http = createHttpServer(routes, { log, ownsPath: (path) => path.startsWith(`${MEDIA_PLANE_PATH}/`) })
  const signalling = Signalling.create(http, { node, log, onAnswer: metrics.observeRequest })
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject)
    http.listen(config.port, resolve)
  })
  const heartbeat = new Heartbeat(config, () => composeHeartbeat(config, node), log)
  log.info({ nodeId: config.nodeId, bootId, port: (http.address() as AddressInfo).port }, 'media node ready')

  return async () => {
    node.drain()
    void heartbeat.beat()
    if (!(await outbox.flush(FLUSH_WITHIN_MS)))
      log.warn({ waiting: outbox.waiting }, 'events are lost with this exit')
    heartbeat.close()
    outbox.close()
    await signalling.close()
    await node.close()
    await recorder.close()
  }
}

/** Runs the node until it is told to stop. */
export async function boot(): Promise<void> {
  const config = readConfig(process.env)
  const log = pino({ level: config.logLevel, base: { process: 'media', node: config.nodeId } })
  const stop = await start(config, log).catch((error: unknown) => {
    log.fatal({ err: error }, 'the media node cannot start')
    process.exit(1)
  })
  let stopping = false
  const handleSignal = (signal: NodeJS.Signals) => {
    if (stopping) return
    stopping = true
    log.info({ signal }, 'draining')
    void stop().finally(() => process.exit(0))
  }
  process.on('SIGTERM', handleSignal)
  process.on('SIGINT', handleSignal)
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'a promise was left alone'))
}
