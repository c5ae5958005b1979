import { rememberedChoice } from './player-memory.ts'
import { renditionUrl } from './rendition-url.ts'

/** A height in lines that can be chosen. */
export interface Quality {
  readonly index: number
  readonly height: number
}

export interface Stream {
  readonly setQuality: (index: number | null) => void
  readonly setLowData: (on: boolean) => void
  readonly detach: () => void
}

interface Listener {
  onQualities: (qualities: readonly Quality[]) => void
  /** Lines of what is shown now. */
  onShown: (height: number) => void
  onFault: (isNetwork: boolean) => void
}

const LOW_LINES = 360
/** Of the smallest picture, which is made first and shown first. */
const FIRST_PLAYLIST = 'v360.m3u8'
const NATIVE = 'application/vnd.apple.mpegurl'
/** Of the worst line a lesson must play on. */
const FIRST_GUESS_BITS = 400_000

/** The player's code is a chunk of its own. */
const loadPlayer = () => import('hls.js/light')

/**
 * Fetches what every film begins with while the server is asked where the reader left off: each of them is a round trip that
 * would follow it. What does not come is asked for again by the player, which says so.
 */
export function warmUp(fileId: string): void {
  const firsts = ['master.m3u8', FIRST_PLAYLIST].map((name) => fetch(renditionUrl(fileId, name)))
  for (const one of [loadPlayer(), ...firsts]) one.catch(() => undefined)
}

/** Plays an HLS stream in a video element: by hls.js where the browser has media sources, else by the browser itself. */
export async function attachStream(
  video: HTMLVideoElement,
  url: string,
  startAt: number,
  listener: Listener,
): Promise<Stream> {
  const { default: Hls } = await loadPlayer()
  if (!Hls.isSupported()) return native(video, url, startAt)
  const hls = new Hls({
    startPosition: startAt,
    startLevel: 0,
    startFragPrefetch: true,
    testBandwidth: false,
    abrEwmaDefaultEstimate: FIRST_GUESS_BITS,
    capLevelToPlayerSize: true,
    enableWorker: false,
    maxBufferLength: 30,
    backBufferLength: 60,
  })
  const lowLevel = () => Math.max(0, hls.levels.filter(({ height }) => height <= LOW_LINES).length - 1)
  const setLowData = (on: boolean) => {
    hls.autoLevelCapping = on ? lowLevel() : -1
    if (on && hls.currentLevel > lowLevel()) hls.nextLevel = -1
  }
  hls.on(Hls.Events.MANIFEST_PARSED, () => {
    listener.onQualities(hls.levels.map(({ height }, index) => ({ index, height })))
    setLowData(rememberedChoice().lowData)
  })
  hls.on(Hls.Events.LEVEL_SWITCHED, (_, { level }) => listener.onShown(hls.levels[level]?.height ?? 0))
  let mended = false
  hls.on(Hls.Events.ERROR, (_, { fatal, type }) => {
    if (!fatal) return
    const isMedia = type === Hls.ErrorTypes.MEDIA_ERROR
    if (isMedia && !mended) {
      mended = true
      hls.recoverMediaError()
    } else listener.onFault(type === Hls.ErrorTypes.NETWORK_ERROR)
  })
  hls.loadSource(url)
  hls.attachMedia(video)
  return {
    setQuality: (index) => (hls.nextLevel = index ?? -1),
    setLowData,
    detach: () => hls.destroy(),
  }
}

function native(video: HTMLVideoElement, url: string, startAt: number): Stream {
  if (!video.canPlayType(NATIVE)) throw new Error('This browser plays no HLS')
  video.src = url
  if (startAt > 0)
    video.addEventListener('loadedmetadata', () => (video.currentTime = startAt), { once: true })
  const nothing = () => undefined
  return {
    setQuality: nothing,
    setLowData: nothing,
    detach: () => {
      video.removeAttribute('src')
      video.load()
    },
  }
}
