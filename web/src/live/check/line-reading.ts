/** The fields of WebRTC statistics (W3C webrtc-stats) this check reads. */
export interface StatsEntry {
  id: string
  type: string
  state?: string
  nominated?: boolean
  currentRoundTripTime?: number
  availableOutgoingBitrate?: number
  localCandidateId?: string
  protocol?: string
  candidateType?: string
  relayProtocol?: string
  fractionLost?: number
  packetsLost?: number
  packetsReceived?: number
}

export interface LineReading {
  rttMs: number | null
  /** Share of packets lost, the worse of both directions, 0 to 1. */
  loss: number | null
  path: 'udp' | 'tcp' | 'relay' | 'none'
  /** Estimated room for what we send, bit/s. */
  availableBps: number | null
}

const pathOf = (entries: readonly StatsEntry[], pair: StatsEntry | undefined): LineReading['path'] => {
  const local = entries.find((entry) => entry.id === pair?.localCandidateId)
  if (!local) return 'none'
  if (local.candidateType === 'relay') return 'relay'
  return local.protocol === 'tcp' ? 'tcp' : 'udp'
}

const lossOf = (entries: readonly StatsEntry[]): number | null => {
  const incoming = entries.filter((entry) => entry.type === 'inbound-rtp')
  const lost = incoming.reduce((sum, entry) => sum + Math.max(0, entry.packetsLost ?? 0), 0)
  const received = incoming.reduce((sum, entry) => sum + (entry.packetsReceived ?? 0), 0)
  const outgoing = entries.flatMap((entry) =>
    entry.type === 'remote-inbound-rtp' ? [entry.fractionLost ?? 0] : [],
  )
  if (received === 0 && outgoing.length === 0) return null
  return Math.min(1, Math.max(received + lost > 0 ? lost / (received + lost) : 0, ...outgoing, 0))
}

/** Pure: what one moment's statistics of all transports say about the line. */
export function readLine(entries: readonly StatsEntry[]): LineReading {
  const pairs = entries.filter((entry) => entry.type === 'candidate-pair' && entry.state === 'succeeded')
  const pair = pairs.find((entry) => entry.nominated) ?? pairs[0]
  const seconds = pairs.flatMap((entry) =>
    entry.currentRoundTripTime === undefined ? [] : [entry.currentRoundTripTime],
  )
  const rooms = pairs.flatMap((entry) => entry.availableOutgoingBitrate ?? [])
  return {
    rttMs: seconds.length > 0 ? Math.round(Math.max(...seconds) * 1000) : null,
    loss: lossOf(entries),
    path: pathOf(entries, pair),
    availableBps: rooms.length > 0 ? Math.max(...rooms) : null,
  }
}

/** The middle of several readings; one hiccup must not decide about a lesson. */
export const median = (values: readonly number[]): number | null => {
  const sorted = Float64Array.from(values).sort()
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null
}
