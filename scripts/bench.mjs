/** `npm run bench -- NAME --json FILE`: set-up, then tests/bench/NAME.ts with the remaining arguments. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { ensureDependencies } from './lib/dependencies.mjs'
import { inRoot, NODE } from './lib/paths.mjs'
import { continueOnPinnedNode } from './lib/pinned-node.mjs'
import { run } from './lib/run.mjs'
import { main, Refusal } from './lib/say.mjs'

/** The test scenes use parameter properties, which Node does not merely strip. */
const TYPES = ['--experimental-transform-types', '--disable-warning=ExperimentalWarning']

await main(async () => {
  const [name = '', ...rest] = process.argv.slice(2)
  const suite = inRoot('tests', 'bench', `${name}.ts`)
  if (!/^[a-z-]+$/.test(name) || !existsSync(suite)) {
    throw new Refusal(
      `没有名为“${name}”的测量:请使用 npm run bench -- live、library、class 或 research --json 文件。`,
      `There is no bench "${name}": use npm run bench -- live, library, class or research --json FILE.`,
    )
  }
  await ensureDependencies()
  await continueOnPinnedNode(fileURLToPath(import.meta.url))
  const { setUpForTests } = await import('./lib/test-setup.mjs')
  const environment = await setUpForTests()
  const { code } = await run(NODE, [...TYPES, suite, ...rest], { show: true, env: environment })
  process.exit(code)
})
