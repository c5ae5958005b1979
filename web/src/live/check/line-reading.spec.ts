import { median, readLine, type StatsEntry } from './line-reading.ts'

const pair = (change: Partial<StatsEntry> = {}): StatsEntry => ({
  id: 'P',
  type: 'candidate-pair',
  state: 'succeeded',
  nominated: true,
  currentRoundTripTime: 0.042,
  localCandidateId: 'L',
  ...change,
})
const local = (change: Partial<StatsEntry> = {}): StatsEntry => ({
  id: 'L',
  type: 'local-candidate',
  protocol: 'udp',
  candidateType: 'host',
  ...change,
})

describe('line reading', () => {
  it('knows nothing without statistics', () => {
    expect(readLine([])).toEqual({ rttMs: null, loss: null, path: 'none', availableBps: null })
  })

  it('reads round trip and path of the pair in use', () => {
    expect(readLine([pair(), local()])).toMatchObject({ rttMs: 42, path: 'udp' })
    expect(readLine([pair(), local({ protocol: 'tcp' })]).path).toBe('tcp')
    expect(readLine([pair(), local({ candidateType: 'relay' })]).path).toBe('relay')
    expect(readLine([pair({ state: 'failed' }), local()]).path).toBe('none')
  })

  it('takes the worse direction as loss, and does not count the way up twice', () => {
    const sent: StatsEntry = { id: 'o', type: 'outbound-rtp', packetsSent: 100 }
    const up = (packetsLost: number): StatsEntry => ({ id: 'r', type: 'remote-inbound-rtp', packetsLost })
    const down = (packetsLost: number, packetsReceived: number): StatsEntry => ({
      id: 'i',
      type: 'inbound-rtp',
      packetsLost,
      packetsReceived,
    })
    expect(readLine([sent, up(0), down(5, 95)]).loss).toBeCloseTo(0.05)
    expect(readLine([sent, up(6), down(6, 94)]).loss).toBeCloseTo(0.06)
    expect(readLine([sent, up(10), down(19, 81)]).loss).toBeCloseTo(0.1)
    expect(readLine([sent, up(2), down(-1, 100)]).loss).toBeCloseTo(0.02)
  })

  it('is not decided by one hiccup', () => {
    expect(median([40, 41, 900])).toBe(41)
    expect(median([])).toBeNull()
  })
})
