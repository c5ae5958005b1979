import { spawn } from 'node:child_process'
import { inRoot, NODE } from '../../scripts/lib/paths.mjs'

export interface Ended {
  code: number | null
  output: string
}

/** Runs one of the server's short programs, `migrate-main` say, to its end. */
export const runMain = (main: string, env: Record<string, string>): Promise<Ended> =>
  new Promise((resolve) => {
    const child = spawn(NODE, [inRoot(`server/dist/${main}.js`)], {
      env: { PATH: process.env.PATH ?? '', ...env },
    })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.on('close', (code) => resolve({ code, output }))
  })
