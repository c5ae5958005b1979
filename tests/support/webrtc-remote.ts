import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import type { HostMessage, HostOrder } from './webrtc-host-messages.ts'

/** The WebRTC ends of all clients of one test, in a process of their own. */
export class WebRtcRemote {
  readonly #child: ChildProcess
  readonly #calls = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>()
  readonly #listeners = new Map<string, (ssrc: number, packets: number) => void>()
  #nextCall = 1

  constructor() {
    this.#child = fork(join(import.meta.dirname, 'webrtc-host.ts'), {
      execArgv: ['--no-warnings'],
      stdio: 'inherit',
    })
    this.#child.on('message', (message) => this.#handleMessage(message as HostMessage))
  }

  /** @param onPackets packets that came on the line since the last call, at most every 20 ms */
  async open(
    order: Extract<HostOrder, { order: 'open' }>,
    onPackets: (ssrc: number, packets: number) => void,
  ): Promise<Record<string, unknown>> {
    this.#listeners.set(order.line, onPackets)
    return (await this.call(order)) as Record<string, unknown>
  }

  /** @throws Error what the host could not do */
  call(body: HostOrder): Promise<unknown> {
    const id = this.#nextCall++
    return new Promise((resolve, reject) => {
      this.#calls.set(id, { resolve, reject })
      this.#child.send({ id, body })
    })
  }

  close(): void {
    this.#child.kill('SIGKILL')
    this.#child.disconnect()
  }

  #handleMessage(message: HostMessage): void {
    if ('counts' in message) {
      for (const [line, ssrc, packets] of message.counts) this.#listeners.get(line)?.(ssrc, packets)
      return
    }
    const call = this.#calls.get(message.id)
    this.#calls.delete(message.id)
    if (message.error === undefined) call?.resolve(message.result)
    else call?.reject(new Error(message.error))
  }
}
