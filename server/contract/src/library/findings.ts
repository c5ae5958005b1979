import { z } from 'zod'

/** Steps of the work on a file, as `step` of `Processing` names them. */
export const ProcessingStep = z.enum([
  'probe',
  'measure',
  'video-360',
  'storyboard',
  'poster',
  'video-720',
  'video-1080',
  'audio',
  'waveform',
  'image',
  'convert',
  'outline',
  'pages',
  'text',
])
export type ProcessingStep = z.infer<typeof ProcessingStep>

/** What the processing can tell an author about a file; the web app has a sentence for each. Values are in brackets. */
export const FindingCode = z.enum([
  // why the work ended without a result
  'file.unreadable',
  'file.too_long', // minutes, limit
  'file.too_many_pixels', // megapixels, limit
  'file.too_big_inside', // megabytes, limit
  'document.password',
  'document.empty',
  'processing.failed', // step, attempts
  'processing.time_limit', // step
  'processing.memory_limit', // step
  'processing.size_limit', // step
  // why it waits
  'processing.tool_missing', // program
  'processing.no_space',
  // what is worth knowing about the file; domain §3.4
  'video.length', // minutes, from, to
  'video.aspect', // width, height
  'video.resolution', // width, height, needed
  'video.bitrate', // kilobits, needed
  'video.codec', // video, audio
  'video.black', // seconds, at
  'audio.none',
  'audio.silence', // seconds, at
  'audio.loudness', // measured, target
  'audio.clipping', // peak
  'document.pages_cut', // pages, limit
  'text.encoding', // encoding
])
export type FindingCode = z.infer<typeof FindingCode>

/** What the processing found that the author should know. */
export const TechnicalFinding = z.object({
  code: FindingCode,
  severity: z.enum(['info', 'warning', 'error']),
  values: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
})
export type TechnicalFinding = z.infer<typeof TechnicalFinding>
