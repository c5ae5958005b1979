import type { Facts } from '../facts.ts'
import { FileFault } from '../faults.ts'
import { FilterLog, MEASURE_FILTER } from '../loudness.rules.ts'
import { sourceFacts } from '../source-facts.rules.ts'
import { finding } from '../technical-findings.rules.ts'
import { countedDurationMs, ffmpeg, ffprobe } from './ffmpeg.ts'
import type { Made, StepContext } from './step-context.ts'

/** A double lesson with room to spare; what claims to be longer is a mistake or an attack. */
const MOST_MINUTES = 240
const MOST_MEGAPIXELS = 40

/** What video and sound files have in common: they are looked into and listened to first. */
export async function probe(context: StepContext, kind: 'video' | 'audio'): Promise<Made> {
  const source = await context.source()
  const found = sourceFacts(await ffprobe(context, source))
  const stream = kind === 'video' ? found.videoStream : found.audioStream
  if (stream === undefined)
    throw new FileFault(finding('file.unreadable', 'error'), `It has no ${kind} stream`)
  const facts = { ...found, durationMs: found.durationMs ?? (await countedDurationMs(context, source)) }
  refuseUnbounded(facts)
  return { facts: kind === 'video' ? facts : withoutPicture(facts) }
}

function refuseUnbounded({ durationMs, width = 0, height = 0 }: Omit<Facts, 'done'>) {
  const minutes = Math.round((durationMs ?? 0) / 60_000)
  if (minutes > MOST_MINUTES)
    throw new FileFault(finding('file.too_long', 'error', { minutes, limit: MOST_MINUTES }))
  if (!durationMs) throw new FileFault(finding('file.unreadable', 'error'), 'It has no length')
  const megapixels = Math.round((width * height) / 1e6)
  if (megapixels > MOST_MEGAPIXELS)
    throw new FileFault(finding('file.too_many_pixels', 'error', { megapixels, limit: MOST_MEGAPIXELS }))
}

const withoutPicture = ({ durationMs, bitrate, audioStream, audioCodec }: Partial<Facts>): Partial<Facts> =>
  Object.fromEntries(
    Object.entries({ durationMs, bitrate, audioStream, audioCodec }).filter(
      ([, value]) => value !== undefined,
    ),
  )

/** Loudness and silences of the whole recording: one gain for all of it needs all of it. */
export async function measure(context: StepContext): Promise<Made> {
  const { audioStream } = context.facts
  if (audioStream === undefined) return {}
  const log = new FilterLog()
  const args = ['-map', `0:${audioStream}`, '-af', MEASURE_FILTER, '-f', 'null', '-']
  await ffmpeg(context, await context.source(), args, { onLogLine: log.take })
  return { facts: { silences: log.silences, ...(log.loudness ? { loudness: log.loudness } : {}) } }
}
