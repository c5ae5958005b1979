import { createHash } from 'node:crypto'
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { arch, homedir, platform, release, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensurePackages, FOR_WORKER_BUILD } from '../../scripts/lib/debian-packages.mjs'
import { inRoot, NODE } from '../../scripts/lib/paths.mjs'
import { lastLines, run } from '../../scripts/lib/run.mjs'
import { Refusal, say } from '../../scripts/lib/say.mjs'

const HERE = dirname(fileURLToPath(import.meta.url))
const PACKAGE = inRoot('node_modules', 'mediasoup')
const RELEASES = 'https://github.com/versatica/mediasoup/releases/download'
const CONNECT_LIMIT_MS = 5_000
const DOWNLOAD_LIMIT_MS = 60_000
const PROGRESS_EVERY_MS = 10_000
/** What a mediasoup-worker answers when it is started without its environment (its main.cpp): the loader found every library. */
const EXIT_WITHOUT_ENVIRONMENT = 41

/**
 * Path of a mediasoup-worker that has passed `accept.mjs` on this machine: cached, else downloaded, else built.
 * @throws Refusal when none of the three gives one
 */
export async function provideWorker() {
  const path = await cachePath()
  if (existsSync(path) && (await starts(path))) return path
  await mkdir(dirname(path), { recursive: true })
  const candidate = join(dirname(path), `candidate-${process.pid}`)
  try {
    const ready = (await download(candidate)) || (await build(candidate))
    if (ready) await rename(candidate, path)
    return path
  } finally {
    await rm(candidate, { force: true })
  }
}

/** One entry per mediasoup version and build recipe: a changed recipe is a new binary. */
async function cachePath() {
  const { version } = JSON.parse(await readFile(join(PACKAGE, 'package.json'), 'utf8'))
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache')
  return join(cache, 'tongke', 'mediasoup-worker', `${version}-${await recipeHash()}`, 'mediasoup-worker')
}

async function recipeHash() {
  const entries = await readdir(HERE, { recursive: true, withFileTypes: true })
  const recipe = entries
    .filter((entry) => entry.isFile() && /\.(sh|h|hpp|build|wrap|txt)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  const hash = createHash('sha256').update(`${platform()}-${arch()}`)
  for (const path of recipe) hash.update(await readFile(path))
  return hash.digest('hex').slice(0, 12)
}

async function starts(path) {
  const { code } = await run('env', ['-i', path])
  return code === EXIT_WITHOUT_ENVIRONMENT
}

async function isAccepted(candidate) {
  say('检验媒体进程(一次真实的 DTLS 握手)', 'checking the media worker by a real DTLS handshake')
  const { code, output } = await run(NODE, [join(HERE, 'accept.mjs'), candidate], { timeoutMs: 30_000 })
  if (code !== 0) say(`未通过:${lastLines(output, 1)}`, 'refused')
  return code === 0
}

/** mediasoup's own prebuilt binary for this version, kernel and processor. Many school networks do not reach it: it gets little time. */
async function download(candidate) {
  const { version } = JSON.parse(await readFile(join(PACKAGE, 'package.json'), 'utf8'))
  const name = `mediasoup-worker-${version}-${platform()}-${arch()}-kernel${release().split('.')[0]}.tgz`
  say('下载预编译的媒体进程', 'downloading a prebuilt media worker')
  const folder = await mkdtemp(join(tmpdir(), 'tongke-worker-'))
  try {
    const archive = join(folder, name)
    await writeFile(archive, await fetchWithin(`${RELEASES}/${version}/${name}`))
    const { code, output } = await run('tar', ['-xzf', archive, '-C', folder])
    if (code !== 0) throw new Error(lastLines(output, 1))
    await rename(join(folder, 'mediasoup-worker'), candidate).catch(async () => {
      await writeFile(candidate, await readFile(join(folder, 'mediasoup-worker')))
    })
    await chmod(candidate, 0o755)
  } catch (error) {
    say(`无法下载(${reasonOf(error)}),改为本机编译`, 'not reachable, building it here')
    return false
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  return isAccepted(candidate)
}

const reasonOf = (error) => error.cause?.code ?? error.name ?? error.message

async function fetchWithin(url) {
  const abort = new AbortController()
  let timer = setTimeout(() => abort.abort(), CONNECT_LIMIT_MS)
  try {
    const response = await fetch(url, { signal: abort.signal })
    if (!response.ok) throw new Error(`HTTP ${response.status}`)
    clearTimeout(timer)
    timer = setTimeout(() => abort.abort(), DOWNLOAD_LIMIT_MS)
    return Buffer.from(await response.arrayBuffer())
  } finally {
    clearTimeout(timer)
  }
}

async function build(candidate) {
  await ensurePackages(FOR_WORKER_BUILD)
  say('编译媒体进程(约 4 分钟,只需一次)', 'building the media worker (about 4 minutes, once)')
  let spoken = Date.now()
  const { code, output } = await run('bash', [join(HERE, 'build.sh'), PACKAGE, candidate], {
    onLine(line) {
      const progress = /^\[(\d+)\/(\d+)\]/.exec(line)
      if (line.startsWith('libsrtp: ')) say(`编译:${line}`, 'building')
      if (!progress || Date.now() - spoken < PROGRESS_EVERY_MS) return
      spoken = Date.now()
      say(`编译媒体进程 ${progress[0]}`, 'building the media worker')
    },
  })
  if (code === 0 && (await isAccepted(candidate))) return true
  if (code !== 0) process.stderr.write(`${lastLines(output, 20)}\n`)
  throw new Refusal(
    '媒体进程编译失败:请检查上面的报错,或在能访问外网的机器上运行一次后复制 ~/.cache/tongke。',
    'The media worker could not be built: see the lines above, or run once on a machine that reaches the internet and copy its ~/.cache/tongke here.',
  )
}
