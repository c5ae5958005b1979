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
  packetsSent?: number
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

const sum = (
  entries: readonly StatsEntry[],
  type: string,
  read: (entry: StatsEntry) => number | undefined,
): number =>
  entries.reduce((total, entry) => total + (entry.type === type ? Math.max(0, read(entry) ?? 0) : 0), 0)

const share = (part: number, whole: number): number => (whole > 0 ? Math.min(1, part / whole) : 0)

/** An echo has come both ways: what is missing at its end was lost on the way up or on the way down. */
const lossOf = (entries: readonly StatsEntry[]): number | null => {
  const sent = sum(entries, 'outbound-rtp', (entry) => entry.packetsSent)
  const received = sum(entries, 'inbound-rtp', (entry) => entry.packetsReceived)
  if (sent + received === 0) return null
  const missing = sum(entries, 'inbound-rtp', (entry) => entry.packetsLost)
  const up = share(
    sum(entries, 'remote-inbound-rtp', (entry) => entry.packetsLost),
    sent,
  )
  const down = up < 1 ? Math.max(0, 1 - (1 - share(missing, missing + received)) / (1 - up)) : 0
  return Math.max(up, down)
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
