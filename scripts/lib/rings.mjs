import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { inRoot, installed, NODE } from './paths.mjs'
import { run } from './run.mjs'

/**
 * A ring answers how many of its checks passed and failed.
 * @typedef {{ passed: number, failed: number }} Score
 */

const OUTPUT = inRoot('tests', 'output')
const MINUTE = 60_000
const UNIT_LIMIT_MS = 5 * MINUTE
const PROCESS_LIMIT_MS = 20 * MINUTE
const NOTHING_RAN = { passed: 0, failed: 1 }

/** Several commands that together are one check. */
const checks = (commands) => async (env) => {
  const results = []
  for (const [program, args] of commands)
    results.push(await run(installed(program), args, { show: true, env }))
  const good = results.every(({ code }) => code === 0)
  return { passed: good ? 1 : 0, failed: good ? 0 : 1 }
}

const jest =
  (ring, { args = [], limitMs = PROCESS_LIMIT_MS } = {}) =>
  async (env) => {
    const report = join(OUTPUT, `${ring}.json`)
    const command = [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      inRoot('node_modules/jest/bin/jest.js'),
    ]
    const options = ['--selectProjects', ring, '--json', `--outputFile=${report}`, ...args]
    return scored(report, limitMs, [NODE, [...command, ...options]], env, jestScore)
  }

const inBand = (ring) => jest(ring, { args: ['--runInBand'] })

const playwright = (ring) => async (env) => {
  const report = join(OUTPUT, `${ring}.json`)
  const config = inRoot('tests/playwright.config.ts')
  const args = ['test', '--config', config, '--project', ring, '--reporter=line,json']
  const reported = { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report, PLAYWRIGHT_JSON_OUTPUT_NAME: report }
  return scored(
    report,
    2 * PROCESS_LIMIT_MS,
    [NODE, [installed('playwright'), ...args]],
    reported,
    playwrightScore,
  )
}

async function scored(report, limitMs, [command, args], env, score) {
  await mkdir(OUTPUT, { recursive: true })
  await rm(report, { force: true })
  const { code } = await run(command, args, { env, timeoutMs: limitMs, show: true })
  const text = await readFile(report, 'utf8').catch(() => undefined)
  if (text === undefined) return NOTHING_RAN
  const { passed, failed } = score(JSON.parse(text))
  if (passed + failed === 0) return NOTHING_RAN
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed }
}

/** A file that does not even load is one failure. */
export const jestScore = ({ numPassedTests, numFailedTests, numRuntimeErrorTestSuites }) => ({
  passed: numPassedTests,
  failed: numFailedTests + numRuntimeErrorTestSuites,
})

/** A test that passed only when repeated counts as failed: it would fail someone else. */
export const playwrightScore = ({ stats, errors }) => ({
  passed: stats.expected,
  failed: stats.unexpected + stats.flaky + (errors?.length ?? 0),
})

const LINT = [
  // dependency-cruiser finds the contract by what its package exports, which is what was compiled.
  ['tsc', ['-b', 'server/contract']],
  ['oxlint', []],
  ['depcruise', ['server/contract/src', 'server/src', 'media/src', 'web/src', '--output-type', 'err-long']],
  ['prettier', ['--check', '--log-level', 'warn', '.']],
]

/** In the order they run; the later a ring, the more of the machine it uses. Units need the packages of the set-up too. */
export const RINGS = {
  lint: { run: checks(LINT), needsStack: false },
  types: { run: checks([['tsc', ['-b', 'tsconfig.check.json']]]), needsStack: false },
  unit: { run: jest('unit', { limitMs: UNIT_LIMIT_MS }), needsStack: true },
  api: { run: inBand('api'), needsStack: true },
  live: { run: inBand('live'), needsStack: true },
  media: { run: inBand('media'), needsStack: true },
  library: { run: inBand('library'), needsStack: true },
  start: { run: inBand('start'), needsStack: true },
  pages: { run: playwright('pages'), needsStack: true },
  browser: { run: playwright('browser'), needsStack: true },
}

/**
 * Rings of a row run beside each other: most of their time they wait for leases, lines and pages. Starts have a limit of time, and
 * browsers in a lesson fill the machine: both are alone.
 */
export const ROWS = [
  [['unit']],
  [
    ['live', 'media', 'pages'],
    ['api', 'library'],
  ],
  [['start']],
  [['browser']],
]
