import type { TransportParameters } from '@tongke/contract'
import nodeDataChannel from 'node-datachannel'

type Candidate = {
  foundation: string
  priority: number
  ip: string
  port: number
  protocol: string
  type: string
}
type Fingerprint = { algorithm: string; value: string }

const MEDIA_LINES = { send: 'recvonly', receive: 'sendonly' } as const

/** The node's side as SDP: one media line for everything, since a line alone gets every packet of its transport. */
function remoteSdp(transport: TransportParameters, direction: 'send' | 'receive', isAnswer: boolean): string {
  const ice = transport.iceParameters as { usernameFragment: string; password: string }
  const { fingerprints } = transport.dtlsParameters as { fingerprints: Fingerprint[] }
  const fingerprint = fingerprints.find(({ algorithm }) => algorithm === 'sha-256')
  return [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    'a=ice-lite',
    `a=ice-ufrag:${ice.usernameFragment}`,
    `a=ice-pwd:${ice.password}`,
    `a=fingerprint:sha-256 ${fingerprint?.value}`,
    `a=setup:${isAnswer ? 'passive' : 'actpass'}`,
    'm=video 9 UDP/TLS/RTP/SAVPF 96',
    'c=IN IP4 0.0.0.0',
    'a=mid:0',
    `a=${MEDIA_LINES[direction]}`,
    'a=rtcp-mux',
    'a=rtpmap:96 VP8/90000',
    '',
  ].join('\r\n')
}

const candidateLine = (candidate: Candidate): string =>
  `candidate:${candidate.foundation} 1 ${candidate.protocol} ${candidate.priority} ${candidate.ip} ${candidate.port} typ host`

/** One WebRTC transport towards the node with real ICE, DTLS and SRTP (libdatachannel); packets in and out are plain RTP. */
export class WebRtcLine {
  readonly #direction: 'send' | 'receive'
  readonly #parameters: TransportParameters
  readonly #connection: InstanceType<typeof nodeDataChannel.PeerConnection>
  #track: ReturnType<InstanceType<typeof nodeDataChannel.PeerConnection>['addTrack']> | null = null
  #isOpen = false

  constructor(
    name: string,
    direction: 'send' | 'receive',
    parameters: TransportParameters,
    onPacket: (packet: Buffer) => void,
  ) {
    this.#direction = direction
    this.#parameters = parameters
    this.#connection = new nodeDataChannel.PeerConnection(name, {
      iceServers: [],
      bindAddress: '127.0.0.1',
      disableAutoNegotiation: true,
      forceMediaTransport: true,
    })
    this.#connection.onStateChange((state) => {
      this.#isOpen = state === 'connected'
    })
    this.#addTrack(onPacket)
    this.#connection.setLocalDescription('offer')
  }

  get isOpen(): boolean {
    return this.#isOpen && (this.#track?.isOpen() ?? false)
  }

  get state(): string {
    return this.#connection.state()
  }

  get dtlsParameters(): { role: 'client'; fingerprints: Fingerprint[] } {
    const sdp = this.#connection.localDescription()?.sdp ?? ''
    const value = /a=fingerprint:sha-256 (\S+)/i.exec(sdp)?.[1]
    if (!value) throw new Error('no fingerprint in the local description')
    return { role: 'client', fingerprints: [{ algorithm: 'sha-256', value }] }
  }

  /** Starts ICE and DTLS; to be called when the node has our `dtlsParameters`. */
  start(): void {
    this.#connection.setRemoteDescription(remoteSdp(this.#parameters, this.#direction, true), 'answer')
    const candidates = this.#parameters.iceCandidates as unknown as Candidate[]
    for (const candidate of candidates.filter(({ protocol }) => protocol === 'udp'))
      this.#connection.addRemoteCandidate(candidateLine(candidate), '0')
  }

  send(packet: Buffer): void {
    if (this.isOpen) this.#track?.sendMessageBinary(packet)
  }

  close(): void {
    this.#track?.close()
    this.#connection.close()
  }

  #addTrack(onPacket: (packet: Buffer) => void): void {
    const media = new nodeDataChannel.Video('0', this.#direction === 'send' ? 'SendOnly' : 'RecvOnly')
    media.addVP8Codec(96)
    this.#track = this.#connection.addTrack(media)
    this.#track.onMessage(onPacket)
  }
}
