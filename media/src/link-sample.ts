import type { types } from 'mediasoup'
import type { Peer } from './peer.ts'
import { type LinkSample, lossOf } from './quality.ts'
import type { Subscription } from './subscription.ts'

/** Statistics cost CPU in node and worker: a few streams tell what a line is like. */
const STREAMS_ASKED = 3

const isSend = (stat: { type: string }): stat is types.ConsumerStat & { type: 'outbound-rtp' } =>
  stat.type === 'outbound-rtp'

async function downlink(subscription: Subscription): Promise<{ loss: number; rttMs: number }[]> {
  const stats = (await subscription.consumer.getStats()) as types.ConsumerStat[]
  return stats
    .filter(isSend)
    .map((stat) => ({ loss: lossOf(stat.fractionLost), rttMs: stat.roundTripTime ?? 0 }))
}

/** Measures one peer's line; null when the peer closed meanwhile. */
export async function sampleLink(peer: Peer): Promise<LinkSample | null> {
  const flowing = peer.subscriptions.filter((subscription) => subscription.flows).slice(0, STREAMS_ASKED)
  const sending = peer.publications.filter((publication) => !publication.paused)
  try {
    const [[transport], down, up] = await Promise.all([
      peer.receiveTransport.getStats(),
      Promise.all(flowing.map(downlink)),
      Promise.all(sending.map((publication) => publication.producer.getStats())),
    ])
    const losses = [
      ...down.flat().map(({ loss }) => loss),
      ...up.flat().map((stat) => lossOf(stat.fractionLost)),
    ]
    const rtts = [...down.flat(), ...up.flat()].map((stat) =>
      'rttMs' in stat ? stat.rttMs : (stat.roundTripTime ?? 0),
    )
    const rttMs = Math.max(0, ...rtts)
    return {
      connected: peer.isReceiving,
      rttMs: rttMs > 0 ? Math.round(rttMs) : null,
      loss: Math.max(0, ...losses),
      availableBps: transport?.availableOutgoingBitrate ?? null,
    }
  } catch (error) {
    if (peer.closed || peer.receiveTransport.closed) return null
    throw error
  }
}
