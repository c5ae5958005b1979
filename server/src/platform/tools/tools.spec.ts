import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { confined, verdictOf, type ToolLimits } from './confinement.rules.ts'
import { Tools, type ToolRun } from './tools.ts'

const MB = 1_000_000
const LIMITS: ToolLimits = { seconds: 20, memoryBytes: 2_000 * MB, fileBytes: MB }
const tools = new Tools()
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongke-tools-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const shell = (script: string, more: Partial<ToolRun> = {}) =>
  tools.run({
    program: 'sh',
    args: ['-c', script],
    cwd: folder,
    limits: LIMITS,
    signal: new AbortController().signal,
    ...more,
  })

describe('a foreign program', () => {
  it('gives its output, its log and its end', async () => {
    let output = ''
    const lines: string[] = []
    const end = await shell('echo out; echo one >&2; echo two >&2; exit 3', {
      onOutput: (chunk) => (output += chunk.toString()),
      onLogLine: (line) => lines.push(line),
    })
    expect(end).toEqual({ code: 3, signal: null, stopped: null, log: 'one\ntwo\n' })
    expect([output, lines]).toEqual(['out\n', ['one', 'two']])
  })

  it('is stopped by its limits of time, silence and file size', async () => {
    const slow = await shell('sleep 60', { limits: { ...LIMITS, seconds: 0.3 } })
    expect(slow.stopped).toBe('time')
    const quiet = await shell('echo once; sleep 60', { limits: { ...LIMITS, quietSeconds: 0.3 } })
    expect(quiet.stopped).toBe('quiet')
    expect(verdictOf(await shell('exec head -c 2000000 /dev/zero > big'))).toBe('size')
  })

  it('gets no more memory than it may have', async () => {
    const hungry = await shell('', {
      program: process.execPath,
      args: ['-e', 'Buffer.alloc(3e9, 1)'],
    })
    expect(hungry.code).not.toBe(0)
    const modest = await shell('', { program: process.execPath, args: ['-e', 'Buffer.alloc(50e6, 1)'] })
    expect(modest.code).toBe(0)
  })

  it('sees no network but a loopback that is down', async () => {
    let devices = ''
    await shell('cat /proc/net/dev', { onOutput: (chunk) => (devices += chunk.toString()) })
    expect(devices.match(/^\s*\w+:/gm)?.map((name) => name.trim())).toEqual(['lo:'])
  })

  it('knows nothing of our environment', async () => {
    process.env.A_SECRET_OF_OURS = 'x'
    let output = ''
    await shell('env', { onOutput: (chunk) => (output += chunk.toString()) })
    delete process.env.A_SECRET_OF_OURS
    expect(output).not.toContain('A_SECRET_OF_OURS')
  })

  it('ends with all it has started when the work is aborted', async () => {
    const abort = new AbortController()
    let pid = 0
    const run = shell('sleep 70 & echo $!; wait', {
      signal: abort.signal,
      onOutput: (chunk) => {
        pid = Number(chunk.toString())
        abort.abort()
      },
    })
    expect(await run).toMatchObject({ stopped: 'aborted' })
    expect(await isGone(pid)).toBe(true)
  })

  it('does not outlive a parent that was killed', async () => {
    const [command, args] = confined('sh', ['-c', 'echo $$; exec sleep 80'], LIMITS, 'none')
    const script = `require('child_process').spawn(${JSON.stringify(command)}, ${JSON.stringify(args)}, { stdio: 'inherit', detached: true })`
    const parent = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
    const pid = await new Promise<number>((resolve) =>
      parent.stdout.once('data', (chunk: Buffer) => resolve(Number(chunk.toString()))),
    )
    parent.kill('SIGKILL')
    expect(await isGone(pid)).toBe(true)
  })

  it('that is not there is an end like another', async () => {
    expect((await shell('', { program: 'no-such-program' })).code).toBe(127)
    await expect(tools.has('no-such-program')).resolves.toBe(false)
    await expect(tools.has('sh')).resolves.toBe(true)
  })
})

/** Dead or a zombie that nobody has buried yet, within five seconds. */
async function isGone(pid: number): Promise<boolean> {
  for (let rounds = 0; rounds < 250; rounds += 1) {
    const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => 'gone Z')
    if (/ Z/.test(status)) return true
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return false
}
