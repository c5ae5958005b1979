import { readdirSync, readFileSync } from 'node:fs'

/** Clock ticks per second of /proc (proc(5): USER_HZ, 100 on Linux). */
const TICKS_PER_SECOND = 100
const PAGE_BYTES = 4096

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

const childrenOf = (pid: number): number[] =>
  readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    read(`/proc/${pid}/task/${task}/children`)
      .split(' ')
      .filter((word) => word.trim() !== '')
      .map(Number),
  )

/** A process with everything it started. */
export const familyOf = (pid: number): number[] => [pid, ...childrenOf(pid).flatMap(familyOf)]

/** CPU that a process and everything it started have used so far, user and system, in microseconds. */
export const cpuOf = (pid: number): number =>
  familyOf(pid)
    .map((member) => read(`/proc/${member}/stat`).split(') ')[1]?.split(' ') ?? [])
    .reduce(
      (sum, fields) => sum + ((Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * 1e6) / TICKS_PER_SECOND,
      0,
    )

/** Resident memory of a process and everything it started, bytes. */
export const memoryOf = (pid: number): number =>
  familyOf(pid).reduce(
    (sum, member) => sum + Number(read(`/proc/${member}/statm`).split(' ')[1] ?? 0) * PAGE_BYTES,
    0,
  )
