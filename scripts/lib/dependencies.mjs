import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inRoot, installed, NODE, STAMPS } from './paths.mjs'
import { hasCommand, lastLines, run } from './run.mjs'
import { Refusal, say } from './say.mjs'

const STAMP = join(STAMPS, 'lockfile')

/** Installs exactly what the lockfile names, unless that is what is there. Built-in modules only: this runs before anything is installed. */
export async function ensureDependencies() {
  const wanted = createHash('sha256')
    .update(await readFile(inRoot('package-lock.json')))
    .digest('hex')
  const present = await readFile(STAMP, 'utf8').catch(() => '')
  if (present === wanted && existsSync(NODE)) return
  if (!present && (await matchesLockfile())) return stamp(wanted)
  if (!hasCommand('npm')) {
    throw new Refusal(
      '找不到 npm:请先安装 Node.js(自带 npm),再重新运行。',
      'npm is missing: install Node.js, which brings it, and try again.',
    )
  }
  say('安装依赖(npm ci)', 'installing dependencies (npm ci)')
  const { code, output } = await run('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'])
  if (code !== 0 || !existsSync(NODE)) {
    throw new Refusal(
      `依赖安装失败:请检查网络或 npm 源后重试。${reason(output)}`,
      'Dependencies could not be installed: check the network or the npm registry (npm config get registry) and try again.',
    )
  }
  await stamp(wanted)
}

/** npm's first word on what went wrong, without its advice. */
const reason = (output) => /^npm error (?!code)(.{10,})/m.exec(output)?.[1] ?? lastLines(output, 1)

/** True when npm itself (in a developer's clone) installed the same versions: its hidden lockfile is as new as ours. */
async function matchesLockfile() {
  if (!existsSync(NODE) || !existsSync(installed('tsc'))) return false
  const [ours, theirs] = await Promise.all(
    ['package-lock.json', 'node_modules/.package-lock.json'].map(async (path) => {
      const text = await readFile(inRoot(path), 'utf8').catch(() => '{}')
      return JSON.parse(text).packages ?? {}
    }),
  )
  return Object.entries(theirs).every(([path, entry]) => entry.link || ours[path]?.version === entry.version)
}

async function stamp(hash) {
  await mkdir(STAMPS, { recursive: true })
  await writeFile(STAMP, hash)
}
