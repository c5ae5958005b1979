import type { FileRole, FindingCode, ResourceType, Stage, TechnicalFinding } from '@tongke/contract'
import type { Facts, Span } from './facts.ts'
import { TARGET_LUFS } from './loudness.rules.ts'

/** What a file is for; the same blob may be right for one resource and not for another. */
export interface Use {
  readonly type: ResourceType
  readonly role: FileRole
  readonly stage: Stage
}

const MINUTE_MS = 60_000
const LOUDNESS_TOLERANCE = 6
const HD_LINES = 720

/** Checks of domain §3.4, and what anybody would want to know who has just uploaded a recording. Texts and images have none. */
export function findingsOf(facts: Facts, use: Use): TechnicalFinding[] {
  const video = facts.videoStream === undefined ? [] : videoFindings(facts, use)
  const sound = facts.durationMs === undefined ? [] : soundFindings(facts)
  return [...video, ...sound, ...textFindings(facts)]
}

function videoFindings(facts: Facts, use: Use): TechnicalFinding[] {
  return [
    ...lengthFindings(facts, use),
    ...shapeFindings(facts, use),
    ...(facts.videoCodec === 'h264' && (facts.audioCodec ?? 'aac') === 'aac'
      ? []
      : [
          finding('video.codec', 'info', {
            video: facts.videoCodec ?? 'unknown',
            audio: facts.audioCodec ?? '–',
          }),
        ]),
    ...spanFindings('video.black', facts.blacks),
  ]
}

/** 微课: primary 10 to 15 minutes, middle school 15 to 20; 课堂实录 of an 优课: 30 to 45. */
function usualMinutes({ type, role, stage }: Use): readonly [number, number] | null {
  if (type === 'micro_lesson' && role === 'main') return stage === 'primary' ? [10, 15] : [15, 20]
  return type === 'excellent_lesson' && role === 'recording' ? [30, 45] : null
}

function lengthFindings({ durationMs = 0 }: Facts, use: Use): TechnicalFinding[] {
  const [from, to] = usualMinutes(use) ?? [0, Infinity]
  const minutes = Math.round((durationMs / MINUTE_MS) * 10) / 10
  return minutes < from || minutes > to ? [finding('video.length', 'warning', { minutes, from, to })] : []
}

function shapeFindings({ width = 0, height = 0, bitrate }: Facts, use: Use): TechnicalFinding[] {
  const recording = use.type === 'excellent_lesson' && use.role === 'recording'
  const [needed, enough] = recording
    ? ['720×576', width >= 720 && height >= 576]
    : ['1280×720', Math.min(width, height) >= HD_LINES]
  return [
    ...(Math.abs(width / height - 16 / 9) > 0.02
      ? [finding('video.aspect', 'warning', { width, height })]
      : []),
    ...(enough ? [] : [finding('video.resolution', 'warning', { width, height, needed })]),
    ...(recording && bitrate !== undefined && bitrate < 500_000
      ? [finding('video.bitrate', 'warning', { kilobits: Math.round(bitrate / 1000), needed: 500 })]
      : []),
  ]
}

function soundFindings({ audioStream, loudness, silences }: Facts): TechnicalFinding[] {
  if (audioStream === undefined) return [finding('audio.none', 'warning')]
  if (!loudness) return []
  const measured = Math.round(loudness.integrated * 10) / 10
  const far = Math.abs(measured - TARGET_LUFS) > LOUDNESS_TOLERANCE
  return [
    finding('audio.loudness', far ? 'warning' : 'info', { measured, target: TARGET_LUFS }),
    ...(loudness.truePeak > 0 ? [finding('audio.clipping', 'warning', { peak: loudness.truePeak })] : []),
    ...spanFindings('audio.silence', silences),
  ]
}

function textFindings({ pages, pagesInAll, encoding }: Facts): TechnicalFinding[] {
  return [
    ...(pages !== undefined && pagesInAll !== undefined && pagesInAll > pages
      ? [finding('document.pages_cut', 'warning', { pages: pagesInAll, limit: pages })]
      : []),
    ...(encoding !== undefined && encoding !== 'utf-8'
      ? [finding('text.encoding', 'info', { encoding })]
      : []),
  ]
}

const MOST_SPANS = 5

const spanFindings = (code: FindingCode, spans: readonly Span[] = []): TechnicalFinding[] =>
  spans
    .slice(0, MOST_SPANS)
    .map(({ from, to }) => finding(code, 'warning', { at: Math.round(from), seconds: Math.round(to - from) }))

export const finding = (
  code: FindingCode,
  severity: TechnicalFinding['severity'],
  values: TechnicalFinding['values'] = {},
): TechnicalFinding => ({ code, severity, values })
