import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** A folder for what is generated or built once per machine: `~/.cache/tongke/<name>`, or under XDG_CACHE_HOME. */
export function cacheFolder(name: string): string {
  const folder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'tongke', name)
  mkdirSync(folder, { recursive: true })
  return folder
}
