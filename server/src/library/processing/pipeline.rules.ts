import type { FileKind, ProcessingStep } from '@tongke/contract'
import type { Facts } from './facts.ts'
import { heightsOf } from './video.rules.ts'

/** What decides which work a blob needs. */
export interface Subject {
  readonly kind: FileKind
  readonly mimeType: string
  readonly maxHeight: number
  readonly facts: Facts
}

export interface Step {
  /** Unique within a job; a finished one is in `facts.done`. */
  readonly id: string
  readonly step: ProcessingStep
  /** Share of the whole work, in any unit. */
  readonly weight: number
  /** Programs without which it has to wait. */
  readonly programs: readonly string[]
  /** Somebody can use the file when it is done. */
  readonly playable?: true
  readonly pages?: PageRange
}

export interface PageRange {
  readonly from: number
  readonly to: number
}

/** Lanes of one jobs process: pages need not wait until an hour of video is done. */
export const LANES: readonly (readonly FileKind[])[] = [['video'], ['audio', 'image', 'document', 'text']]

/** Not found through PATH: the command `soffice` is a script that starts it as a child, which then would outlive us. */
export const LIBREOFFICE = '/usr/lib/libreoffice/program/soffice.bin'
/** Pages that become pictures, and how many of them at a time: what is done is kept. */
export const MOST_PAGES = 300
const PAGES_AT_ONCE = 10

const FFMPEG = ['ffmpeg', 'ffprobe']
const POPPLER = ['pdfinfo', 'pdftotext', 'pdftoppm']

const plain = (
  step: ProcessingStep,
  weight: number,
  programs: readonly string[] = [],
  playable = false,
): Step => ({
  id: step,
  step,
  weight,
  programs,
  ...(playable ? { playable: true as const } : {}),
})

const VIDEO_WEIGHT = { 360: 25, 720: 60, 1080: 120 } as const

/** The table of all pipelines: what is made of a kind of file, in this order. A kind without steps is kept as it is. */
const PIPELINES: Record<FileKind, (subject: Subject) => Step[]> = {
  video: ({ facts, maxHeight }) => {
    const encode = heightsOf(facts, maxHeight).map((height) =>
      plain(`video-${height}`, VIDEO_WEIGHT[height], FFMPEG, height === 360),
    )
    return [
      plain('probe', 1, FFMPEG),
      plain('measure', 4, FFMPEG),
      ...encode.slice(0, 1),
      plain('storyboard', 1, FFMPEG),
      plain('poster', 1, FFMPEG),
      ...encode.slice(1),
    ]
  },
  audio: () => [
    plain('probe', 1, FFMPEG),
    plain('measure', 4, FFMPEG),
    plain('audio', 10, FFMPEG, true),
    plain('waveform', 2, FFMPEG),
  ],
  image: () => [plain('image', 1, [], true)],
  document: ({ mimeType, facts }) => [
    ...(mimeType === 'application/pdf' ? [] : [plain('convert', 30, [LIBREOFFICE])]),
    plain('outline', 5, POPPLER),
    ...pageSteps(facts.pages),
  ],
  text: () => [plain('text', 1, [], true)],
  archive: () => [],
  other: () => [],
}

const ALL_PAGES_WEIGHT = 60

/** Before the pages are counted there is one step for all of them, so that progress never goes back. */
function pageSteps(pages: number | undefined): Step[] {
  const batches = Math.max(1, Math.ceil((pages ?? 0) / PAGES_AT_ONCE))
  return Array.from({ length: batches }, (_, index) => {
    const from = index * PAGES_AT_ONCE + 1
    return {
      ...plain('pages', ALL_PAGES_WEIGHT / batches, POPPLER, true),
      id: `pages-${from}`,
      pages: { from, to: Math.min(from + PAGES_AT_ONCE - 1, pages ?? from) },
    }
  })
}

export const stepsOf = (subject: Subject): Step[] => PIPELINES[subject.kind](subject)

/** Whether there is anything to do with such a file at all. */
export const isProcessed = (kind: FileKind): boolean => LANES.some((lane) => lane.includes(kind))

export const nextStep = (subject: Subject): Step | undefined =>
  stepsOf(subject).find(({ id }) => !subject.facts.done.includes(id))

/** Share of the work that is done, 0 to 1, with `fraction` of the step after the finished ones. */
export function progressOf(subject: Subject, fraction = 0): number {
  const steps = stepsOf(subject)
  const sum = (part: readonly Step[]) => part.reduce((total, { weight }) => total + weight, 0)
  const done = sum(steps.filter(({ id }) => subject.facts.done.includes(id)))
  const running = (nextStep(subject)?.weight ?? 0) * Math.min(1, Math.max(0, fraction))
  return steps.length === 0 ? 1 : Math.min(1, (done + running) / sum(steps))
}
