import type { ConsumerParameters, TransportParameters } from '@tongke/contract'

type Wire = Record<string, unknown>

/** What the least possible server over mediasoup must do for one publisher and its viewers. */
export type BareOrder =
  | { order: 'publisher' }
  | { order: 'viewer' }
  | { order: 'connect'; transport: string; dtlsParameters: Wire; resume: string[] }
  | { order: 'produce'; transport: string; kind: 'audio' | 'video'; rtpParameters: Wire }

export interface BareViewer {
  readonly transport: TransportParameters
  readonly consumers: Pick<ConsumerParameters, 'id' | 'rtpParameters'>[]
}
