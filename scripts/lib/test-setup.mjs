import { provideWorker } from '../../media/worker/provide.mjs'
import { ensureBuilt } from './build.mjs'
import { ensurePackages, FOR_START, FOR_TESTS } from './debian-packages.mjs'

/** Everything the test rings need. @returns variables that tell them where it is */
export async function setUpForTests() {
  await ensurePackages([...FOR_START, ...FOR_TESTS])
  const workerBin = await provideWorker()
  await ensureBuilt()
  return { WORKER_BIN: workerBin }
}
