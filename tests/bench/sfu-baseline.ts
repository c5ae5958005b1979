import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import type { TransportParameters } from '@tongke/contract'
import { freePortRange } from '../support/free-ports.ts'
import { parametersOf } from '../support/media-client.ts'
import { workerBin } from '../support/media-node.ts'
import { ProcessCalls } from '../support/process-calls.ts'
import type { WebRtcRemote } from '../support/webrtc-remote.ts'
import type { BareOrder, BareViewer } from './sfu-bare-messages.ts'
import { CAMERA, type Forwarder, type ViewerCount } from './sfu-load.ts'

const MICROPHONE = { everyMs: 20, bytes: 80 }

/** The bare router, under the same publisher and the same viewers as the product. */
export class BareForwarder implements Forwarder {
  readonly #child: ChildProcess
  readonly #calls: ProcessCalls<BareOrder>
  #viewers = 0

  static async start(): Promise<BareForwarder> {
    const port = await freePortRange(1)
    const child = fork(join(import.meta.dirname, 'sfu-bare.ts'), [workerBin(), String(port)], {
      execArgv: ['--no-warnings'],
    })
    await new Promise((resolve) => child.once('message', resolve))
    return new BareForwarder(child)
  }

  private constructor(child: ChildProcess) {
    this.#child = child
    this.#calls = new ProcessCalls(child)
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  async publish(webrtc: WebRtcRemote): Promise<void> {
    const transport = (await this.#calls.call({ order: 'publisher' })) as TransportParameters
    await this.#connect(
      webrtc,
      { line: 'publisher', direction: 'send', transport, resume: [] },
      () => undefined,
    )
    const ssrcs = { video: [1, 2, 3], audio: [4] }
    const rates = { video: CAMERA, audio: MICROPHONE }
    for (const kind of ['video', 'audio'] as const) {
      const rtpParameters = parametersOf(kind, ssrcs[kind])
      await this.#calls.call({ order: 'produce', transport: transport.id, kind, rtpParameters })
      const { everyMs, bytes } = rates[kind]
      await webrtc.call({
        order: 'track',
        line: 'publisher',
        track: kind,
        kind,
        ssrcs: ssrcs[kind],
        everyMs,
        bytes,
      })
    }
  }

  async view(webrtc: WebRtcRemote): Promise<ViewerCount> {
    const line = `viewer ${(this.#viewers += 1)}`
    const { transport, consumers } = (await this.#calls.call({ order: 'viewer' })) as BareViewer
    let packets = 0
    const resume = consumers.map(({ id }) => id)
    await this.#connect(webrtc, { line, direction: 'receive', transport, resume }, (_ssrc, more) => {
      packets += more
    })
    return { audio: () => 0, video: () => packets }
  }

  async close(): Promise<void> {
    this.#child.disconnect()
    await new Promise((resolve) => this.#child.once('exit', resolve))
  }

  async #connect(
    webrtc: WebRtcRemote,
    end: { line: string; direction: 'send' | 'receive'; transport: TransportParameters; resume: string[] },
    onPackets: (ssrc: number, packets: number) => void,
  ): Promise<void> {
    const { line, direction, transport, resume } = end
    const dtlsParameters = await webrtc.open(
      { order: 'open', line, direction, parameters: transport },
      onPackets,
    )
    await this.#calls.call({ order: 'connect', transport: transport.id, dtlsParameters, resume })
    await webrtc.call({ order: 'start', line })
  }
}
