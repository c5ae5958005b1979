import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { Injectable } from '@nestjs/common'
import { Refusal, type ErrorDetail } from '@tongke/contract'
import { InjectLogger, type Logger } from '../logger.ts'
import type { SheetQuestion, TableRow } from './workbook.ts'

/** What is asked of a workbook: these sheets, if none of them has more rows. */
export interface WorkbookQuestion {
  readonly file: Uint8Array
  readonly sheets: readonly SheetQuestion[]
  readonly mostRows: number
}
type Tables = (TableRow[] | null)[]
export type WorkbookAnswer =
  | { readonly tables: Tables; readonly refused?: never }
  | { readonly tables?: never; readonly refused: ErrorDetail[] }

const WORKER = new URL('./workbook.worker.js', import.meta.url)
/** A workbook of five thousand rows takes three seconds; weak machines take longer. */
const TIME_LIMIT_MS = 40_000
const MEMORY = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 32 }

/** Reads workbooks beside the event loop, which also carries the lessons, and one at a time. */
@Injectable()
export class WorkbookReader {
  private last: Promise<unknown> = Promise.resolve()

  constructor(@InjectLogger() private readonly logger: Logger) {}

  /**
   * Rows of each sheet that is asked for, null for one that is not there.
   * @throws Refusal import.unreadable, also when the workbook takes too much time or memory
   */
  read(question: WorkbookQuestion): Promise<Tables> {
    const next = this.last.then(() => this.readNow(question))
    this.last = next.catch(() => undefined)
    return next
  }

  private async readNow(question: WorkbookQuestion): Promise<Tables> {
    const worker = new Worker(WORKER, { workerData: question, resourceLimits: MEMORY })
    const late = setTimeout(() => void worker.terminate(), TIME_LIMIT_MS)
    try {
      const [message] = await Promise.race([once(worker, 'message'), ended(worker)])
      const { tables, refused } = message as WorkbookAnswer
      if (tables) return tables
      throw new Refusal('import.unreadable', refused.length > 0 ? { details: refused } : {})
    } catch (error) {
      if (error instanceof Refusal) throw error
      this.logger.warn({ err: error, bytes: question.file.length }, 'a workbook could not be read')
      throw new Refusal('import.unreadable')
    } finally {
      clearTimeout(late)
      await worker.terminate()
    }
  }
}

async function ended(worker: Worker): Promise<never> {
  await once(worker, 'exit')
  throw new Error('The reader ended without an answer')
}
