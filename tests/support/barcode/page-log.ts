import type { Stamp } from './code.ts'

/** A decoded frame of one `<video>`: what its stamp says and when it was presented (ms since the epoch). */
export interface SeenFrame extends Stamp {
  readonly at: number
}

/** Loudness of each sender's tone, dBFS, in what the page plays aloud at one moment. */
export interface HeardMoment {
  readonly at: number
  readonly levels: Readonly<Record<number, number>>
}

export interface PageLog {
  readonly frames: SeenFrame[]
  readonly framesOf: WeakMap<Element, SeenFrame[]>
  readonly sound: HeardMoment[]
  /** Presented pictures without a readable stamp, for the failure report. */
  unreadable: number
}

declare global {
  interface Window {
    /** Exists only in pages opened by the tests. */
    tongkeTestLog: PageLog
  }
}

type Decode = (cells: readonly boolean[]) => Stamp | null

/**
 * Runs in the page before anything else, so it must not use anything from outside. Writes down every frame from the network that any
 * `<video>` presents and, 20 times a second, how loud each sender's tone is in the elements that play aloud. Elements may come and go.
 */
export function installPageLog(decode: Decode, tones: Readonly<Record<number, number>>): void {
  const KEEP = 4000
  const CELL = 8
  const COLUMNS = 8
  const ROWS = 4
  const log: PageLog = { frames: [], framesOf: new WeakMap(), sound: [], unreadable: 0 }
  window.tongkeTestLog = log

  const canvas = new OffscreenCanvas(COLUMNS * CELL, ROWS * CELL)
  const brush = canvas.getContext('2d', { willReadFrequently: true })!

  const cellsOf = (video: HTMLVideoElement): boolean[] => {
    brush.drawImage(video, 0, 0, COLUMNS * CELL, ROWS * CELL)
    const { data } = brush.getImageData(0, 0, COLUMNS * CELL, ROWS * CELL)
    const isWhite = (column: number, row: number) => {
      let sum = 0
      for (let y = 3; y < 5; y += 1)
        for (let x = 3; x < 5; x += 1)
          sum += data[((row * CELL + y) * COLUMNS * CELL + column * CELL + x) * 4 + 1]!
      return sum > 4 * 127
    }
    return Array.from({ length: COLUMNS * ROWS }, (_, index) =>
      isWhite(index % COLUMNS, Math.floor(index / COLUMNS)),
    )
  }

  const push = <T>(list: T[], item: T) => {
    list.push(item)
    if (list.length > KEEP) list.splice(0, KEEP / 2)
  }

  const watch = (video: HTMLVideoElement) => {
    const own: SeenFrame[] = []
    log.framesOf.set(video, own)
    const onFrame = (_now: number, frame: VideoFrameCallbackMetadata) => {
      video.requestVideoFrameCallback(onFrame)
      // The own camera's preview is nobody's evidence.
      if (video.srcObject && frame.rtpTimestamp === undefined) return
      const stamp = decode(cellsOf(video))
      if (!stamp) {
        log.unreadable += 1
        return
      }
      const seen = { ...stamp, at: performance.timeOrigin + frame.presentationTime }
      push(log.frames, seen)
      push(own, seen)
    }
    video.requestVideoFrameCallback(onFrame)
  }

  let context: AudioContext | undefined
  const listeners = new Map<MediaStreamTrack, { analyser: AnalyserNode; bins: Float32Array<ArrayBuffer> }>()

  const listenerFor = (track: MediaStreamTrack) => {
    const known = listeners.get(track)
    if (known) return known
    context ??= new AudioContext({ sampleRate: 48_000 })
    const analyser = context.createAnalyser()
    analyser.fftSize = 2048
    analyser.smoothingTimeConstant = 0
    context.createMediaStreamSource(new MediaStream([track])).connect(analyser)
    const listener = { analyser, bins: new Float32Array(analyser.frequencyBinCount) }
    listeners.set(track, listener)
    return listener
  }

  const audibleTracks = () =>
    [...document.querySelectorAll<HTMLMediaElement>('audio, video')]
      .filter((element) => !element.muted && element.volume > 0 && !element.paused)
      .flatMap((element) =>
        element.srcObject instanceof MediaStream ? element.srcObject.getAudioTracks() : [],
      )
      .filter((track) => track.readyState === 'live' && track.enabled)

  const hear = () => {
    const tracks = new Set(audibleTracks())
    for (const track of listeners.keys()) if (track.readyState === 'ended') listeners.delete(track)
    const levels: Record<number, number> = {}
    for (const track of tracks) {
      const { analyser, bins } = listenerFor(track)
      analyser.getFloatFrequencyData(bins)
      for (const [sender, hertz] of Object.entries(tones)) {
        const bin = Math.round((hertz * analyser.fftSize) / 48_000)
        const level = Math.max(bins[bin - 1]!, bins[bin]!, bins[bin + 1]!)
        levels[Number(sender)] = Math.max(levels[Number(sender)] ?? -200, level)
      }
    }
    push(log.sound, { at: Date.now(), levels })
  }

  const findVideos = () => {
    for (const video of document.querySelectorAll('video')) if (!log.framesOf.has(video)) watch(video)
  }
  new MutationObserver(findVideos).observe(document, { childList: true, subtree: true })
  setInterval(hear, 50)
}
