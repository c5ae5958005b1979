export interface ThrottlePolicy {
  /** Attempts that cost nothing within one window. */
  readonly free: number
  readonly windowMs: number
  /** Wait after the first attempt beyond `free`; doubles with each further one. */
  readonly firstWaitMs: number
  readonly longestWaitMs: number
}

export interface ThrottleState {
  readonly count: number
  readonly windowStart: Date
  readonly blockedUntil: Date | null
}

export const waitOf = (state: ThrottleState | null, now: Date): number =>
  Math.max(0, (state?.blockedUntil?.getTime() ?? 0) - now.getTime())

/** The state after one more attempt. Attempts are forgotten a window after the last block ended. */
export function afterAttempt(state: ThrottleState | null, now: Date, policy: ThrottlePolicy): ThrottleState {
  const fresh = !state || isOver(state, now, policy)
  const count = fresh ? 1 : state.count + 1
  const windowStart = fresh ? now : state.windowStart
  const beyond = count - policy.free
  if (beyond < 0) return { count, windowStart, blockedUntil: null }
  const wait = Math.min(policy.longestWaitMs, policy.firstWaitMs * 2 ** Math.min(beyond, 20))
  return { count, windowStart, blockedUntil: new Date(now.getTime() + wait) }
}

function isOver(state: ThrottleState, now: Date, policy: ThrottlePolicy): boolean {
  const last = Math.max(state.windowStart.getTime(), state.blockedUntil?.getTime() ?? 0)
  return now.getTime() - last > policy.windowMs
}
