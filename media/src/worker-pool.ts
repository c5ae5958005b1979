import { setTimeout as sleep } from 'node:timers/promises'
import { createWorker, type types } from 'mediasoup'
import type { Logger } from 'pino'
import type { ListenAddress } from './config.ts'

/** A mediasoup worker with the one port all its transports share. */
export interface PooledWorker {
  readonly index: number
  readonly worker: types.Worker
  readonly webRtcServer: types.WebRtcServer
}

export interface WorkerPoolSettings {
  readonly workers: number
  readonly workerBin: string | undefined
  readonly rtcPort: number
  readonly listen: readonly ListenAddress[]
}

interface WorkerPoolPorts {
  readonly log: Logger
  /** The worker is gone with all its rooms; its successor starts by itself. */
  readonly onDied: (dead: PooledWorker) => void
}

/** After `kill -9` of the node the workers of the old one may hold their ports for a moment. */
const PORT_WAIT_MS = 50
const PORT_ATTEMPTS = 60
const RESPAWN_MS = 200
const PLACE_WITHIN_MS = 2_000

const END_WITHIN_MS = 1_000

const endOf = (worker: types.Worker): Promise<void> =>
  new Promise((resolve) => {
    worker.once('subprocessclose', resolve)
    worker.close()
  })

/** One socket carries everybody: a busy moment of the worker must not cost packets. The kernel caps it (net.core.rmem_max). */
const SOCKET_BUFFER_BYTES = 4_000_000

const listenInfos = (settings: WorkerPoolSettings, port: number): types.TransportListenInfo[] =>
  settings.listen.flatMap((address) => [
    {
      protocol: 'udp' as const,
      port,
      ...address,
      sendBufferSize: SOCKET_BUFFER_BYTES,
      recvBufferSize: SOCKET_BUFFER_BYTES,
    },
    { protocol: 'tcp' as const, port, ...address },
  ])

async function listenWhenFree(
  worker: types.Worker,
  infos: types.TransportListenInfo[],
): Promise<types.WebRtcServer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await worker.createWebRtcServer({ listenInfos: infos })
    } catch (error) {
      if (attempt === PORT_ATTEMPTS || worker.closed) throw error
      await sleep(PORT_WAIT_MS)
    }
  }
}

/** One mediasoup worker per core, each with its own port; a dead one is replaced on the same port. */
export class WorkerPool {
  readonly #settings: WorkerPoolSettings
  readonly #ports: WorkerPoolPorts
  readonly #workers = new Map<number, PooledWorker>()
  #closed = false

  /** @throws Error when a worker does not start or its port stays busy */
  static async create(settings: WorkerPoolSettings, ports: WorkerPoolPorts): Promise<WorkerPool> {
    const pool = new WorkerPool(settings, ports)
    await Promise.all(Array.from({ length: settings.workers }, (_, index) => pool.#start(index)))
    return pool
  }

  private constructor(settings: WorkerPoolSettings, ports: WorkerPoolPorts) {
    this.#settings = settings
    this.#ports = ports
  }

  get workers(): PooledWorker[] {
    return [...this.#workers.values()]
  }

  /**
   * The worker with the least load. While all of them are being replaced it waits for the first.
   * @returns undefined when there is none after two seconds
   */
  async place(loadOf: (worker: PooledWorker) => number): Promise<PooledWorker | undefined> {
    for (
      let waited = 0;
      this.#workers.size === 0 && !this.#closed && waited < PLACE_WITHIN_MS;
      waited += PORT_WAIT_MS
    )
      await sleep(PORT_WAIT_MS)
    return this.workers.toSorted((one, other) => loadOf(one) - loadOf(other))[0]
  }

  /** Resolves when the workers' processes have ended: whoever exits before them leaves them behind as zombies. */
  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    const ended = this.workers.map(({ worker }) => endOf(worker))
    this.#workers.clear()
    await Promise.race([Promise.all(ended), sleep(END_WITHIN_MS)])
  }

  async #start(index: number): Promise<void> {
    const { workerBin, rtcPort } = this.#settings
    const worker = await createWorker({ logLevel: 'warn', ...(workerBin ? { workerBin } : {}) })
    const webRtcServer = await listenWhenFree(worker, listenInfos(this.#settings, rtcPort + index)).catch(
      (error) => {
        worker.close()
        throw new Error(`Port ${rtcPort + index} (UDP and TCP) for media cannot be opened`, { cause: error })
      },
    )
    const pooled = { index, worker, webRtcServer }
    worker.once('died', (error) => this.#handleDeath(pooled, error))
    this.#workers.set(index, pooled)
    this.#ports.log.info({ worker: worker.pid, port: rtcPort + index }, 'worker started')
  }

  #handleDeath(dead: PooledWorker, error: Error): void {
    this.#workers.delete(dead.index)
    if (this.#closed) return
    this.#ports.log.error({ worker: dead.worker.pid, err: error }, 'worker died')
    this.#ports.onDied(dead)
    void this.#replace(dead.index)
  }

  async #replace(index: number): Promise<void> {
    while (!this.#closed && !this.#workers.has(index)) {
      try {
        await this.#start(index)
      } catch (error) {
        this.#ports.log.error({ err: error, index }, 'worker could not be replaced, trying again')
        await sleep(RESPAWN_MS)
      }
    }
  }
}
