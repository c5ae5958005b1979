import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import * as mediasoup from 'mediasoup'
import type { types } from 'mediasoup'
import { build } from 'vite'
import { provideWorker } from '../../media/worker/provide.mjs'

const CODECS: types.RouterRtpCodecCapability[] = [
  { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2 },
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
]

const PAGE =
  '<!doctype html><video autoplay playsinline style="width:1280px"></video><script src="/page.js"></script>'

interface Message {
  transportId: string
  dtlsParameters: types.DtlsParameters
  kind: types.MediaKind
  rtpParameters: types.RtpParameters
  rtpCapabilities: types.RtpCapabilities
  consumerIds: string[]
}

async function bundlePage(): Promise<string> {
  const output = await build({
    configFile: false,
    logLevel: 'error',
    root: import.meta.dirname,
    build: {
      write: false,
      lib: { entry: join(import.meta.dirname, 'bare-page.ts'), formats: ['iife'], name: 'bare' },
    },
  })
  const [first] = Array.isArray(output) ? output : [output]
  if (!first || !('output' in first)) throw new Error('vite gave no bundle')
  return first.output[0].code
}

async function bodyOf(request: IncomingMessage): Promise<Message> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return JSON.parse(Buffer.concat(chunks).toString() || '{}') as Message
}

/** One mediasoup router behind plain HTTP: page, `publish()` and `view()` of bare-page.ts, and nothing of a product. */
export class BarePair {
  readonly #server: Server
  readonly #worker: types.Worker
  readonly #router: types.Router
  readonly #rtc: types.WebRtcServer
  readonly #page: string
  readonly #transports = new Map<string, types.WebRtcTransport>()
  readonly #consumers = new Map<string, types.Consumer>()
  readonly #producers: types.Producer[] = []

  static async create(host = '127.0.0.1'): Promise<BarePair> {
    const worker = await mediasoup.createWorker({ workerBin: await provideWorker(), logLevel: 'error' })
    const router = await worker.createRouter({ mediaCodecs: CODECS })
    const rtc = await worker.createWebRtcServer({ listenInfos: [{ protocol: 'udp', ip: host }] })
    const pair = new BarePair(worker, router, rtc, await bundlePage())
    await new Promise<void>((resolve) => pair.#server.listen(0, host, resolve))
    return pair
  }

  private constructor(worker: types.Worker, router: types.Router, rtc: types.WebRtcServer, page: string) {
    this.#worker = worker
    this.#router = router
    this.#rtc = rtc
    this.#page = page
    this.#server = createServer((request, response) => {
      this.#answer(request)
        .then(([type, text]) => response.setHeader('content-type', type).end(text))
        .catch((error: Error) => response.writeHead(500).end(error.message))
    })
  }

  get url(): string {
    const { address, port } = this.#server.address() as AddressInfo
    return `http://${address}:${port}/`
  }

  async close(): Promise<void> {
    this.#worker.close()
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  async #answer(request: IncomingMessage): Promise<[type: string, text: string]> {
    if (request.url === '/page.js') return ['text/javascript', this.#page]
    if (request.method === 'GET') return ['text/html', PAGE]
    return ['application/json', JSON.stringify(await this.#ask(request.url ?? '', await bodyOf(request)))]
  }

  async #ask(path: string, message: Message): Promise<unknown> {
    switch (path) {
      case '/capabilities':
        return this.#router.rtpCapabilities
      case '/transport':
        return this.#createTransport()
      case '/connect':
        await this.#transports.get(message.transportId)!.connect({ dtlsParameters: message.dtlsParameters })
        return {}
      case '/produce':
        return this.#produce(message)
      case '/receive':
        return this.#receive(message.rtpCapabilities)
      case '/resume':
        await Promise.all(message.consumerIds.map((id) => this.#consumers.get(id)!.resume()))
        return {}
      default:
        throw new Error(`unknown ${path}`)
    }
  }

  async #createTransport() {
    const transport = await this.#router.createWebRtcTransport({
      webRtcServer: this.#rtc,
      initialAvailableOutgoingBitrate: 1_200_000,
    })
    this.#transports.set(transport.id, transport)
    const { id, iceParameters, iceCandidates, dtlsParameters } = transport
    return { id, iceParameters, iceCandidates, dtlsParameters }
  }

  async #produce({ transportId, kind, rtpParameters }: Message) {
    const producer = await this.#transports.get(transportId)!.produce({ kind, rtpParameters })
    this.#producers.push(producer)
    return { id: producer.id }
  }

  async #receive(rtpCapabilities: types.RtpCapabilities) {
    const transport = await this.#createTransport()
    const consumers = await Promise.all(
      this.#producers.map(async (producer) => {
        const receiver = this.#transports.get(transport.id)!
        const consumer = await receiver.consume({ producerId: producer.id, rtpCapabilities, paused: true })
        this.#consumers.set(consumer.id, consumer)
        const { id, kind, rtpParameters } = consumer
        return { id, producerId: producer.id, kind, rtpParameters }
      }),
    )
    return { transport, consumers }
  }
}
