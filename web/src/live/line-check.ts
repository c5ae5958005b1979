import type { CheckMeasurements } from '@tongke/contract'
import type { z } from 'zod'
import { measureDown, measureUp } from './check/bandwidth-probe.ts'
import { browserOf } from './check/browser-version.ts'
import { median, readLine, type LineReading, type StatsEntry } from './check/line-reading.ts'
import { SILENCE_DB, watchLevel } from './check/sound-level.ts'
import { ServerClock } from './clock.ts'
import { codeOf } from './live-error.ts'
import { MediaClient } from './media-client.ts'
import type { FetchAccess } from './media/media-access.ts'
import { ReconnectPolicy } from './reconnect-policy.ts'
import { ResilientSocket } from './resilient-socket.ts'
import { Store, type ReadStore } from './store.ts'
import { wait } from './wait.ts'
import { CLASS_WIRE } from './wire.ts'
import type { ApiErrorCode } from '../lib/api-error.ts'

export type Measurements = z.infer<typeof CheckMeasurements>
export const CHECK_STEPS = ['devices', 'node', 'echo', 'down', 'up', 'clock'] as const
export type CheckStep = (typeof CHECK_STEPS)[number]

export interface LineCheckView {
  /** Null before the start and after the end. */
  step: CheckStep | null
  done: readonly CheckStep[]
  /** Level of the microphone now, dBFS. */
  level: number
  reading: LineReading | null
  result: Measurements | null
  /** Why nothing could be measured. */
  failure: ApiErrorCode | null
}

interface LineCheckOptions {
  /** Origin of the server, for its clock. */
  url: string
  fetchAccess: FetchAccess
}

const START: LineCheckView = {
  step: null,
  done: [],
  level: SILENCE_DB,
  reading: null,
  result: null,
  failure: null,
}
const DEVICE_LIMIT_MS = 12_000
/** On a line that is only just fit, ticket, handshake and join take their time: without them nothing is measured. */
const NODE_LIMIT_MS = 20_000
const ECHO_MS = 6_000
const READ_EVERY_MS = 500
const CLOCK_MS = 2_500
const nothing = Promise.resolve(null)

/**
 * The check before class, against the real media node: own camera and microphone go there and come back (echo room), so round
 * trip, loss and path are those of the lesson; then both bandwidths one after the other, and the clock.
 */
export class LineCheck {
  readonly view: ReadStore<LineCheckView>
  readonly media: MediaClient
  readonly #view = new Store<LineCheckView>(START)
  readonly #url: string
  readonly #fetchAccess: FetchAccess
  readonly #run = new AbortController()
  #stopLevel: (() => void) | null = null
  #highest = SILENCE_DB

  constructor({ url, fetchAccess }: LineCheckOptions) {
    this.view = this.#view
    this.#url = url
    this.#fetchAccess = fetchAccess
    this.media = new MediaClient({
      fetchAccess,
      firstView: () => ({ visible: true, width: 640, height: 360 }),
    })
  }

  async run(): Promise<void> {
    const { signal } = this.#run
    try {
      this.media.start()
      const devices = await this.#step('devices', () => this.#devices(signal))
      const hasNode = await this.#step('node', () => this.#reached(signal))
      const line = await this.#step('echo', () => this.#echo(signal, hasNode))
      const probe = hasNode ? await this.#fetchAccess(signal) : null
      // The echo would take its share of the bandwidth.
      this.media.setMuted('camera', true)
      const downKbps = await this.#step('down', () =>
        probe ? measureDown(probe.url, probe.ticket) : nothing,
      )
      const upKbps = await this.#step('up', () => (probe ? measureUp(probe.url, probe.ticket) : nothing))
      this.media.setMuted('camera', false)
      const clockSkewMs = await this.#step('clock', () => this.#clock(signal))
      signal.throwIfAborted()
      this.#finish({ ...devices, ...line, downKbps, upKbps, clockSkewMs })
    } catch (error) {
      if (!signal.aborted) this.#view.patch({ step: null, failure: codeOf(error) })
    }
  }

  stop(): void {
    this.#run.abort(new Error('stopped'))
    this.#stopLevel?.()
    this.media.stop()
  }

  async #step<T>(step: CheckStep, work: () => Promise<T>): Promise<T> {
    this.#view.patch({ step })
    const result = await work()
    this.#view.patch({ done: [...this.#view.get().done, step] })
    return result
  }

  #finish(measured: Omit<Measurements, 'speaker' | 'browser' | 'chromiumVersion' | 'microphoneLevel'>): void {
    const { name, chromiumVersion } = browserOf(navigator.userAgent)
    this.#view.patch({
      step: null,
      result: {
        ...measured,
        microphoneLevel: measured.microphone ? Math.round(this.#highest * 10) / 10 : null,
        speaker: null,
        browser: chromiumVersion ? `${name} ${chromiumVersion}` : name,
        chromiumVersion,
      },
    })
  }

  /** Waits for the answer about both devices; the permission question may take a while. */
  async #devices(signal: AbortSignal): Promise<{ camera: boolean; microphone: boolean }> {
    const isAnswered = () => {
      const { local } = this.media.view.get()
      return [local.camera, local.microphone].every((one) => one?.status === 'on' || one?.status === 'failed')
    }
    const deadline = Date.now() + DEVICE_LIMIT_MS
    while (!isAnswered() && Date.now() < deadline && !this.#isRefused()) await wait(100, signal)
    const { camera, microphone } = this.media.view.get().local
    if (microphone?.track) this.#watchLevel(microphone.track)
    return { camera: camera?.status === 'on', microphone: microphone?.status === 'on' }
  }

  #isRefused(): boolean {
    return this.media.view.get().phase === 'closed'
  }

  #watchLevel(track: MediaStreamTrack): void {
    this.#stopLevel = watchLevel(track, (level) => {
      this.#highest = Math.max(this.#highest, level)
      this.#view.patch({ level })
    })
  }

  async #reached(signal: AbortSignal): Promise<boolean> {
    const deadline = Date.now() + NODE_LIMIT_MS
    while (this.media.view.get().phase !== 'live' && Date.now() < deadline && !this.#isRefused())
      await wait(100, signal)
    return this.media.view.get().phase === 'live'
  }

  async #echo(signal: AbortSignal, hasNode: boolean): Promise<Pick<Measurements, 'rttMs' | 'loss' | 'path'>> {
    const readings: LineReading[] = []
    const deadline = hasNode ? Date.now() + ECHO_MS : 0
    while (Date.now() < deadline) {
      await wait(READ_EVERY_MS, signal)
      const reading = readLine((await this.media.getStats()).flatMap(entriesOf))
      readings.push(reading)
      this.#view.patch({ reading })
    }
    const last = readings.at(-1)
    return {
      rttMs: median(readings.flatMap((reading) => reading.rttMs ?? [])) ?? this.media.rttMs,
      loss: last?.loss ?? null,
      path: last?.path ?? 'none',
    }
  }

  /** How far this machine's clock is from the server's, ms; positive: ours is ahead. */
  async #clock(signal: AbortSignal): Promise<number> {
    const clock = new ServerClock()
    const socket = new ResilientSocket({ url: this.#url, wire: CLASS_WIRE, policy: new ReconnectPolicy() })
    const off = socket.events.on('beat', ({ sentAt, receivedAt, answer }) =>
      clock.add(sentAt, receivedAt, (answer as { now: number }).now),
    )
    try {
      socket.open()
      await wait(CLOCK_MS, signal)
    } finally {
      off()
      socket.close()
    }
    return -clock.offset
  }
}

function entriesOf(report: RTCStatsReport): StatsEntry[] {
  const entries: StatsEntry[] = []
  report.forEach((entry: StatsEntry) => entries.push(entry))
  return entries
}
