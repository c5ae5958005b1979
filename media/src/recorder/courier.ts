import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  MEDIA_PIECES_PATH,
  MEDIA_STREAM_ENDS_PATH,
  PIECE_HEADER,
  type RecordedPiece,
  type RecordedStreamEnd,
} from '@tongke/contract'
import type { Logger } from 'pino'
import { signedCall, signedPost } from '../signed-post.ts'
import { forget, hasEnded, markTaken, piecesOf, type Spool, type StreamFolder, takenOf } from './spool.ts'
import { readPiece } from './webm.ts'

export interface CourierOptions {
  readonly serverUrl: string
  readonly secret: string
}

export interface CourierPorts {
  readonly log: Logger
  readonly onDelivery: (outcome: Outcome) => void
}

export type Outcome = 'taken' | 'refused' | 'failed'

const TIMEOUT_MS = 30_000
const FIRST_RETRY_MS = 200
const LAST_RETRY_MS = 30_000
/** Also without being told: another run of the node may have died. */
const LOOK_EVERY_MS = 10_000

const outcomeOf = (status: number): Outcome => {
  if (status === 200) return 'taken'
  return [400, 404, 422].includes(status) ? 'refused' : 'failed'
}

/** A last frame of a piece lasts as long as one of sound. */
const LAST_FRAME_MS = 20

const headOf = ({ about }: StreamFolder, number: number, bytes: Buffer): RecordedPiece | null => {
  const facts = readPiece(bytes)
  return (
    facts && {
      lessonId: about.lessonId,
      stream: about.stream,
      connection: about.connection,
      streamStartedAt: about.startedAt,
      number,
      at: about.startedAt + facts.first,
      durationMs: facts.last - facts.first + LAST_FRAME_MS,
      headerBytes: facts.headerBytes,
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    }
  )
}

/** Brings finished pieces from the spool to the server, again and again until it has them. */
export class Courier {
  readonly #spool: Spool
  readonly #options: CourierOptions
  readonly #ports: CourierPorts
  readonly #timer: NodeJS.Timeout
  #running: Promise<void> | null = null
  #isAsked = false
  #isClosed = false
  #retryMs = FIRST_RETRY_MS
  #waiting = 0

  constructor(spool: Spool, options: CourierOptions, ports: CourierPorts) {
    this.#spool = spool
    this.#options = options
    this.#ports = ports
    this.#timer = setInterval(() => this.kick(), LOOK_EVERY_MS).unref()
    this.kick()
  }

  /** Pieces that the server has not, as far as was looked. */
  get waiting(): number {
    return this.#waiting
  }

  /** There may be something to bring. */
  kick(): void {
    this.#isAsked = true
    this.#running ??= this.#bringAll().finally(() => {
      this.#running = null
    })
  }

  /** Resolves when all is brought, or after `withinMs`; what is left is brought by the next run. */
  async flush(withinMs: number): Promise<void> {
    this.kick()
    await Promise.race([this.#running, sleep(withinMs)])
    this.#isClosed = true
    clearInterval(this.#timer)
  }

  async #bringAll(): Promise<void> {
    while (this.#isAsked && !this.#isClosed) {
      this.#isAsked = false
      if (await this.#round()) this.#retryMs = FIRST_RETRY_MS
      else await this.#pause()
    }
  }

  async #pause(): Promise<void> {
    this.#isAsked = true
    await sleep(this.#retryMs, undefined, { ref: false })
    this.#retryMs = Math.min(this.#retryMs * 2, LAST_RETRY_MS)
  }

  /** @returns false when the server did not take something that it may take later */
  async #round(): Promise<boolean> {
    try {
      const folders = await this.#spool.folders()
      const waiting = await Promise.all(folders.map(piecesOf))
      this.#waiting = waiting.reduce((sum, pieces) => sum + pieces.length, 0)
      for (const folder of folders) if (!(await this.#bring(folder))) return false
      return true
    } catch (error) {
      this.#ports.log.warn({ err: error }, 'pieces of recordings were not delivered, trying again')
      return false
    }
  }

  async #bring(folder: StreamFolder): Promise<boolean> {
    const isLast = await hasEnded(folder)
    for (const piece of await piecesOf(folder)) {
      if (this.#isClosed) return true
      const outcome = await this.#put(folder, piece)
      this.#ports.onDelivery(outcome)
      if (outcome === 'failed') return false
      this.#waiting = Math.max(0, this.#waiting - 1)
      if (outcome === 'taken') await markTaken(folder, piece)
      else await this.#spool.setAside(folder, piece.name)
    }
    return isLast ? this.#end(folder) : true
  }

  async #put(folder: StreamFolder, { name, number }: { name: string; number: number }): Promise<Outcome> {
    const body = await readFile(join(folder.path, name))
    const head = headOf(folder, number, body)
    if (!head) return 'refused'
    const signed = Buffer.from(JSON.stringify(head)).toString('base64url')
    const headers = { 'content-type': 'video/webm', [PIECE_HEADER]: signed }
    const delivery = { ...this.#options, path: MEDIA_PIECES_PATH, timeoutMs: TIMEOUT_MS }
    const { status, text } = await signedCall(delivery, { method: 'PUT', body, signed, headers })
    if (status !== 200)
      this.#ports.log.warn({ status, body: text.slice(0, 300), name }, 'a piece was not taken')
    return outcomeOf(status)
  }

  async #end(folder: StreamFolder): Promise<boolean> {
    const { lessonId, stream } = folder.about
    const message: RecordedStreamEnd = { lessonId, streamId: stream.id, pieces: await takenOf(folder) }
    if (message.pieces > 0) {
      const delivery = { ...this.#options, path: MEDIA_STREAM_ENDS_PATH, timeoutMs: TIMEOUT_MS }
      const { status } = await signedPost(delivery, message)
      if (outcomeOf(status) === 'failed') return false
    }
    await forget(folder)
    return true
  }
}
