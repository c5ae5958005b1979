import type { TransportParameters } from '@tongke/contract'

/** Orders to the process that holds libdatachannel; each is answered. */
export type HostOrder =
  | { order: 'open'; line: string; direction: 'send' | 'receive'; parameters: TransportParameters }
  | { order: 'start'; line: string }
  | { order: 'close'; line: string }
  | {
      order: 'track'
      line: string
      track: string
      kind: 'audio' | 'video'
      ssrcs: number[]
      everyMs: number
      bytes: number
      /** Sound that says that somebody speaks. */
      isVoice?: boolean
    }
  | { order: 'stop'; track: string }
  /** Answers the packets that are missing between the first and the last of every stream. */
  | { order: 'lost' }

export interface HostCall {
  readonly id: number
  readonly body: HostOrder
}

/** Packets that arrived since the last message, by line and SSRC. */
export type Counts = [line: string, ssrc: number, packets: number][]

export type HostMessage = { id: number; result?: unknown; error?: string } | { counts: Counts }
