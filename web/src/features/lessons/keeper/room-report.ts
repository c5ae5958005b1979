import type { PartCondition, RoomReport } from '@tongke/contract'
import { PATHS } from '../../../config/paths.ts'
import { browserOf } from '../../../live/check/browser-version.ts'
import { SILENCE_DB, watchLevel } from '../../../live/check/sound-level.ts'

const SAMPLE_MS = 1_200
const MB = 1024 * 1024
/** This very file's name carries the build's hash. */
const PAGE = new URL(import.meta.url).pathname.split('/').at(-1)?.slice(0, 60) ?? ''

const LESSON_ROOM = /^\/lessons\/[^/]+\/room$/

export function placeOf(path: string): RoomReport['place'] {
  if (path === PATHS.device) return 'home'
  if (LESSON_ROOM.test(path)) return 'lesson'
  return path === PATHS.check ? 'check' : 'other'
}

const systemOf = (userAgent: string): string =>
  /\(([^;)]+(?:;[^;)]+)?)/.exec(userAgent)?.[1]?.slice(0, 60) ?? ''

async function permissionOf(name: 'camera' | 'microphone'): Promise<PermissionState | 'unknown'> {
  try {
    // TypeScript does not know all names that browsers do.
    return (await navigator.permissions.query({ name: name as PermissionName })).state
  } catch {
    return 'unknown'
  }
}

/** Is it plugged in, and may a page use it? Opens nothing and asks nobody. */
async function conditionOf(kind: 'videoinput' | 'audioinput'): Promise<PartCondition> {
  if (!navigator.mediaDevices) return 'unknown'
  const devices = await navigator.mediaDevices.enumerateDevices()
  if (!devices.some((device) => device.kind === kind)) return 'missing'
  const permission = await permissionOf(kind === 'videoinput' ? 'camera' : 'microphone')
  return permission === 'denied' ? 'denied' : 'ok'
}

interface Heard {
  condition: PartCondition
  level: number | null
}

/** Opens the microphone for a second and tells how loud it was. Nothing is kept or sent but the number; nobody is asked. */
async function hear(): Promise<Heard> {
  if ((await permissionOf('microphone')) !== 'granted') return { condition: 'ok', level: null }
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
    const [track] = stream.getAudioTracks()
    if (!track) return { condition: 'missing', level: null }
    let highest = SILENCE_DB
    const stop = watchLevel(track, (level) => (highest = Math.max(highest, level)))
    await new Promise((resolve) => setTimeout(resolve, SAMPLE_MS))
    stop()
    track.stop()
    return { condition: 'ok', level: Math.round(Math.max(-120, Math.min(0, highest)) * 10) / 10 }
  } catch (error) {
    const isBusy = error instanceof DOMException && error.name === 'NotReadableError'
    return { condition: isBusy ? 'busy' : 'missing', level: null }
  }
}

async function storage(): Promise<RoomReport['storage']> {
  const estimate = await navigator.storage?.estimate().catch(() => null)
  if (estimate?.quota === undefined) return null
  return { quotaMb: Math.floor(estimate.quota / MB), usedMb: Math.ceil((estimate.usage ?? 0) / MB) }
}

interface Connection {
  downlink?: number
}

/** @param samples the microphone is opened for a moment; never while a lesson has it */
export async function takeReport(
  place: RoomReport['place'],
  rttMs: number | null,
  samples: boolean,
): Promise<RoomReport> {
  const { name, chromiumVersion } = browserOf(navigator.userAgent)
  const microphone = await conditionOf('audioinput')
  const heard =
    samples && microphone === 'ok' && (place === 'home' || place === 'other')
      ? await hear()
      : { condition: microphone, level: null }
  const { downlink } = (navigator as { connection?: Connection }).connection ?? {}
  return {
    place,
    camera: await conditionOf('videoinput'),
    microphone: heard.condition,
    microphoneLevel: heard.level,
    storage: await storage(),
    browser: chromiumVersion ? `${name} ${chromiumVersion}` : name,
    chromiumVersion,
    system: systemOf(navigator.userAgent),
    screen: { width: screen.width, height: screen.height, scale: window.devicePixelRatio },
    page: PAGE,
    rttMs,
    downKbps: downlink === undefined ? null : Math.round(downlink * 1000),
  }
}
