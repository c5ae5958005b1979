import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { buildTunem } from './build-tunem.ts'

/** One direction of a line; what is left out is unlimited. */
export interface Shape {
  /** bit/s */
  readonly rate?: number
  /** One way, ms. */
  readonly delay?: number
  readonly jitter?: number
  /** Packets lost, %. */
  readonly loss?: number
}

const CUT = `table inet cut {
  chain incoming { type filter hook input priority 0; iifname "em*" drop; }
  chain outgoing { type filter hook output priority 0; oifname "em*" drop; }
}`

const ip = (...args: string[]) => execFileSync('ip', args, { stdio: ['ignore', 'pipe', 'pipe'] }).toString()
const quietly = (...args: string[]) => {
  try {
    ip(...args)
  } catch {
    // already gone
  }
}

const isAlive = (pid: number) => existsSync(`/proc/${pid}`)

/** Namespaces and addresses of runs that were killed before they could clean up. */
function removeLeftovers(): void {
  const names = existsSync('/run/netns') ? readdirSync('/run/netns') : []
  for (const name of names) {
    const pid = /^tongke-(\d+)-\d+$/.exec(name)?.[1]
    if (pid && !isAlive(Number(pid))) quietly('netns', 'del', name)
  }
}

/**
 * An address of this machine that browsers in namespaces reach and that no other run uses. It stands on `lo`, so a
 * server may listen on it before the first line is there.
 */
export function openServerAddress(): { address: string; close: () => void } {
  const address = `10.77.${process.pid % 254}.1`
  quietly('addr', 'add', `${address}/32`, 'dev', 'lo')
  return { address, close: () => quietly('addr', 'del', `${address}/32`, 'dev', 'lo') }
}

/**
 * A line of its own between one browser and the machine: a network namespace joined by two TUN devices, with rate, delay and
 * loss, that can be cut and restored. Needs root and /dev/net/tun.
 */
export class Line {
  static #count = 0
  readonly #namespace: string
  readonly #tunem: ChildProcess
  readonly #clean: () => void
  /** Use it as `executablePath`: Chromium inside the namespace. */
  readonly chromium: string

  /** @param server an address from `openServerAddress()` */
  static async open(server: string, shape: { down?: Shape; up?: Shape } = {}): Promise<Line> {
    removeLeftovers()
    Line.#count += 1
    const namespace = `tongke-${process.pid}-${Line.#count}`
    const client = server.replace(/\.1$/, `.${Line.#count + 1}`)
    const device = `em${process.pid}-${Line.#count}`
    ip('netns', 'add', namespace)
    const shapes = ['-a', asText(shape.down), '-b', asText(shape.up)]
    const args = ['-', server, namespace, client, ...shapes, '-d', device, '-t', '3600']
    const tunem = spawn(buildTunem(), args, { stdio: ['ignore', 'pipe', 'inherit'] })
    await Promise.race([once(tunem.stdout, 'data'), once(tunem, 'exit').then(() => refuse(namespace))])
    ip('-n', namespace, 'route', 'add', 'default', 'dev', device)
    return new Line(namespace, tunem)
  }

  private constructor(namespace: string, tunem: ChildProcess) {
    this.#namespace = namespace
    this.#tunem = tunem
    this.chromium = join(tmpdir(), `${namespace}-chromium`)
    writeFileSync(this.chromium, `#!/bin/sh\nexec ip netns exec ${namespace} /usr/bin/chromium "$@"\n`)
    chmodSync(this.chromium, 0o755)
    this.#clean = () => {
      this.#tunem.kill()
      quietly('netns', 'del', this.#namespace)
      rmSync(this.chromium, { force: true })
    }
    process.once('exit', this.#clean)
  }

  /** From now on nothing passes, either way. */
  cut(): void {
    execFileSync('ip', ['netns', 'exec', this.#namespace, 'nft', '-f', '-'], { input: CUT })
  }

  restore(): void {
    ip('netns', 'exec', this.#namespace, 'nft', 'delete', 'table', 'inet', 'cut')
  }

  /** Runs a program inside the namespace and gives what it prints. */
  async run(command: string, args: string[]): Promise<string> {
    const { stdout } = await promisify(execFile)('ip', ['netns', 'exec', this.#namespace, command, ...args])
    return stdout
  }

  close(): void {
    process.off('exit', this.#clean)
    this.#clean()
  }
}

const refuse = (namespace: string): never => {
  quietly('netns', 'del', namespace)
  throw new Error('tunem could not open its TUN devices: needs root and /dev/net/tun')
}

const asText = (shape: Shape = {}): string =>
  Object.entries(shape)
    .map(([key, value]) => `${key}=${value}`)
    .join(',') || 'loss=0'
