import type { Logger } from 'pino'
import { Courier, type CourierOptions, type CourierPorts } from './courier.ts'
import { PieceFiles } from './piece-files.ts'
import { Spool, type SpooledStream } from './spool.ts'
import type { OpenStream } from './stretch.ts'

export interface RecorderOptions extends CourierOptions {
  readonly spoolDir: string
  readonly spoolReserveBytes: number
  readonly bootId: string
}

export interface RecorderPorts extends CourierPorts {
  readonly onFault: () => void
}

const FLUSH_WITHIN_MS = 3_000

/** What the rooms of a node record with: the disk that pieces wait on, and who brings them to the server. */
export class Recorder {
  readonly #spool: Spool
  readonly #courier: Courier
  readonly #ports: RecorderPorts
  readonly #closing = new Set<Promise<void>>()
  #streams = 0

  /** @throws Error when the folder cannot be written to */
  static async open(options: RecorderOptions, ports: RecorderPorts): Promise<Recorder> {
    const spool = await Spool.open(options.spoolDir, options.bootId, options.spoolReserveBytes)
    return new Recorder(spool, options, ports)
  }

  private constructor(spool: Spool, options: RecorderOptions, ports: RecorderPorts) {
    this.#spool = spool
    this.#ports = ports
    this.#courier = new Courier(spool, options, ports)
  }

  get stats(): { streams: number; waiting: number } {
    return { streams: this.#streams, waiting: this.#courier.waiting }
  }

  /** @param onFailed the disk does not take it */
  begin(about: SpooledStream, log: Logger, onFailed: () => void): OpenStream {
    this.#streams += 1
    const files = new PieceFiles(this.#spool, about, {
      log,
      onFinished: () => this.#courier.kick(),
      onFailed: (error) => {
        this.fault(log, error)
        onFailed()
      },
    })
    return { sink: files, close: () => this.#close(files) }
  }

  fault(log: Logger, error: unknown): void {
    log.error({ err: error }, 'recording failed')
    this.#ports.onFault()
  }

  /** After all rooms have closed. What is not brought by then is brought by the next run. */
  async close(): Promise<void> {
    await Promise.all(this.#closing)
    await this.#courier.flush(FLUSH_WITHIN_MS)
  }

  #close(files: PieceFiles): void {
    this.#streams -= 1
    const closing = files.end().finally(() => this.#closing.delete(closing))
    this.#closing.add(closing)
  }
}
