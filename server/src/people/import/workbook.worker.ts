import { parentPort, workerData } from 'node:worker_threads'
import { Refusal } from '@tongke/contract'
import type { WorkbookAnswer } from './workbook-reader.ts'
import { readRows } from './workbook.ts'

/** A thread of its own, with memory of its own: reads the one workbook it was given. */
async function answer(): Promise<WorkbookAnswer> {
  try {
    return { rows: await readRows(Buffer.from(workerData as Uint8Array)) }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { refused: error.details ?? [] }
  }
}

parentPort?.postMessage(await answer(), [])
