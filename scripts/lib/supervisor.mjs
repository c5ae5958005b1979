import { spawn } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { restartDelay } from './restart-policy.mjs'
import { RotatingLog } from './rotating-log.mjs'

const STOP_LIMIT_MS = 8_000

/**
 * One child process that is kept alive until it is stopped. Emits `died` ({ name, code, signal, delay }) and `started` (pid).
 */
export class Supervised extends EventEmitter {
  #spec
  #child
  #exited = Promise.resolve()
  #timer
  #deaths = 0
  #startedAt = 0
  #stopping = false

  /**
   * @param {{ name: string, command: string, args: string[], cwd?: string, env?: object, log?: string,
   *   stopSignal?: NodeJS.Signals, restart?: boolean }} spec `log` is a file; without it the child's output is dropped
   */
  constructor(spec) {
    super()
    this.#spec = spec
  }

  get name() {
    return this.#spec.name
  }

  get pid() {
    return this.#child?.pid
  }

  get running() {
    return this.#child !== undefined
  }

  start() {
    const { command, args, cwd, env, log } = this.#spec
    this.#startedAt = Date.now()
    // Its own process group: Ctrl-C in the terminal reaches us alone, and we decide the order in which things stop.
    const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
    this.#child = child
    const file = log && new RotatingLog(log)
    for (const stream of [child.stdout, child.stderr]) {
      if (file) stream.pipe(file, { end: false })
      else stream.resume()
    }
    this.#exited = new Promise((resolve) => {
      child.once('error', (error) => resolve({ code: 127, signal: null, error }))
      child.once('exit', (code, signal) => resolve({ code, signal }))
    })
    // Its children may hold the pipes and still write after it was killed.
    child.once('close', () => file?.end())
    this.#exited.then((exit) => {
      this.#child = undefined
      this.#onExit(exit)
    })
    this.emit('started', child.pid)
    return this
  }

  #onExit({ code, signal }) {
    if (this.#stopping) return
    this.#deaths = Date.now() - this.#startedAt > 10_000 ? 1 : this.#deaths + 1
    const delay = restartDelay(this.#deaths)
    this.emit('died', { name: this.name, code, signal, delay })
    if (this.#spec.restart !== false) this.#timer = setTimeout(() => this.start(), delay)
  }

  /** kill -9, as a crash would be: it is restarted. */
  kill9() {
    if (this.pid) process.kill(this.pid, 'SIGKILL')
  }

  /** Asks it to end and waits; what does not end in time is killed. Stopping twice is stopping once. */
  async stop() {
    this.#stopping = true
    clearTimeout(this.#timer)
    if (!this.#child) return
    this.#child.kill(this.#spec.stopSignal ?? 'SIGTERM')
    const limit = setTimeout(() => this.#child?.kill('SIGKILL'), STOP_LIMIT_MS)
    await this.#exited
    clearTimeout(limit)
  }
}
