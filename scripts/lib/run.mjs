import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { boundToUs } from './children.mjs'
import { ROOT } from './paths.mjs'

/**
 * Runs a program to its end; it does not outlive us.
 * @param {{ cwd?: string, env?: object, input?: string, show?: boolean, onLine?: (line: string) => void,
 *   timeoutMs?: number, outlivesUs?: boolean }} options
 *   `show` hands our terminal to it, `onLine` gets each line it prints. `outlivesUs`: its end is not ours to cause; it prints nowhere.
 * @returns {Promise<{ code: number, output: string }>} code 127 when there is no such program, 124 after the time limit
 */
export function run(command, args = [], options = {}) {
  const { cwd = ROOT, env = {}, input, show = false, onLine, timeoutMs, outlivesUs = false } = options
  return new Promise((resolve) => {
    const child = spawn(...(outlivesUs ? [command, args] : boundToUs(command, args, 'TERM')), {
      cwd,
      env: { ...process.env, ...env },
      stdio: outlivesUs
        ? 'ignore'
        : show
          ? 'inherit'
          : [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      detached: outlivesUs,
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    })
    let output = ''
    const take = lines(onLine)
    for (const stream of show || outlivesUs ? [] : [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text
        take(text)
      })
    }
    if (input !== undefined) child.stdin.end(input)
    child.on('error', (error) => resolve({ code: 127, output: `${output}${error.message}` }))
    child.on('close', (code, signal) => resolve({ code: code ?? (signal === 'SIGKILL' ? 124 : 1), output }))
  })
}

/** Cuts a stream of text into lines. */
function lines(onLine) {
  let rest = ''
  return (text) => {
    if (!onLine) return
    const parts = (rest + text).split(/\r?\n/)
    rest = parts.pop() ?? ''
    for (const line of parts) onLine(line)
  }
}

export const lastLines = (output, count = 3) => output.trim().split('\n').slice(-count).join('\n')

/** Whether a program can be started by its name; /usr/sbin counts, where a plain user's PATH does not look. */
export function hasCommand(name) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin']
  return folders.some((folder) => isExecutable(join(folder, name)))
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
