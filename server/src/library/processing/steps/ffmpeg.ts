import type { Facts } from '../facts.ts'
import type { StepContext } from './step-context.ts'

/** Containers that people record and upload. Without it a text file could name other files and hosts as its parts (HLS, concat, SDP). */
const CONTAINERS =
  'mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpeg,mpegts,mpegvideo,flv,asf,ogg,mp3,wav,aac,flac,amr,aiff,caf,w64,rm'
const SAFE_INPUT = ['-protocol_whitelist', 'file', '-format_whitelist', CONTAINERS]
const MOST_PIXELS = 40_000_000
const QUIETLY = ['-hide_banner', '-nostdin', '-nostats', '-max_pixels', String(MOST_PIXELS)]
const WITH_PROGRESS = [...QUIETLY, '-progress', 'pipe:1']
const PACKETS = ['-map', '0:v?', '-map', '0:a?', '-c', 'copy', '-f', 'null', '-']
const QUIET_SECONDS = 120
const LEAST_SECONDS = 600
/** Each thread of a machine with many keeps pictures of its own. */
const MEMORY_BYTES = 4_000_000_000
/** Slowest that a machine may be, in seconds of work for a second of video. */
const SLOWEST = 30

export const secondsOf = ({ durationMs = 0 }: Facts): number => durationMs / 1000

interface Encode {
  /** Options of the input. */
  readonly before?: readonly string[]
  /** Most bytes of a file it writes. */
  readonly fileBytes?: number
  /** The file it is run for: it may end well and have found nothing to write. */
  readonly makes?: string
  readonly onLogLine?: (line: string) => void
}

/** Runs ffmpeg over one input and tells its progress. */
export async function ffmpeg(
  context: StepContext,
  input: string,
  args: readonly string[],
  more: Encode = {},
): Promise<void> {
  const seconds = secondsOf(context.facts)
  const program = {
    program: 'ffmpeg',
    args: [...WITH_PROGRESS, '-y', ...SAFE_INPUT, ...(more.before ?? []), '-i', `file:${input}`, ...args],
    limits: {
      seconds: Math.max(LEAST_SECONDS, seconds * SLOWEST),
      quietSeconds: QUIET_SECONDS,
      memoryBytes: MEMORY_BYTES,
      ...(more.fileBytes ? { fileBytes: more.fileBytes } : {}),
    },
    onOutput: (chunk: Buffer) => {
      const done = outTimes(chunk.toString('latin1')).at(-1)
      if (done !== undefined && seconds > 0) context.progress(done / seconds)
    },
    ...(more.onLogLine ? { onLogLine: more.onLogLine } : {}),
  }
  await context.run(program, more.makes)
}

/** Raw sound from ffmpeg's standard output, where its progress would be otherwise. */
export async function ffmpegSound(
  context: StepContext,
  input: string,
  args: readonly string[],
  onOutput: (chunk: Buffer) => void,
): Promise<void> {
  await context.run({
    program: 'ffmpeg',
    args: [...QUIETLY, ...SAFE_INPUT, '-i', `file:${input}`, ...args, 'pipe:1'],
    limits: { seconds: Math.max(LEAST_SECONDS, secondsOf(context.facts)), quietSeconds: QUIET_SECONDS },
    onOutput,
  })
}

/** What ffprobe says about a file, as JSON. */
export async function ffprobe(context: StepContext, input: string): Promise<string> {
  const parts: Buffer[] = []
  await context.run({
    program: 'ffprobe',
    args: ['-v', 'error', ...SAFE_INPUT, '-show_format', '-show_streams', '-of', 'json', `file:${input}`],
    onOutput: (chunk) => parts.push(chunk),
  })
  return Buffer.concat(parts).toString('utf8')
}

/** Length of a file that does not say it (a browser's recording): that of its packets, without decoding them. */
export async function countedDurationMs(context: StepContext, input: string): Promise<number> {
  let seconds = 0
  await context.run({
    program: 'ffmpeg',
    args: [...WITH_PROGRESS, ...SAFE_INPUT, '-i', `file:${input}`, ...PACKETS],
    onOutput: (chunk) => (seconds = outTimes(chunk.toString('latin1')).at(-1) ?? seconds),
  })
  return Math.round(seconds * 1000)
}

/** Seconds that ffmpeg has written so far, each time it says so. */
const outTimes = (text: string) =>
  [...text.matchAll(/out_time_us=(\d+)/g)].map(([, microseconds]) => Number(microseconds) / 1e6)
