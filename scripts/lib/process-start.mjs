import { readFileSync } from 'node:fs'

/**
 * When the kernel started a process, in ticks since boot: field 22 of /proc/PID/stat, counted after the name's bracket. With it a process
 * id names one process for good; alone it may meanwhile be another's.
 * @throws when there is no such process
 */
export function startOf(pid) {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  return text.slice(text.lastIndexOf(')') + 2).split(' ')[19]
}
