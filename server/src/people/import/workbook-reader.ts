import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { Injectable } from '@nestjs/common'
import { Refusal, type ErrorDetail } from '@tongke/contract'
import { InjectLogger, type Logger } from '../../platform/logger.ts'
import type { SheetRow } from './import.rules.ts'

export type WorkbookAnswer =
  { readonly rows: SheetRow[]; readonly refused?: never } | { readonly refused: ErrorDetail[] }

const WORKER = new URL('./workbook.worker.js', import.meta.url)
/** A workbook of the most rows takes half a second and 50 MB; weak machines take longer. */
const TIME_LIMIT_MS = 20_000
const MEMORY = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 32 }

/** Reads workbooks beside the event loop, which also carries the lessons, and one at a time. */
@Injectable()
export class WorkbookReader {
  private last: Promise<unknown> = Promise.resolve()

  constructor(@InjectLogger() private readonly logger: Logger) {}

  /** @throws Refusal import.unreadable, also when the workbook takes too much time or memory */
  read(file: Buffer): Promise<SheetRow[]> {
    const next = this.last.then(() => this.readNow(file))
    this.last = next.catch(() => undefined)
    return next
  }

  private async readNow(file: Buffer): Promise<SheetRow[]> {
    const worker = new Worker(WORKER, { workerData: file, resourceLimits: MEMORY })
    const late = setTimeout(() => void worker.terminate(), TIME_LIMIT_MS)
    try {
      const answer = await Promise.race([once(worker, 'message'), ended(worker)])
      const { rows, refused } = answer[0] as WorkbookAnswer & { rows?: SheetRow[] }
      if (rows) return rows
      throw new Refusal('import.unreadable', refused && refused.length > 0 ? { details: refused } : {})
    } catch (error) {
      if (error instanceof Refusal) throw error
      this.logger.warn({ err: error, bytes: file.length }, 'a workbook could not be read')
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
