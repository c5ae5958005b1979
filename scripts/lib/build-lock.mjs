import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startOf } from './process-start.mjs'
import { STAMPS } from './paths.mjs'
import { waitFor } from './wait-for.mjs'

const PATIENCE_MS = 5 * 60_000

/** Runs `work` while no other process of this clone does: `npm start` and `npm test` side by side must not build into each other. */
export async function alone(work) {
  const path = join(STAMPS, 'building')
  await mkdir(STAMPS, { recursive: true })
  await waitFor('another build of this clone to end', () => take(path), {
    timeoutMs: PATIENCE_MS,
    everyMs: 200,
  })
  try {
    return await work()
  } finally {
    await rm(path, { force: true })
  }
}

async function take(path) {
  const mine = JSON.stringify({ pid: process.pid, started: startOf(process.pid) })
  const taken = await writeFile(path, mine, { flag: 'wx' }).then(
    () => true,
    () => false,
  )
  if (!taken && !(await isHeld(path))) await rm(path, { force: true })
  return taken
}

async function isHeld(path) {
  try {
    const { pid, started } = JSON.parse(await readFile(path, 'utf8'))
    return startOf(pid) === started
  } catch {
    return false
  }
}
