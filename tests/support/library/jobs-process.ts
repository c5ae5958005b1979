import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { inRoot, NODE } from '../../../scripts/lib/paths.mjs'
import type { Stack } from '../stack.ts'

/** One more jobs process beside a stack, with a log of its own. */
export class JobsProcess {
  private readonly child: ChildProcess

  constructor(
    stack: Stack,
    readonly log: string,
    environment: Record<string, string> = {},
  ) {
    const file = openSync(log, 'a')
    const { PATH = '' } = process.env
    this.child = spawn(NODE, [inRoot('server/dist/jobs-main.js')], {
      env: {
        PATH,
        NODE_ENV: 'production',
        DATABASE_URL: stack.databaseUrl,
        MEDIA_SECRET: stack.mediaSecret,
        DATA_DIR: stack.dataFolder,
        ...environment,
      },
      stdio: ['ignore', file, file],
    })
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal)
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return
    const exited = once(this.child, 'exit')
    this.child.kill('SIGCONT')
    this.child.kill('SIGTERM')
    await exited
  }

  says(words: string): boolean {
    return readFileSync(this.log, 'utf8').includes(words)
  }
}

export interface KeptStep {
  readonly blobSha: string
  readonly step: string
  readonly token: string
}

/** Steps whose results were kept, in their order, as a jobs process logged them. */
export function stepsKept(log: string): KeptStep[] {
  if (!existsSync(log)) return []
  const lines = readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => line.includes('a step is kept'))
  return lines.map((line) => JSON.parse(line) as KeptStep)
}

/** Programs that work in the data folder, by their process ids. */
export function programsAtWork(stack: Stack, folder = 'work'): number[] {
  const work = join(stack.dataFolder, folder)
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return pids.filter((pid) => folderOf(pid).startsWith(work)).map(Number)
}

function folderOf(pid: string): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return ''
  }
}

/**
 * Something can happen while a file is made, however fast the machine.
 * @param name shell pattern of the command line that goes slowly
 * @returns a PATH on which ffmpeg takes its time for that
 */
export function slowFfmpeg({ dataFolder }: Stack, name: string): { PATH: string } {
  const folder = join(dataFolder, 'slow-ffmpeg')
  mkdirSync(folder, { recursive: true })
  const script = `#!/bin/sh\ncase "$*" in ${name}) exec /usr/bin/ffmpeg -readrate 1 "$@" ;; esac\nexec /usr/bin/ffmpeg "$@"\n`
  writeFileSync(join(folder, 'ffmpeg'), script)
  chmodSync(join(folder, 'ffmpeg'), 0o755)
  return { PATH: `${folder}:${process.env.PATH}` }
}
