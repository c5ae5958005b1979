/** Runs in the page before anything else: camera and microphone flash and beep in the same moment, once a second. */
export function installFlashBeep(): void {
  const devices = navigator.mediaDevices
  if (!devices) return
  const EVERY_S = 1
  const LASTS_S = 0.12

  let made: { video: MediaStreamTrack; audio: MediaStreamTrack } | null = null
  const make = () => {
    const canvas = document.createElement('canvas')
    canvas.width = 640
    canvas.height = 360
    const brush = canvas.getContext('2d')!
    const context = new AudioContext()
    const sound = context.createMediaStreamDestination()
    const gain = context.createGain()
    const tone = context.createOscillator()
    tone.frequency.value = 1000
    gain.gain.value = 0
    tone.connect(gain).connect(sound)
    tone.start()
    let next = Math.ceil(context.currentTime + 1)
    setInterval(() => {
      const now = context.currentTime
      if (now > next + LASTS_S) next += EVERY_S
      // The beep is written into the graph ahead of its time, the picture changes when the graph has come there.
      gain.gain.setValueAtTime(0.5, next)
      gain.gain.setValueAtTime(0, next + LASTS_S)
      brush.fillStyle = now >= next && now < next + LASTS_S ? '#fff' : '#000'
      brush.fillRect(0, 0, canvas.width, canvas.height)
    }, 8)
    made = {
      video: canvas.captureStream(30).getVideoTracks()[0]!,
      audio: sound.stream.getAudioTracks()[0]!,
    }
    return made
  }
  devices.getUserMedia = async (constraints) => {
    const { video, audio } = made ?? make()
    const stream = new MediaStream()
    if (constraints?.video) stream.addTrack(video.clone())
    if (constraints?.audio) stream.addTrack(audio.clone())
    return stream
  }
}

export interface Seen {
  /** Moments a flash was presented and a beep was heard, ms of the page's clock. */
  readonly flashes: number[]
  readonly beeps: number[]
}

/** Watches the lecturer's picture and sound in a room's page for so long, ms. */
export async function watchFlashBeep(forMs: number): Promise<Seen> {
  const video = document.querySelector<HTMLVideoElement>(
    'video[data-source="camera"][data-identity="lecturer"]',
  )
  const audio = document.querySelector<HTMLAudioElement>('audio[data-identity="lecturer"]')
  if (!video || !audio?.srcObject) throw new Error('no lecturer on this page')
  const flashes: number[] = []
  const beeps: number[] = []

  const small = document.createElement('canvas')
  small.width = small.height = 1
  const brush = small.getContext('2d', { willReadFrequently: true })!
  let wasWhite = false
  const look = (_: number, frame: VideoFrameCallbackMetadata) => {
    brush.drawImage(video, 0, 0, 1, 1)
    const isWhite = (brush.getImageData(0, 0, 1, 1).data[0] ?? 0) > 128
    if (isWhite && !wasWhite) flashes.push(frame.expectedDisplayTime)
    wasWhite = isWhite
    video.requestVideoFrameCallback(look)
  }
  video.requestVideoFrameCallback(look)

  const context = new AudioContext()
  await context.resume()
  const analyser = context.createAnalyser()
  analyser.fftSize = 256
  context.createMediaStreamSource(audio.srcObject as MediaStream).connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  let wasLoud = false
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples)
    const isLoud = samples.some((sample) => Math.abs(sample) > 0.05)
    if (isLoud && !wasLoud) beeps.push(performance.now() + context.outputLatency * 1000)
    wasLoud = isLoud
  }, 3)
  await new Promise((resolve) => setTimeout(resolve, forMs))
  clearInterval(timer)
  await context.close()
  return { flashes, beeps }
}

/** How much later than its flash each beep was heard, ms; negative when it came first. Pairs further apart than half a second are none. */
export const offsetsOf = ({ flashes, beeps }: Seen): number[] =>
  flashes.flatMap((flash) => {
    const [nearest] = beeps.map((beep) => beep - flash).toSorted((a, b) => Math.abs(a) - Math.abs(b))
    return nearest !== undefined && Math.abs(nearest) < 500 ? [nearest] : []
  })
