import { parentPort, workerData } from 'node:worker_threads'
import { Refusal } from '@tongke/contract'
import type { WorkbookAnswer, WorkbookQuestion } from './workbook-reader.ts'
import { readTables } from './workbook.ts'

/** A thread of its own, with memory of its own: reads the one workbook it was given. */
async function answer(): Promise<WorkbookAnswer> {
  const { file, sheets, mostRows } = workerData as WorkbookQuestion
  try {
    return { tables: await readTables(Buffer.from(file), sheets, mostRows) }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { refused: error.details ?? [] }
  }
}

parentPort?.postMessage(await answer(), [])
