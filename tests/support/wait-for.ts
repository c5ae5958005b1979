/**
 * Polls until `read` answers something truthy and returns it.
 * @throws Error naming `what` after `withinMs`
 */
export async function waitFor<T>(
  what: string,
  read: () => Promise<T | undefined | null | false> | T | undefined | null | false,
  withinMs = 5_000,
): Promise<T> {
  const until = Date.now() + withinMs
  for (;;) {
    const value = await read()
    if (value) return value
    if (Date.now() > until) throw new Error(`${what}: not within ${withinMs} ms`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

/** For the one thing that cannot be waited for: that something does not happen. */
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
