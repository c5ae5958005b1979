/** Part of a recording, in seconds. */
export interface Span {
  readonly from: number
  readonly to: number
}

export interface Loudness {
  /** LUFS, EBU R128; −70 is silence. */
  readonly integrated: number
  /** LU. */
  readonly range: number
  /** dBTP. */
  readonly truePeak: number
}

/** One video rendition as the master playlist names it. */
export interface Variant {
  readonly width: number
  readonly height: number
  readonly fps: number
  /** Bits per second of the heaviest segment, and of all of it. */
  readonly bandwidth: number
  readonly averageBandwidth: number
  readonly codecs: string
}

/** What the work has found out about a blob so far, kept with the job: a later attempt does not look again. */
export interface Facts {
  /** Ids of the finished steps. */
  readonly done: readonly string[]
  readonly durationMs?: number
  /** As shown: after rotation and pixel aspect. */
  readonly width?: number
  readonly height?: number
  readonly fps?: number
  /** Bits per second of the source. */
  readonly bitrate?: number
  readonly videoStream?: number
  readonly videoCodec?: string
  readonly audioStream?: number
  readonly audioCodec?: string
  readonly audioChannels?: number
  readonly loudness?: Loudness
  readonly silences?: readonly Span[]
  readonly blacks?: readonly Span[]
  /** By the name of its playlist. */
  readonly variants?: Readonly<Record<string, Variant>>
  /** Pages that are shown, and pages there are. */
  readonly pages?: number
  readonly pagesInAll?: number
  readonly encoding?: string
}

export const NO_FACTS: Facts = { done: [] }
