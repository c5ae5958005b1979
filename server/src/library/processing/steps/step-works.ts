import type { FileKind, ProcessingStep } from '@tongke/contract'
import { sound, waveform } from './audio.steps.ts'
import { convert, outline, pages } from './document.steps.ts'
import { image } from './image.steps.ts'
import { measure, probe } from './recording.steps.ts'
import type { StepWork } from './step-context.ts'
import { text } from './text.steps.ts'
import { encode, poster, storyboard } from './video.steps.ts'

/** The work behind each step of the pipelines. */
export const workOf = (step: ProcessingStep, kind: FileKind): StepWork =>
  step === 'probe' ? (context) => probe(context, kind === 'video' ? 'video' : 'audio') : WORKS[step]

const WORKS: Record<Exclude<ProcessingStep, 'probe'>, StepWork> = {
  measure,
  'video-360': encode(360),
  storyboard,
  poster,
  'video-720': encode(720),
  'video-1080': encode(1080),
  audio: sound,
  waveform,
  image,
  convert,
  outline,
  pages,
  text,
}
