import { Device } from 'mediasoup-client'
import type { types } from 'mediasoup-client'

/** The least code that sends or receives over mediasoup: what the product is measured against. */
declare global {
  interface Window {
    publish(): Promise<void>
    view(): Promise<void>
  }
}

async function ask<T>(path: string, body: unknown = {}): Promise<T> {
  const answer = await fetch(path, { method: 'POST', body: JSON.stringify(body) })
  return answer.json() as Promise<T>
}

async function openDevice(): Promise<Device> {
  const device = await Device.factory()
  await device.load({ routerRtpCapabilities: await ask<types.RtpCapabilities>('/capabilities') })
  return device
}

const connectBy = (transport: types.Transport) =>
  transport.on('connect', ({ dtlsParameters }, done, failed) => {
    ask('/connect', { transportId: transport.id, dtlsParameters }).then(done, failed)
  })

window.publish = async () => {
  const device = await openDevice()
  const transport = device.createSendTransport(await ask<types.TransportOptions>('/transport'))
  connectBy(transport)
  transport.on('produce', ({ kind, rtpParameters }, done, failed) => {
    ask<{ id: string }>('/produce', { transportId: transport.id, kind, rtpParameters }).then(done, failed)
  })
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { width: 1280, height: 720 },
    audio: true,
  })
  const encodings = [
    { scaleResolutionDownBy: 4, maxBitrate: 150_000 },
    { scaleResolutionDownBy: 2, maxBitrate: 500_000 },
    { scaleResolutionDownBy: 1, maxBitrate: 1_500_000 },
  ]
  await transport.produce({ track: stream.getVideoTracks()[0]!, encodings })
  await transport.produce({ track: stream.getAudioTracks()[0]! })
}

window.view = async () => {
  const device = await openDevice()
  const offer = await ask<{ transport: types.TransportOptions; consumers: types.ConsumerOptions[] }>(
    '/receive',
    {
      rtpCapabilities: device.recvRtpCapabilities,
    },
  )
  const transport = device.createRecvTransport(offer.transport)
  connectBy(transport)
  const consumers = await Promise.all(offer.consumers.map((consumer) => transport.consume(consumer)))
  const video = document.querySelector('video')!
  video.srcObject = new MediaStream(consumers.map((consumer) => consumer.track))
  await ask('/resume', { consumerIds: consumers.map((consumer) => consumer.id) })
}
