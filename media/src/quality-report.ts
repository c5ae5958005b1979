import type { PeerQuality } from '@tongke/contract'
import { seesQualityOf } from './audience.ts'
import { sampleLink } from './link-sample.ts'
import type { Peer } from './peer.ts'
import { linkLevel } from './quality.ts'

const lecturerLayer = (peer: Peer): number | null => {
  const camera = peer.subscriptionTo('lecturer', 'camera')
  if (!camera?.flows) return null
  return camera.layer ?? 0
}

async function qualityOf(peer: Peer): Promise<PeerQuality[]> {
  const sample = await sampleLink(peer)
  if (!sample) return []
  const { rttMs, loss, availableBps } = sample
  return [
    {
      identity: peer.identity,
      level: linkLevel(sample),
      rttMs,
      loss,
      availableBps,
      layer: lecturerLayer(peer),
    },
  ]
}

/** Measures lecturer, legs and assistants, and tells `listeners` what each may know. @returns what was measured */
export async function reportQuality(
  peers: readonly Peer[],
  listeners: readonly Peer[],
): Promise<PeerQuality[]> {
  const measured = peers.filter((peer) => peer.welcomed && peer.isAnnounced)
  const qualities = (await Promise.all(measured.map(qualityOf))).flat()
  for (const peer of listeners) {
    const told = qualities.filter(({ identity }) => seesQualityOf(peer.identity, identity))
    if (peer.welcomed && !peer.closed && told.length > 0) peer.line.notify('quality', { peers: told })
  }
  return qualities
}
