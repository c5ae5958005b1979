import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder } from '../cache-folder.ts'

const SOURCE = join(import.meta.dirname, 'tunem.c')

/** Path of the compiled line emulator (tunem.c beside this file); built once per version of its source. */
export function buildTunem(): string {
  const version = createHash('sha256').update(readFileSync(SOURCE)).digest('hex').slice(0, 12)
  const path = join(cacheFolder('tunem'), `tunem-${version}`)
  if (existsSync(path)) return path
  const unfinished = `${path}.${process.pid}`
  execFileSync('gcc', ['-O2', '-w', '-o', unfinished, SOURCE], { stdio: 'inherit' })
  renameSync(unfinished, path)
  return path
}
