import { spawn, type ChildProcess } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../../scripts/lib/paths.mjs'
import { freePort, freeRange } from '../../scripts/lib/ports.mjs'
import { waitFor } from '../../scripts/lib/wait-for.mjs'

const READY_LIMIT_MS = 120_000

/** A data folder and free ports, so that a start here disturbs none beside it. */
export async function aPlace() {
  const folder = await mkdtemp(join(tmpdir(), 'tongke-start-'))
  // PostgreSQL's own user has to get there, else its data would live elsewhere and outlast the test.
  await chmod(folder, 0o755)
  const environment = {
    DATA_DIR: folder,
    PORT: String(await freePort()),
    MEDIA_PORT: String(await freePort()),
    PG_PORT: String(await freePort()),
    MEDIA_RTC_PORT: String(await freeRange(1)),
    MEDIA_WORKERS: '1',
    DATABASE_URL: '',
    // Minutes of work that no start waits for.
    DEMO_LIBRARY: 'false',
  }
  return { folder, environment, remove: () => rm(folder, { recursive: true, force: true }) }
}

export type Place = Awaited<ReturnType<typeof aPlace>>

/** `npm start` or `npm run reset` as a person types it, in a process group of its own as a terminal would make. */
export class Npm {
  readonly #child: ChildProcess
  readonly #closed: Promise<number | null>
  output = ''

  private constructor(args: string[], environment: Record<string, string>) {
    this.#child = spawn('npm', args, { cwd: ROOT, env: { ...process.env, ...environment }, detached: true })
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.output += text))
    }
    this.#closed = new Promise((resolve) => this.#child.once('close', resolve))
  }

  static run(args: string[], place: Place, more: Record<string, string> = {}): Npm {
    return new Npm(args, { ...place.environment, ...more })
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  /** Resolves when the address is printed. @throws when it ended or took too long, with what it said */
  async ready(): Promise<void> {
    const isReady = () => this.output.includes('Tongke is ready')
    const hasEnded = () => this.#child.exitCode !== null
    await waitFor('npm start', () => isReady() || hasEnded(), { timeoutMs: READY_LIMIT_MS }).catch(
      () => undefined,
    )
    if (!isReady()) throw new Error(`npm start is not ready; it said:\n${this.output}`)
  }

  /** Ctrl-C in a terminal goes to every process of the foreground group. */
  ctrlC(): Promise<number | null> {
    process.kill(-this.pid, 'SIGINT')
    return this.#closed
  }

  terminate(): Promise<number | null> {
    this.#child.kill('SIGTERM')
    return this.#closed
  }

  exitCode(): Promise<number | null> {
    return this.#closed
  }
}

/** Command lines of the processes that were started with this data folder in their environment. */
export function processesOf(folder: string): { pid: number; command: string }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((name) => {
      try {
        const environment = readFileSync(`/proc/${name}/environ`, 'utf8').split('\0')
        if (!environment.includes(`DATA_DIR=${folder}`)) return []
        return [
          { pid: Number(name), command: readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ') },
        ]
      } catch {
        return []
      }
    })
}
