import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { alone } from './build-lock.mjs'
import { inRoot, installed, ROOT, STAMPS } from './paths.mjs'
import { run } from './run.mjs'
import { Refusal, say } from './say.mjs'

const PROGRAMS = {
  name: 'programs',
  sources: ['tsconfig.base.json', 'tsconfig.json', 'package-lock.json', 'server', 'media'],
  results: ['server/contract/dist/index.js', 'server/dist/main.js', 'media/dist/main.js'],
  words: ['编译服务程序', 'building server, jobs and media'],
  command: [installed('tsc'), ['-b']],
}

const PAGES = {
  name: 'pages',
  sources: ['tsconfig.base.json', 'package-lock.json', 'server/contract', 'web'],
  results: ['web/dist/index.html'],
  words: ['构建网页', 'building the pages'],
  command: [installed('vite'), ['build'], inRoot('web')],
}

const NOT_SOURCES = new Set(['node_modules', 'dist', 'worker'])

/** Builds what has changed since the last build of this clone. @throws Refusal with the compiler's words */
export const ensureBuilt = () =>
  alone(async () => {
    await ensure(PROGRAMS)
    await ensure(PAGES)
  })

async function ensure({ name, sources, results, words, command: [program, args, cwd] }) {
  const stamp = join(STAMPS, `built-${name}`)
  const wanted = await hashOf(sources)
  const present = await readFile(stamp, 'utf8').catch(() => '')
  if (present === wanted && results.every((path) => existsSync(inRoot(path)))) return
  say(...words)
  const { code, output } = await run(program, args, { cwd })
  if (code !== 0) {
    process.stderr.write(`${output}\n`)
    throw new Refusal(
      '编译失败:请修正上面的错误后重试。',
      'The build failed: mend the errors above and try again.',
    )
  }
  await mkdir(STAMPS, { recursive: true })
  await writeFile(stamp, wanted)
}

/** Hash of names and contents: a checkout or a copy may change every time of modification and nothing else. */
async function hashOf(places) {
  const files = (await Promise.all(places.map((place) => filesUnder(inRoot(place))))).flat().sort()
  const hash = createHash('sha256')
  for (const path of files)
    hash
      .update(relative(ROOT, path))
      .update('\0')
      .update(await readFile(path))
  return hash.digest('hex')
}

async function filesUnder(place) {
  const entries = await readdir(place, { withFileTypes: true }).catch(() => undefined)
  if (!entries) return existsSync(place) ? [place] : []
  const kept = entries.filter((entry) => !NOT_SOURCES.has(entry.name) && !entry.name.endsWith('.tsbuildinfo'))
  const nested = await Promise.all(
    kept.map((entry) => {
      const path = join(place, entry.name)
      return entry.isDirectory() ? filesUnder(path) : [path]
    }),
  )
  return nested.flat()
}
