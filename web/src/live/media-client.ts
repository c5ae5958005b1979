import type {
  Directive,
  MediaAccess,
  MediaIdentity,
  MediaSource,
  PeerInfo,
  PeerQuality,
  SoundPreset,
} from '@tongke/contract'
import { Device } from 'mediasoup-client'
import type { ApiErrorCode } from '../lib/api-error.ts'
import { codeOf, LiveError } from './live-error.ts'
import { AccessDesk, grantsOf, type FetchAccess, type Grants } from './media/media-access.ts'
import { MediaSession, type SessionEnd, type SessionOptions } from './media/media-session.ts'
import { Outgoing, type OutgoingView } from './media/outgoing.ts'
import { keyOf, RemoteStreams, type RemoteKey, type RemoteView } from './media/remote-streams.ts'
import { ViewReporter, type Shown } from './media/view-reporter.ts'
import { ReconnectPolicy } from './reconnect-policy.ts'
import { ResilientSocket } from './resilient-socket.ts'
import { Store, type ReadStore } from './store.ts'
import { gate, wait, type Gate } from './wait.ts'
import { MEDIA_WIRE, type MediaWire } from './wire.ts'

/**
 * `joining` the first time, `recovering` after a loss; both heal by themselves. `duplicate`: another device is in our place,
 * call `takePlace` when the user says so. `superseded`: another device took our place. `closed`: `refusal` says why.
 */
export type MediaPhase = 'idle' | 'joining' | 'live' | 'recovering' | 'duplicate' | 'superseded' | 'closed'

export interface MediaView extends OutgoingView {
  phase: MediaPhase
  refusal: ApiErrorCode | null
  identity: MediaIdentity | null
  peers: readonly PeerInfo[]
  directive: Directive | null
  quality: Readonly<Partial<Record<MediaIdentity, PeerQuality>>>
  /** False while nothing arrives although something should: the picture on the screen is old. */
  isFlowing: boolean
}

interface MediaClientOptions {
  fetchAccess: FetchAccess
  policy?: ReconnectPolicy
  /** Add to `Date.now()` for the server's time, ms. */
  clockOffset?: () => number
  /** Where the node was last time: its line is opened beside the request for the ticket, which names the true one. */
  lastNode?: { get: () => string | null; set: (url: string) => void }
  /** Size of what no element shows yet, so that the first picture already has the right one. */
  firstView?: (key: RemoteKey) => Shown | undefined
}

const IDLE: MediaView = {
  phase: 'idle',
  refusal: null,
  identity: null,
  peers: [],
  directive: null,
  quality: {},
  local: {},
  muted: new Set(),
  isFlowing: true,
}
/** Refusals of a join that end the attempt; all others are repeated. */
const FINAL: readonly ApiErrorCode[] = [
  'not_found',
  'lesson.not_participant',
  'lesson.closed_room',
  'auth.required',
  'auth.forbidden',
  'device.revoked',
  'media.room_closed',
  'media.unsupported',
]
/** After these the socket itself is of no use any more. */
const BAD_LINE: readonly ApiErrorCode[] = ['offline', 'unreadable', 'media.order', 'media.superseded']
const LONGEST_WAIT_MS = 5_000
/** Refusals that are the ticket's fault. */
const BAD_TICKET: readonly ApiErrorCode[] = [
  'media.ticket_invalid',
  'media.ticket_expired',
  'media.ticket_node',
  'media.ticket_room',
  'media.draining',
  'media.room_closed',
]
/**
 * With the node's line standing, the server gets this long to give a fresh ticket before the one kept aside is used. When only the
 * line was lost the room is where it was: then nobody waits.
 */
const SERVER_GRACE_MS = 300

/**
 * The media plane of one room: joins, publishes, shows what others send, and comes back by itself. Three round trips from
 * `start` to the first frame: ticket, join, connect; `warm` does the first of them, and everything local, ahead.
 */
export class MediaClient {
  readonly view: ReadStore<MediaView>
  readonly remotes: ReadStore<RemoteView>
  readonly #view = new Store<MediaView>(IDLE)
  readonly #remotes = new RemoteStreams()
  readonly #policy: ReconnectPolicy
  readonly #desk: AccessDesk
  readonly #reporter: ViewReporter
  readonly #firstView: (key: RemoteKey) => Shown | undefined
  readonly #lastNode: MediaClientOptions['lastNode']
  readonly #outgoing = new Outgoing()
  #line: ResilientSocket<MediaWire> | null = null
  /** Lines to other nodes, kept until the room is entered on the present one. */
  readonly #otherLines = new Set<ResilientSocket<MediaWire>>()
  #warming: AbortController | null = null
  #session: MediaSession | null = null
  #device: { device: Device; capabilities: string } | null = null
  #run: AbortController | null = null
  #decision: Gate<void> | null = null
  #takeOver = false

  constructor({
    fetchAccess,
    policy = new ReconnectPolicy(),
    clockOffset,
    firstView,
    lastNode,
  }: MediaClientOptions) {
    this.view = this.#view
    this.remotes = this.#remotes.view
    this.#policy = policy
    this.#firstView = firstView ?? (() => undefined)
    this.#lastNode = lastNode
    this.#desk = new AccessDesk(fetchAccess, policy, clockOffset)
    this.#outgoing.view.subscribe(() => {
      this.#view.patch(this.#outgoing.view.get())
      this.#session?.sync()
    })
    this.#reporter = new ViewReporter(async (views) => this.#session?.tellViews(views))
  }

  /** Fetches a ticket, opens the line and loads the codecs, without entering. Harmless when the room is not open yet. */
  async warm(): Promise<void> {
    if (this.#run || this.#warming) return
    const warming = new AbortController()
    this.#warming = warming
    const access = await this.#desk.prefetch(warming.signal)
    if (!access || this.#run || warming.signal.aborted) return
    this.#lineTo(access.url)
    await this.#deviceFor(access)
  }

  /** Enters the room and stays in it until `stop` or a final phase. Calling it again while it runs does nothing. */
  start(): void {
    if (this.#run) return
    const run = new AbortController()
    this.#run = run
    this.#view.patch({ phase: 'joining', refusal: null })
    const known = this.#line ? null : this.#lastNode?.get()
    if (known) this.#lineTo(known)
    void this.#stay(run.signal).catch(() => undefined)
  }

  /** Leaves the room; cameras and microphones are closed. */
  stop(): void {
    this.#halt()
    this.#outgoing.reset()
    this.#remotes.clear()
    this.#reporter.stop()
    this.#view.set(IDLE)
  }

  /** The user says that this device takes the place: answer to `duplicate` and `superseded`. */
  takePlace(): void {
    this.#takeOver = true
    if (this.#decision) this.#decision.open()
    else this.start()
  }

  /** Somebody saw the network come back. */
  nudge(): void {
    this.#desk.nudge()
    if (this.#line?.state === 'connecting') this.#line.restart('nudge')
  }

  /** Opens a device or the screen and sends it. Resolves whether it is there; `view.local` has the reason if not. */
  open(source: MediaSource): Promise<boolean> {
    return this.#outgoing.open(source)
  }

  closeSource(source: MediaSource): void {
    this.#outgoing.close(source)
  }

  /** The user's own switch: nothing is sent, and others can see that. */
  setMuted(source: MediaSource, isMuted: boolean): void {
    this.#outgoing.setMuted(source, isMuted)
  }

  /** Speech or music: how the microphone is treated and sent. */
  setSound(preset: SoundPreset): void {
    this.#outgoing.setPreset(preset)
    this.#session?.sync()
  }

  /** Registers an element that shows a source; see `ViewReporter`. */
  showing(key: RemoteKey): ReturnType<ViewReporter['element']> {
    return this.#reporter.element(key)
  }

  get rttMs(): number | null {
    return this.#line?.rttMs ?? null
  }

  getStats(): Promise<RTCStatsReport[]> {
    return this.#session?.getStats() ?? Promise.resolve([])
  }

  async #stay(signal: AbortSignal): Promise<void> {
    let end: SessionEnd | null = null
    for (let failures = 0; !signal.aborted;) {
      try {
        const session = await this.#enter(signal, end === 'line' ? 0 : SERVER_GRACE_MS)
        failures = 0
        end = await session.ended
        if (signal.aborted || !this.#handleEnd(end)) return
      } catch (error) {
        if (signal.aborted || !(await this.#handleRefusal(codeOf(error)))) return
        await wait(Math.min(LONGEST_WAIT_MS, this.#policy.gap(failures) * (1 + failures / 4)), signal)
        failures += 1
      }
    }
  }

  async #enter(signal: AbortSignal, graceMs: number): Promise<MediaSession> {
    const access = await this.#access(signal, graceMs)
    const grants = grantsOf(access.ticket)
    this.#view.patch({ identity: grants.identity })
    this.#outgoing.begin(grants)
    const old = this.#session
    const line = this.#lineTo(access.url)
    const [device] = await Promise.all([this.#deviceFor(access), line.whenLive(signal)])
    const session = await this.#join(line, access, grants, device)
    this.#closeOtherLines()
    if (signal.aborted) {
      session.close()
      throw signal.reason
    }
    this.#adopt(session)
    this.#lastNode?.set(access.url)
    this.#keepAside(access, session)
    if (old && old !== session) void this.#retire(old, session)
    return session
  }

  /** A fresh ticket; when the line to the node stands but the server does not answer, the one kept aside. */
  async #access(signal: AbortSignal, graceMs: number): Promise<MediaAccess> {
    const line = this.#line
    if (!line || this.#desk.aside?.url !== line.url) return this.#desk.take(signal)
    const stop = new AbortController()
    const abort = () => stop.abort(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
    const fresh = this.#desk.take(stop.signal)
    const aside = line
      .whenLive(stop.signal)
      .then(() => wait(graceMs, stop.signal))
      .then(() => this.#desk.aside ?? fresh)
    try {
      return await Promise.race([fresh, aside])
    } finally {
      signal.removeEventListener('abort', abort)
      stop.abort()
      // The loser of the race has nobody left to tell.
      void Promise.allSettled([fresh, aside])
    }
  }

  #keepAside(access: MediaAccess, session: MediaSession): void {
    const over = new AbortController()
    void session.ended.then(() => over.abort())
    void this.#desk.keepAside(access, over.signal).catch(() => undefined)
  }

  #join(
    socket: ResilientSocket<MediaWire>,
    access: MediaAccess,
    grants: Grants,
    device: Device,
  ): Promise<MediaSession> {
    const options = {
      socket,
      access,
      device,
      room: grants.room,
      takeOver: this.#takeOver,
      sendsFirst: grants.identity === 'lecturer',
      remotes: this.#remotes,
      shownAs: (key) => this.#reporter.of(key) ?? this.#firstView(key),
      wanted: (source) => this.#outgoing.wanted(source, this.#view.get().directive),
      onDirective: (directive) => this.#handleDirective(directive),
      onPeers: (peers) => this.#view.patch({ peers }),
      onQuality: (peers) =>
        this.#view.patch({ quality: Object.fromEntries(peers.map((peer) => [peer.identity, peer])) }),
      onDemand: (source, layer) => {
        this.#outgoing.setDemand(source, layer)
        this.#session?.sync()
      },
      onFlow: (isFlowing) => this.#handleFlow(isFlowing),
    } satisfies SessionOptions
    return MediaSession.join(options, this.#session)
  }

  /** Packets that arrive again show that the line can be had again. */
  #handleFlow(isFlowing: boolean): void {
    if (isFlowing && !this.#view.get().isFlowing) this.nudge()
    this.#view.patch({ isFlowing })
  }

  #adopt(session: MediaSession): void {
    const { joined } = session
    if (this.#session !== session) this.#outgoing.forgetDemand()
    this.#session = session
    this.#takeOver = false
    this.#remotes.keepOnly(new Set(joined.consumers.map(({ identity, source }) => keyOf(identity, source))))
    this.#view.patch({
      phase: 'live',
      refusal: null,
      peers: joined.peers,
      directive: joined.directive,
      isFlowing: true,
    })
    this.#reporter.restart(session.told)
    session.sync()
  }

  /** The old connection goes when the new one has its pictures on the screen. */
  async #retire(old: MediaSession, successor: MediaSession): Promise<void> {
    old.detach()
    await successor.settled()
    old.close()
  }

  /** Whether to go on. */
  #handleEnd(end: SessionEnd): boolean {
    if (end === 'superseded') return this.#finish('superseded', 'media.superseded')
    if (end === 'room_closed') return this.#finish('closed', 'media.room_closed')
    this.#view.patch({ phase: 'recovering' })
    if (end !== 'line') this.#view.patch({ isFlowing: false })
    if (end === 'ice') {
      this.#remotes.loseAll()
      this.#line?.restart('ice')
    }
    return true
  }

  async #handleRefusal(code: ApiErrorCode): Promise<boolean> {
    if (BAD_TICKET.includes(code)) this.#desk.dropAside()
    if (FINAL.includes(code)) return this.#finish('closed', code)
    if (code === 'media.duplicate') return this.#askUser()
    if (BAD_LINE.includes(code)) this.#line?.restart(code)
    return true
  }

  async #askUser(): Promise<boolean> {
    const decision = gate<void>()
    this.#decision = decision
    this.#view.patch({ phase: 'duplicate' })
    const isAborted = await decision.promise.then(
      () => false,
      () => true,
    )
    this.#decision = null
    if (!isAborted) this.#view.patch({ phase: 'joining' })
    return !isAborted
  }

  #finish(phase: 'superseded' | 'closed', refusal: ApiErrorCode): false {
    this.#halt()
    this.#remotes.loseAll()
    this.#outgoing.closeAll()
    this.#view.patch({ phase, refusal })
    return false
  }

  #halt(): void {
    this.#run?.abort(new Error('stopped'))
    this.#run = null
    this.#decision?.fail(new Error('stopped'))
    this.#warming?.abort()
    this.#warming = null
    this.#session?.close()
    this.#session = null
    this.#closeOtherLines()
    this.#line?.close()
    this.#line = null
  }

  #lineTo(url: string): ResilientSocket<MediaWire> {
    if (this.#line?.url === url) {
      this.#line.open()
      return this.#line
    }
    if (this.#line) this.#otherLines.add(this.#line)
    const known = [...this.#otherLines].find((line) => line.url === url)
    this.#line = known ?? new ResilientSocket({ url, wire: MEDIA_WIRE, policy: this.#policy })
    this.#otherLines.delete(this.#line)
    this.#line.open()
    return this.#line
  }

  #closeOtherLines(): void {
    for (const line of this.#otherLines) line.close()
    this.#otherLines.clear()
  }

  async #deviceFor(access: MediaAccess): Promise<Device> {
    const capabilities = JSON.stringify(access.rtpCapabilities)
    if (this.#device?.capabilities === capabilities) return this.#device.device
    const device = await Device.factory().catch(() => {
      throw new LiveError('media.unsupported')
    })
    await device.load({ routerRtpCapabilities: access.rtpCapabilities as never })
    this.#device = { device, capabilities }
    return device
  }

  #handleDirective(directive: Directive): void {
    const known = this.#view.get().directive
    if (known && known.revision > directive.revision) return
    this.#view.patch({ directive })
    this.#session?.sync()
  }
}
