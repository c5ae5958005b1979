import type { Logger } from 'pino'
import { Serial } from '../serial.ts'
import type { PieceSink } from './stream-writer.ts'
import { endStream, forget, openPiece, type Spool, type SpooledStream, type StreamFolder } from './spool.ts'

export interface PieceFilesPorts {
  readonly log: Logger
  /** Something is ready to be sent. */
  readonly onFinished: () => void
  /** The disk does not take it: this stream is over. */
  readonly onFailed: (error: unknown) => void
}

/** A disk that is so far behind does not keep up any more. */
const MAX_WAITING_BYTES = 32_000_000

type Piece = Awaited<ReturnType<typeof openPiece>>

/** Writes a stream's pieces behind the back of whoever makes them: a room never waits for a disk. */
export class PieceFiles implements PieceSink {
  readonly #ports: PieceFilesPorts
  readonly #spool: Spool
  readonly #serial = new Serial()
  readonly #folder: Promise<StreamFolder>
  #piece: Piece | null = null
  #waitingBytes = 0
  #finished = 0
  #failed = false

  constructor(spool: Spool, about: SpooledStream, ports: PieceFilesPorts) {
    this.#ports = ports
    this.#spool = spool
    this.#folder = this.#serial.run(() => spool.begin(about))
    this.#folder.catch((error: unknown) => this.#fail(error))
  }

  begin(number: number, header: Buffer): void {
    this.#do(header.length, async (folder) => {
      if ((await this.#spool.room()) <= 0) throw new Error('The disk has no room for recordings')
      this.#piece = await openPiece(folder, number)
      await this.#piece.append(header)
    })
  }

  append(cluster: Buffer): void {
    this.#do(cluster.length, async () => this.#piece?.append(cluster))
  }

  finish(): void {
    this.#do(0, async () => {
      await this.#piece?.finish()
      this.#piece = null
      this.#finished += 1
      this.#ports.onFinished()
    })
  }

  /** After the last piece. */
  async end(): Promise<void> {
    await this.#serial.run(async () => {
      const folder = await this.#folder.catch(() => null)
      if (!folder) return
      await this.#piece?.abandon()
      // A stream that never had a piece is none.
      if (this.#finished === 0 && !this.#piece) await forget(folder)
      else await endStream(folder)
    })
    this.#ports.onFinished()
  }

  #do(bytes: number, work: (folder: StreamFolder) => Promise<unknown>): void {
    if (this.#failed) return
    this.#waitingBytes += bytes
    if (this.#waitingBytes > MAX_WAITING_BYTES) return this.#fail(new Error('The disk does not keep up'))
    this.#serial
      .run(async () => {
        if (!this.#failed) await work(await this.#folder)
      })
      .catch((error: unknown) => this.#fail(error))
      .finally(() => (this.#waitingBytes -= bytes))
  }

  #fail(error: unknown): void {
    if (this.#failed) return
    this.#failed = true
    this.#ports.onFailed(error)
  }
}
