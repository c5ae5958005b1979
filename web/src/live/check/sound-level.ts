export const SILENCE_DB = -120
/** What a meter shows: from a quiet room to a loud voice, dBFS. */
const METER_FLOOR_DB = -60

/** Level of samples between −1 and 1 in dBFS (20 log₁₀ of the root mean square), never below −120. */
export function levelOf(samples: Float32Array): number {
  let sum = 0
  for (const sample of samples) sum += sample * sample
  const rms = Math.sqrt(sum / Math.max(1, samples.length))
  return rms === 0 ? SILENCE_DB : Math.max(SILENCE_DB, Math.min(0, 20 * Math.log10(rms)))
}

/** Where a level stands on a meter, 0 to 1. */
export const meterShare = (db: number): number =>
  Math.min(1, Math.max(0, (db - METER_FLOOR_DB) / -METER_FLOOR_DB))

/** Watches one microphone; `tell` gets the level about ten times a second, dBFS. Returns the end of it. */
export function watchLevel(track: MediaStreamTrack, tell: (db: number) => void): () => void {
  const context = new AudioContext()
  const analyser = context.createAnalyser()
  analyser.fftSize = 2048
  context.createMediaStreamSource(new MediaStream([track])).connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples)
    tell(levelOf(samples))
  }, 100)
  return () => {
    clearInterval(timer)
    void context.close()
  }
}

const TONE_HZ = [523, 659, 784]
const NOTE_SECONDS = 0.35

/** Three rising notes from the loudspeaker; resolves when they are over. */
export async function playTone(): Promise<void> {
  const context = new AudioContext()
  await context.resume()
  const gain = context.createGain()
  gain.gain.value = 0.25
  gain.connect(context.destination)
  TONE_HZ.forEach((hertz, index) => {
    const note = context.createOscillator()
    note.frequency.value = hertz
    note.connect(gain)
    note.start(context.currentTime + index * NOTE_SECONDS)
    note.stop(context.currentTime + (index + 0.9) * NOTE_SECONDS)
  })
  await new Promise((resolve) => setTimeout(resolve, TONE_HZ.length * NOTE_SECONDS * 1000 + 100))
  await context.close()
}
