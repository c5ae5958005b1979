import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import { ProcessCalls } from './process-calls.ts'
import type { HostMessage, HostOrder } from './webrtc-host-messages.ts'

/** The WebRTC ends of all clients of one test, in a process of their own. */
export class WebRtcRemote {
  readonly #child: ChildProcess
  readonly #calls: ProcessCalls<HostOrder>
  readonly #listeners = new Map<string, (ssrc: number, packets: number) => void>()

  constructor() {
    this.#child = fork(join(import.meta.dirname, 'webrtc-host.ts'), {
      execArgv: ['--no-warnings'],
      stdio: 'inherit',
    })
    this.#calls = new ProcessCalls(this.#child)
    this.#child.on('message', (message) => this.#handleCounts(message as HostMessage))
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
    return this.#calls.call(body)
  }

  close(): void {
    this.#child.kill('SIGKILL')
    this.#child.disconnect()
  }

  #handleCounts(message: HostMessage): void {
    if (!('counts' in message)) return
    for (const [line, ssrc, packets] of message.counts) this.#listeners.get(line)?.(ssrc, packets)
  }
}
