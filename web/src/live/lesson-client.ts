import type {
  CommandDone,
  JoinedLesson,
  LessonChange,
  LessonCommand,
  LessonEvent,
  LessonState,
  Participant,
  Sketch,
  SketchNotice,
  StrokesRead,
  Surface,
} from '@tongke/contract'
import type { ApiErrorCode } from '../lib/api-error.ts'
import { ServerClock } from './clock.ts'
import { Emitter } from './emitter.ts'
import { uuid7 } from './id.ts'
import { advance, afterJoin } from './lesson-log.ts'
import { codeOf, LiveError } from './live-error.ts'
import { Outbox, type Entry, type Shelf } from './outbox.ts'
import { ReconnectPolicy } from './reconnect-policy.ts'
import { ResilientSocket } from './resilient-socket.ts'
import { Store, type ReadStore } from './store.ts'
import { gate, type Gate } from './wait.ts'
import { CLASS_WIRE, type ClassWire } from './wire.ts'

/** `refused`: the server does not let us in, `refusal` says why; everything else heals by itself. */
export type ClassLine = 'connecting' | 'live' | 'recovering' | 'refused'

export interface LessonView {
  line: ClassLine
  refusal: ApiErrorCode | null
  me: Participant | null
  lesson: LessonState | null
  /** Add to `Date.now()` for the server's time, ms. */
  clockOffset: number
  rttMs: number | null
  /** Commands that wait for their ack, oldest first. */
  waiting: readonly LessonCommand[]
}

/** What comes beside the state: events as they are applied, and pens on their way. */
export interface LessonStream {
  applied: readonly LessonEvent[]
  /** The state was replaced by a snapshot: events in between were not told. */
  reset: null
  sketch: SketchNotice
}

interface LessonClientOptions {
  /** Origin of the server. */
  url: string
  lessonId: string
  shelf: Shelf
  policy?: ReconnectPolicy
}

/** Refusals of `join` that repeating does not heal. */
const FINAL: readonly ApiErrorCode[] = [
  'not_found',
  'lesson.not_participant',
  'auth.required',
  'device.revoked',
]
/** Answers to a command after which it is sent again, because they say nothing about the command. */
const REPEATABLE: readonly ApiErrorCode[] = [
  'offline',
  'unavailable',
  'internal',
  'request.rate',
  'lesson.not_joined',
  'unreadable',
]
const REPEAT_MS = 1_000

/** The class plane of one lesson: its state as the server tells it, and commands that are repeated until they are acknowledged. */
export class LessonClient {
  readonly view: ReadStore<LessonView>
  readonly stream = new Emitter<LessonStream>()
  readonly #view = new Store<LessonView>({
    line: 'connecting',
    refusal: null,
    me: null,
    lesson: null,
    clockOffset: 0,
    rttMs: null,
    waiting: [],
  })
  readonly #lessonId: string
  readonly #socket: ResilientSocket<ClassWire>
  readonly #clock = new ServerClock()
  readonly #outbox: Outbox
  readonly #promises = new Map<string, Gate<CommandDone>>()
  readonly #sending = new Set<string>()
  #isEntered = false
  #isJoining = false
  #isJoined = false
  /** Changes that overtook the answer to a join. */
  #held: LessonEvent[] = []
  #repeat: ReturnType<typeof setTimeout> | undefined

  constructor({ url, lessonId, shelf, policy = new ReconnectPolicy() }: LessonClientOptions) {
    this.view = this.#view
    this.#lessonId = lessonId
    this.#outbox = new Outbox(lessonId, shelf)
    this.#showWaiting()
    this.#socket = new ResilientSocket({ url, wire: CLASS_WIRE, policy })
    this.#socket.events.on('live', () => this.#enterAgain())
    this.#socket.events.on('lost', () => this.#handleLost())
    this.#socket.events.on('refused', ({ code }) => this.#refuse(code))
    this.#socket.events.on('beat', ({ sentAt, receivedAt, answer }) =>
      this.#handleBeat(sentAt, receivedAt, answer),
    )
    this.#socket.notices.on('change', (change) => this.#handleChange(change))
    this.#socket.notices.on('sketch', (sketch) => {
      if (sketch.lessonId === lessonId) this.stream.emit('sketch', sketch)
    })
    this.#socket.notices.on('goodbye', ({ reason }) => {
      if (reason === 'signed_out') this.#refuse('auth.required')
      if (reason === 'device_revoked') this.#refuse('device.revoked')
    })
  }

  /** Opens the line without joining, while the user is still on the lesson's page. */
  warm(): void {
    this.#socket.open()
  }

  /** Joins the lesson, now and after every loss of the line. */
  enter(): void {
    this.#isEntered = true
    this.#view.patch({ line: 'connecting', refusal: null })
    this.#socket.open()
    if (this.#socket.state === 'live') this.#enterAgain()
  }

  close(): void {
    this.#isEntered = false
    clearTimeout(this.#repeat)
    this.#socket.close()
    for (const promise of this.#promises.values()) promise.fail(new LiveError('offline'))
    this.#promises.clear()
  }

  /** Calls `listener` whenever the line stands again: a sign that the network is back. */
  onLive(listener: () => void): () => void {
    return this.#socket.events.on('live', listener)
  }

  /** Resolves when the server has done it. Throws `LiveError` with the refusal's code, `offline` when it grew too old unsent. */
  send(command: LessonCommand): Promise<CommandDone> {
    const entry: Entry = { commandId: uuid7(), command, at: Date.now() }
    const promise = gate<CommandDone>()
    this.#promises.set(entry.commandId, promise)
    this.#outbox.add(entry)
    this.#showWaiting()
    this.#flush()
    return promise.promise
  }

  /** Strokes of a surface after a revision. @throws LiveError */
  readStrokes(surface: Surface, after: number): Promise<StrokesRead> {
    return this.#socket.request('read_strokes', { lessonId: this.#lessonId, surface, after })
  }

  /** Shows a pen or pointer to the others, if the line lets it. */
  sketch(sketch: Sketch): void {
    if (this.#isJoined) this.#socket.tell('sketch', { lessonId: this.#lessonId, sketch })
  }

  #handleBeat(sentAt: number, receivedAt: number, answer: unknown): void {
    this.#clock.add(sentAt, receivedAt, (answer as { now: number }).now)
    this.#view.patch({ clockOffset: this.#clock.offset, rttMs: this.#socket.rttMs })
  }

  #handleLost(): void {
    this.#isJoined = false
    if (this.#isEntered) this.#view.patch({ line: this.#view.get().lesson ? 'recovering' : 'connecting' })
  }

  #refuse(code: ApiErrorCode): void {
    this.#isJoined = false
    this.#isEntered = false
    this.#socket.close()
    this.#view.patch({ line: 'refused', refusal: code })
  }

  #enterAgain(): void {
    if (this.#isEntered && !this.#isJoining) void this.#join()
  }

  async #join(): Promise<void> {
    const known = this.#view.get().lesson
    this.#isJoining = true
    this.#held = []
    try {
      const joined = await this.#socket.request('join', {
        lessonId: this.#lessonId,
        ...(known ? { since: known.revision } : {}),
      })
      this.#isJoining = false
      this.#handleJoined(known, joined)
    } catch (error) {
      this.#isJoining = false
      this.#handleJoinRefused(codeOf(error))
    }
  }

  #handleJoined(known: LessonState | null, joined: JoinedLesson): void {
    const answered = afterJoin(known, joined)
    const held = this.#held.splice(0)
    const lesson = answered && advance(answered, held).state
    if (!lesson) {
      this.#view.patch({ lesson: null })
      this.#socket.restart('gap')
      return
    }
    this.#isJoined = true
    this.#view.patch({ line: 'live', refusal: null, me: joined.me, lesson })
    if (joined.snapshot) this.stream.emit('reset', null)
    this.#tellApplied(joined.snapshot ?? known, lesson, [...(joined.events ?? []), ...held])
    this.#flush()
  }

  #handleJoinRefused(code: ApiErrorCode): void {
    if (FINAL.includes(code)) return this.#refuse(code)
    setTimeout(() => {
      if (this.#socket.state === 'live' && this.#isEntered && !this.#isJoined) this.#enterAgain()
    }, REPEAT_MS)
  }

  #handleChange(change: LessonChange): void {
    if (change.lessonId !== this.#lessonId) return
    if (this.#isJoining) return void this.#held.push(...change.events)
    const known = this.#view.get().lesson
    if (!known) return
    const { state, hasGap } = advance(known, change.events)
    this.#view.patch({ lesson: state })
    this.#tellApplied(known, state, change.events)
    if (hasGap) this.#enterAgain()
  }

  #tellApplied(before: LessonState | null, after: LessonState, events: readonly LessonEvent[]): void {
    const applied = events.filter(
      ({ revision }) => revision > (before?.revision ?? 0) && revision <= after.revision,
    )
    if (applied.length > 0) this.stream.emit('applied', applied)
  }

  #showWaiting(): void {
    this.#view.patch({ waiting: this.#outbox.entries.map((entry) => entry.command) })
  }

  /** Sends everything that is not on its way yet; runs again later while something is left. */
  #flush(): void {
    clearTimeout(this.#repeat)
    for (const gone of this.#outbox.expire(Date.now()))
      this.#settle(gone.commandId, (promise) => promise.fail(new LiveError('offline')))
    if (this.#isJoined)
      for (const entry of this.#outbox.entries)
        if (!this.#sending.has(entry.commandId)) void this.#deliver(entry)
    if (this.#outbox.entries.length > 0) this.#repeat = setTimeout(() => this.#flush(), REPEAT_MS)
    this.#showWaiting()
  }

  async #deliver({ commandId, command }: Entry): Promise<void> {
    this.#sending.add(commandId)
    try {
      const done = await this.#socket.request('command', { lessonId: this.#lessonId, commandId, command })
      this.#settle(commandId, (promise) => promise.open(done))
    } catch (error) {
      if (!REPEATABLE.includes(codeOf(error))) this.#settle(commandId, (promise) => promise.fail(error))
    } finally {
      this.#sending.delete(commandId)
    }
  }

  #settle(commandId: string, how: (promise: Gate<CommandDone>) => void): void {
    this.#outbox.remove(commandId)
    const promise = this.#promises.get(commandId)
    this.#promises.delete(commandId)
    if (promise) how(promise)
    this.#showWaiting()
  }
}
