import { ERRORS, type Lock, type Locker } from '@tus/server'

interface Holder {
  readonly release: () => void
  readonly freed: Promise<void>
  readonly free: () => void
}

const LIMIT_MS = 15_000

/**
 * One request at a time writes to an upload. Who comes later asks the holder to let go: a client that comes back has a
 * dead line behind it. (The library's own lock asks in a loop that keeps the processor busy until the holder is gone.)
 */
export class UploadLocks implements Locker {
  private readonly holders = new Map<string, Holder>()

  newLock(id: string): Lock {
    let held: Holder | undefined
    return {
      lock: async (signal, cancelReq) => {
        held = await this.acquire(id, signal, () => void cancelReq())
      },
      unlock: async () => this.release(id, held),
    }
  }

  /** Runs `work` while nobody writes to the upload. */
  async alone<T>(id: string, work: () => Promise<T>): Promise<T> {
    const held = await this.acquire(id, AbortSignal.timeout(LIMIT_MS), () => undefined)
    try {
      return await work()
    } finally {
      this.release(id, held)
    }
  }

  private async acquire(id: string, signal: AbortSignal, release: () => void): Promise<Holder> {
    const until = Date.now() + LIMIT_MS
    for (let holder = this.holders.get(id); holder; holder = this.holders.get(id)) {
      if (signal.aborted || Date.now() >= until) throw ERRORS.ERR_LOCK_TIMEOUT
      holder.release()
      await Promise.race([holder.freed, ended(signal, until - Date.now())])
    }
    if (signal.aborted) throw ERRORS.ABORTED
    const { promise: freed, resolve: free } = Promise.withResolvers<void>()
    const held = { release, freed, free }
    this.holders.set(id, held)
    return held
  }

  private release(id: string, held: Holder | undefined): void {
    if (held && this.holders.get(id) === held) this.holders.delete(id)
    held?.free()
  }
}

const ended = (signal: AbortSignal, ms: number): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    timer.unref()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
