import { RINGS, ROWS } from './rings.mjs'
import { Refusal, say } from './say.mjs'
import { startTestCluster } from './test-cluster.mjs'
import { setUpForTests } from './test-setup.mjs'

/** Runs the named rings, or all, in their order. @returns {Promise<import('./rings.mjs').Score>} the sum */
export async function runRings(wanted) {
  const names = chosen(wanted)
  const plain = names.filter((name) => !RINGS[name].needsStack)
  const stacked = names.filter((name) => RINGS[name].needsStack)
  const sum = await total(plain, {})
  if (stacked.length === 0) return sum
  const rest = await onCluster((environment) => inRows(stacked, environment)).catch(refused)
  return added(sum, rest)
}

/** Set-up, and one PostgreSQL for the whole run: each suite has a database of its own in it. */
async function onCluster(work) {
  const environment = await setUpForTests()
  const cluster = await startTestCluster()
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => cluster.stop().finally(() => process.exit(1)))
  }
  try {
    return await work({ ...environment, TEST_CLUSTER_URL: cluster.url('').replace(/\/$/, '') })
  } finally {
    await cluster.stop()
  }
}

async function inRows(names, environment) {
  let sum = { passed: 0, failed: 0 }
  for (const row of ROWS) {
    const lanes = row.map((lane) => lane.filter((name) => names.includes(name)))
    for (const score of await Promise.all(lanes.map((lane) => total(lane, environment))))
      sum = added(sum, score)
  }
  return sum
}

async function total(names, environment) {
  let sum = { passed: 0, failed: 0 }
  for (const name of names) {
    say(`检验:${name}`, `ring ${name}`)
    const score = await RINGS[name].run(environment)
    say(`${name}:${score.passed} 通过,${score.failed} 失败`, `${score.passed} passed, ${score.failed} failed`)
    sum = added(sum, score)
  }
  return sum
}

/** Rings that could not be set up are one failure, said in words; what ran before still counts. */
function refused(error) {
  process.stderr.write(`\n${error instanceof Refusal ? error.message : error.stack}\n`)
  return { passed: 0, failed: 1 }
}

const added = (one, other) => ({ passed: one.passed + other.passed, failed: one.failed + other.failed })

function chosen(wanted) {
  const known = Object.keys(RINGS)
  const unknown = wanted.find((name) => !known.includes(name))
  if (unknown) {
    throw new Refusal(
      `没有名为“${unknown}”的测试环:可选 ${known.join(' ')}。`,
      `There is no ring "${unknown}": choose from ${known.join(' ')}.`,
    )
  }
  return wanted.length > 0 ? known.filter((name) => wanted.includes(name)) : known
}
