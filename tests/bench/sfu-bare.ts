/** A bare mediasoup router behind process messages: what the media node's CPU per packet is measured against. */
import * as mediasoup from 'mediasoup'
import type { types } from 'mediasoup'
import type { BareOrder, BareViewer } from './sfu-bare-messages.ts'
import { CLIENT_CAPABILITIES } from '../support/media-client.ts'

const [workerBin = '', port = '0'] = process.argv.slice(2)

const worker = await mediasoup.createWorker({ workerBin, logLevel: 'warn' })
const webRtcServer = await worker.createWebRtcServer({
  listenInfos: [
    {
      protocol: 'udp',
      ip: '127.0.0.1',
      port: Number(port),
      sendBufferSize: 4_000_000,
      recvBufferSize: 4_000_000,
    },
  ],
})
const router = await worker.createRouter({
  mediaCodecs: [
    { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2 },
    { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
  ],
})
const transports = new Map<string, types.WebRtcTransport>()
const consumers = new Map<string, types.Consumer>()
const producers: types.Producer[] = []

async function openTransport(): Promise<types.WebRtcTransport> {
  const transport = await router.createWebRtcTransport({ webRtcServer })
  transports.set(transport.id, transport)
  return transport
}

const describe = ({ id, iceParameters, iceCandidates, dtlsParameters }: types.WebRtcTransport) => ({
  id,
  iceParameters,
  iceCandidates,
  dtlsParameters,
})

async function openViewer(): Promise<BareViewer> {
  const transport = await openTransport()
  const rtpCapabilities = CLIENT_CAPABILITIES as types.RtpCapabilities
  const made = await Promise.all(
    producers.map(({ id }) => transport.consume({ producerId: id, rtpCapabilities, paused: true })),
  )
  for (const consumer of made) consumers.set(consumer.id, consumer)
  return {
    transport: describe(transport),
    consumers: made.map(({ id, rtpParameters }) => ({ id, rtpParameters })),
  }
}

async function obey(order: BareOrder): Promise<unknown> {
  switch (order.order) {
    case 'publisher':
      return describe(await openTransport())
    case 'viewer':
      return openViewer()
    case 'connect':
      await transports
        .get(order.transport)
        ?.connect({ dtlsParameters: order.dtlsParameters as types.DtlsParameters })
      await Promise.all(order.resume.map((id) => consumers.get(id)?.resume()))
      return undefined
    case 'produce': {
      const rtpParameters = order.rtpParameters as types.RtpParameters
      const producer = await transports.get(order.transport)?.produce({ kind: order.kind, rtpParameters })
      if (producer) producers.push(producer)
      return undefined
    }
    default:
      return order satisfies never
  }
}

process.on('message', ({ id, body }: { id: number; body: BareOrder }) => {
  obey(body).then(
    (result) => process.send?.({ id, result }),
    (error: unknown) => process.send?.({ id, error: String(error) }),
  )
})
process.on('disconnect', () => process.exit(0))
process.send?.({ id: 0 })
