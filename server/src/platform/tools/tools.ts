import { Injectable } from '@nestjs/common'
import { spawn, type ChildProcess } from 'node:child_process'
import { access, constants } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { confined, type Isolation, type ToolEnd, type ToolLimits } from './confinement.rules.ts'

const LOG_CHARACTERS = 16_000

export interface ToolRun {
  readonly program: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly limits: ToolLimits
  readonly signal: AbortSignal
  readonly onOutput?: (chunk: Buffer) => void
  /** Each line of standard error. */
  readonly onLogLine?: (line: string) => void
}

/** Runs foreign programs confined; see `confined`. */
@Injectable()
export class Tools {
  private isolation: Promise<Isolation> | undefined

  /** Never throws for what the program does: the end says it. */
  async run(run: ToolRun): Promise<ToolEnd> {
    this.isolation ??= findIsolation()
    const [command, args] = confined(run.program, run.args, run.limits, await this.isolation)
    if (run.signal.aborted) return { code: null, signal: null, stopped: 'aborted', log: '' }
    // A group of its own, so that whatever the program starts is ended with it.
    const child = spawn(command, args, {
      cwd: run.cwd,
      env: { PATH: process.env.PATH, HOME: run.cwd, TMPDIR: run.cwd, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    return watch(child, run)
  }

  /** Whether a program can be started by its name or path. */
  async has(program: string): Promise<boolean> {
    const folders = program.includes('/') ? [''] : (process.env.PATH ?? '').split(delimiter)
    const found = folders.map((folder) => access(join(folder, program), constants.X_OK))
    return Promise.any(found).then(
      () => true,
      () => false,
    )
  }
}

function watch(child: ChildProcess, { limits, signal, onOutput, onLogLine }: ToolRun): Promise<ToolEnd> {
  let stopped: ToolEnd['stopped'] = null
  let log = ''
  const stop = (why: ToolEnd['stopped']) => {
    stopped ??= why
    killGroup(child)
  }
  const abort = () => stop('aborted')
  signal.addEventListener('abort', abort, { once: true })
  const limit = setTimeout(() => stop('time'), limits.seconds * 1000)
  const quiet = limits.quietSeconds ? setTimeout(() => stop('quiet'), limits.quietSeconds * 1000) : undefined
  child.stdout?.on('data', (chunk: Buffer) => {
    quiet?.refresh()
    onOutput?.(chunk)
  })
  const take = lines(onLogLine)
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    log = (log + text).slice(-LOG_CHARACTERS)
    take(text)
  })
  return new Promise((resolve) => {
    const end = (code: number | null, ended: NodeJS.Signals | null, said = log) => {
      clearTimeout(limit)
      clearTimeout(quiet)
      signal.removeEventListener('abort', abort)
      resolve({ code, signal: ended, stopped, log: said })
    }
    child.once('error', (error) => end(127, null, error.message))
    child.once('close', (code, ended) => end(code, ended))
  })
}

function killGroup({ pid }: ChildProcess) {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended by itself meanwhile.
  }
}

/** Cuts text that comes in pieces into lines; one without an end is cut where a log would be unreadable anyway. */
function lines(onLine: ((line: string) => void) | undefined) {
  let rest = ''
  return (text: string) => {
    if (!onLine) return
    const parts = (rest + text).split(/[\r\n]+/)
    rest = (parts.pop() ?? '').slice(-LOG_CHARACTERS)
    for (const line of parts) onLine(line)
  }
}

async function findIsolation(): Promise<Isolation> {
  const candidates: [Isolation, string[]][] = [
    ['root', ['--net', 'true']],
    ['user', ['--user', '--map-current-user', '--net', 'true']],
  ]
  for (const [isolation, args] of candidates) if (await succeeds('unshare', args)) return isolation
  return 'none'
}

const succeeds = (program: string, args: string[]): Promise<boolean> =>
  new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'ignore' })
    child.once('error', () => resolve(false))
    child.once('exit', (code) => resolve(code === 0))
  })
