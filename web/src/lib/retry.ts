const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Tries again after each pause (ms); fails as the last attempt failed. For what a weak line may break halfway. */
export async function retry<T>(attempt: () => Promise<T>, pauses: readonly number[]): Promise<T> {
  for (const pause of pauses) {
    try {
      return await attempt()
    } catch {
      await sleep(pause)
    }
  }
  return attempt()
}
