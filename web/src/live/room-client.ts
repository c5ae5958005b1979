import { getMediaAccess, type LessonStatus } from '@tongke/contract'
import { call } from '../lib/api.ts'
import type { ApiErrorCode } from '../lib/api-error.ts'
import { InkBook } from './board/ink-book.ts'
import { LessonClient } from './lesson-client.ts'
import { MicrophoneCare } from './microphone/microphone-care.ts'
import { MediaClient } from './media-client.ts'
import type { RemoteKey } from './media/remote-streams.ts'
import type { Shown } from './media/view-reporter.ts'

/** A microphone that comes and goes is told about so often at most. */
const TELL_EVERY_MS = 5_000
const LAST_NODE = 'tongke.media-node'
/** Refusals that only say that the room was not open at that moment. */
const CLOSED: readonly ApiErrorCode[] = ['lesson.closed_room', 'media.room_closed']
const OPEN: readonly LessonStatus[] = ['WAITING', 'LIVE', 'INTERRUPTED']
export const isRoomOpen = (status: LessonStatus): boolean => OPEN.includes(status)

/** What fills the screen in most rooms gets its full size from the first picture on. */
const fullScreen = (key: RemoteKey): Shown | undefined =>
  key === 'lecturer/camera' || key === 'lecturer/screen'
    ? {
        visible: true,
        width: Math.round(window.innerWidth * window.devicePixelRatio),
        height: Math.round(window.innerHeight * window.devicePixelRatio),
      }
    : undefined

/** Both planes of one lesson's room. They live and fall independently: neither waits for the other. */
export class RoomClient {
  readonly lesson: LessonClient
  readonly media: MediaClient
  readonly ink: InkBook
  readonly microphone = new MicrophoneCare()
  readonly #unsubscribe: (() => void)[]
  #wasOpen = false
  #toldAt = 0

  constructor(lessonId: string) {
    this.lesson = new LessonClient({ url: window.location.origin, lessonId, shelf: window.localStorage })
    this.ink = new InkBook(this.lesson)
    this.media = new MediaClient({
      fetchAccess: (signal) => call(getMediaAccess, { params: { id: lessonId } }, signal),
      clockOffset: () => this.lesson.view.get().clockOffset,
      firstView: fullScreen,
      lastNode: {
        get: () => localStorage.getItem(LAST_NODE),
        set: (url) => localStorage.setItem(LAST_NODE, url),
      },
    })
    this.#unsubscribe = [
      this.lesson.view.subscribe(() => this.#followLesson()),
      this.lesson.view.subscribe(() => this.#followSound()),
      this.media.view.subscribe(() => this.#followSound()),
      this.microphone.trouble.subscribe(() => this.#tellTrouble()),
      this.lesson.onLive(() => this.media.nudge()),
    ]
  }

  /** Does ahead whatever needs no decision, while the user is still reading the lesson's page. */
  warm(): void {
    this.lesson.warm()
    void this.media.warm()
  }

  /** Pressing enter. The picture does not wait for the class plane; a room that is not open yet refuses and opens later. */
  enter(): void {
    this.lesson.enter()
    this.media.start()
  }

  close(): void {
    for (const unsubscribe of this.#unsubscribe.splice(0)) unsubscribe()
    this.ink.close()
    this.lesson.close()
    this.media.stop()
    this.microphone.stop()
  }

  /** The lesson says how microphones are treated; in a discussion an open classroom sends voices only. */
  #followSound(): void {
    const { lesson, me } = this.lesson.view.get()
    const { local, muted } = this.media.view.get()
    if (!lesson || (me?.part !== 'lecturer' && me?.part !== 'room')) return
    const { sound, teaching } = lesson.interaction
    this.media.setSound(sound)
    const isOpenRoom = me.part === 'room' && teaching === 'discussion' && lesson.stage?.legId !== me.legId
    const track = muted.has('microphone') ? null : (local.microphone?.track ?? null)
    this.microphone.follow({ track, isGated: isOpenRoom && sound === 'speech' })
    this.#tellTrouble()
  }

  /** A classroom has nobody at its keyboard: lecturer and assistant are told what its PC hears. */
  #tellTrouble(): void {
    const { lesson, me, line } = this.lesson.view.get()
    if (me?.part !== 'room' || line !== 'live' || !lesson || !isRoomOpen(lesson.status)) return
    const trouble = this.microphone.trouble.get()
    const known = lesson.interaction.microphones[me.legId] ?? null
    if (trouble === known || Date.now() - this.#toldAt < TELL_EVERY_MS) return
    this.#toldAt = Date.now()
    void this.lesson.send({ type: 'report_microphone', legId: me.legId, trouble }).catch(() => undefined)
  }

  /** The media room is open exactly while the lesson is: enter when it opens, leave when it closes. */
  #followLesson(): void {
    const { lesson, line } = this.lesson.view.get()
    if (line === 'refused') return this.media.stop()
    if (!lesson || line !== 'live') return
    const isOpen = isRoomOpen(lesson.status)
    const { phase, refusal } = this.media.view.get()
    const mayEnter = phase === 'idle' || (phase === 'closed' && CLOSED.includes(refusal ?? 'internal'))
    if (isOpen && (!this.#wasOpen || phase === 'closed') && mayEnter) this.media.start()
    if (!isOpen && this.#wasOpen) this.media.stop()
    this.#wasOpen = isOpen
  }
}

let warmRoom: { lessonId: string; client: RoomClient } | null = null

/** Prepares entering a room; the last prepared one is kept until it is entered or another is prepared. */
export function warmUp(lessonId: string): void {
  if (warmRoom?.lessonId === lessonId) return
  if (warmRoom) coolDown(warmRoom.lessonId)
  const client = new RoomClient(lessonId)
  warmRoom = { lessonId, client }
  client.warm()
}

/** Drops what `warmUp` prepared and nobody took. */
export function coolDown(lessonId: string): void {
  if (warmRoom?.lessonId !== lessonId) return
  warmRoom.client.close()
  warmRoom = null
}

/** The prepared room, or a cold one. The caller closes it. */
export function takeRoom(lessonId: string): RoomClient {
  const client = warmRoom?.lessonId === lessonId ? warmRoom.client : null
  if (client) warmRoom = null
  return client ?? new RoomClient(lessonId)
}
