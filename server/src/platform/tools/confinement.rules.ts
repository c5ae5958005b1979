/** What one run of a foreign program may use. */
export interface ToolLimits {
  /** Wall clock. */
  readonly seconds: number
  /** Longest time without a byte on its standard output; only for programs that report progress there. */
  readonly quietSeconds?: number
  /** Memory of its own (RLIMIT_DATA). Not address space: browsers and script engines reserve far more than they use. */
  readonly memoryBytes: number
  /** Of each file it writes. */
  readonly fileBytes: number
}

/** How this machine lets us take the network away: as root, in a user namespace, or (in some containers) not at all. */
export type Isolation = 'root' | 'user' | 'none'

const NO_NETWORK: Record<Isolation, readonly string[]> = {
  root: ['unshare', '--net'],
  user: ['unshare', '--user', '--map-current-user', '--net'],
  none: [],
}

/**
 * Command line under which a foreign program reads files that strangers sent: nice'd, without network, with limits that the kernel
 * keeps, and killed by the kernel when we die, be it by kill -9. Each of them becomes the next, so it stays one process;
 * `setpriv` is last, because entering a namespace would forget the signal.
 */
export function confined(
  program: string,
  args: readonly string[],
  limits: ToolLimits,
  isolation: Isolation,
): [string, string[]] {
  const chain = [
    'nice',
    '-n',
    '10',
    'prlimit',
    `--data=${limits.memoryBytes}`,
    `--fsize=${limits.fileBytes}`,
    '--core=0',
    ...NO_NETWORK[isolation],
    'setpriv',
    '--no-new-privs',
    '--pdeathsig=KILL',
    program,
    ...args,
  ]
  return ['/usr/bin/env', chain]
}

export interface ToolEnd {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  /** Why we ended it ourselves. */
  readonly stopped: 'time' | 'quiet' | 'aborted' | null
  /** The end of what it said on standard error. */
  readonly log: string
}

/**
 * What an end means. `bad_input`: it looked at the file and gave up, which it would do again. `again`: something else went wrong (a
 * crash, a full disk, somebody's kill) that may not happen the next time.
 */
export type Verdict = 'good' | 'bad_input' | 'time' | 'memory' | 'size' | 'aborted' | 'again'

const OUT_OF_MEMORY = /cannot allocate memory|bad_alloc|out of memory|malloc .* failed/i
const TOO_LARGE = /file too large|filesize limit|file size limit/i
const NO_ROOM = /no space left|input\/output error/i

export function verdictOf({ code, signal, stopped, log }: ToolEnd): Verdict {
  if (stopped === 'aborted') return 'aborted'
  if (stopped !== null) return 'time'
  if (code === 0) return 'good'
  if (signal === 'SIGXFSZ' || TOO_LARGE.test(log)) return 'size'
  if (OUT_OF_MEMORY.test(log)) return 'memory'
  if (signal !== null || code === null || code >= 126 || NO_ROOM.test(log)) return 'again'
  return 'bad_input'
}
