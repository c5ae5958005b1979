import { type ChildProcess, spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { SIGNATURE_HEADER } from '@tongke/contract'
import { freePort, freePortRange } from './free-ports.ts'
import { TEST_NODE, TEST_SECRET } from './media-tickets.ts'
import { pause, waitFor } from './wait-for.ts'

const ROOT = join(import.meta.dirname, '../..')

/** The worker that the set-up accepted: handed over by the test script, else the newest in the cache. */
export function workerBin(): string {
  if (process.env['WORKER_BIN']) return process.env['WORKER_BIN']
  const cache = join(homedir(), '.cache/tongke/mediasoup-worker')
  const found = existsSync(cache)
    ? readdirSync(cache, { recursive: true, encoding: 'utf8' }).filter((file) =>
        file.endsWith('mediasoup-worker'),
      )
    : []
  if (found[0] === undefined) throw new Error('there is no mediasoup worker: run npm start or npm test once')
  return join(cache, found[0])
}

export interface MediaNodeOptions {
  readonly serverUrl: string
  readonly workers?: number
  readonly nodeId?: string
  readonly logLevel?: string
}

/** A real media node process on free ports. */
export class MediaNodeProcess {
  readonly port: number
  readonly #environment: NodeJS.ProcessEnv
  #child: ChildProcess
  #log = ''

  static async start(options: MediaNodeOptions): Promise<MediaNodeProcess> {
    const workers = options.workers ?? 1
    const [port, rtcPort] = [await freePort(), await freePortRange(workers)]
    const node = new MediaNodeProcess(port, {
      PATH: process.env['PATH'],
      MEDIA_NODE_ID: options.nodeId ?? TEST_NODE,
      MEDIA_PORT: String(port),
      MEDIA_RTC_PORT: String(rtcPort),
      MEDIA_SECRET: TEST_SECRET,
      MEDIA_LISTEN_IPS: '127.0.0.1',
      MEDIA_WORKERS: String(workers),
      SERVER_URL: options.serverUrl,
      WORKER_BIN: workerBin(),
      MEDIA_SPOOL_DIR: mkdtempSync(join(tmpdir(), 'tongke-spool-')),
      MEDIA_SPOOL_RESERVE_MB: '0',
      LOG_LEVEL: options.logLevel ?? 'info',
    })
    await node.ready()
    return node
  }

  private constructor(port: number, environment: NodeJS.ProcessEnv) {
    this.port = port
    this.#environment = environment
    this.#child = this.#spawn()
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  get exitCode(): number | null {
    return this.#child.exitCode
  }

  /** Where its pieces wait for the server. */
  get spoolDir(): string {
    return this.#environment['MEDIA_SPOOL_DIR'] ?? ''
  }

  /** Its log so far, JSON lines. */
  get log(): string {
    return this.#log
  }

  /** Process ids of its mediasoup workers, from /proc. */
  get workerPids(): number[] {
    return readFileSync(`/proc/${this.pid}/task/${this.pid}/children`, 'utf8').trim().split(' ').map(Number)
  }

  async ready(): Promise<void> {
    for (const until = Date.now() + 20_000; !(await this.#isHealthy()); await pause(5)) {
      if (this.exitCode !== null) throw new Error(`the media node ended: ${this.#log}`)
      if (Date.now() > until) throw new Error(`the media node is not ready: ${this.#log}`)
    }
  }

  /** @returns ms from the kill until the new process answers */
  async killAndRestart(): Promise<number> {
    this.#child.kill('SIGKILL')
    const killed = performance.now()
    await waitFor('death', () => this.#child.exitCode !== null || this.#child.signalCode !== null)
    this.#log = ''
    this.#child = this.#spawn()
    await this.ready()
    return performance.now() - killed
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal)
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    this.#child.kill('SIGTERM')
    await waitFor(
      'media node to end',
      () => this.#child.exitCode !== null || this.#child.signalCode !== null,
      5_000,
    )
    rmSync(this.spoolDir, { recursive: true, force: true })
  }

  /** A signed request to its control API, as the server sends them. */
  control(method: string, path: string, body?: unknown, secret: string = TEST_SECRET): Promise<Response> {
    const text = body === undefined ? '' : JSON.stringify(body)
    const at = Date.now()
    const value = createHmac('sha256', secret).update(`${at}.${method}.${path}.${text}`).digest('hex')
    return fetch(`${this.url}${path}`, {
      method,
      headers: { [SIGNATURE_HEADER]: `t=${at},v=${value}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: text }),
    })
  }

  #isHealthy(): Promise<boolean> {
    return fetch(`${this.url}/health`).then(
      ({ ok }) => ok,
      () => false,
    )
  }

  #spawn(): ChildProcess {
    const child = spawn(process.execPath, [join(ROOT, 'media/dist/main.js')], {
      env: this.#environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => {
        this.#log += chunk.toString('utf8')
      })
    return child
  }
}
