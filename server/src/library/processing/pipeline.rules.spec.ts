import type { FileKind } from '@tongke/contract'
import { NO_FACTS, type Facts } from './facts.ts'
import {
  LANES,
  LIBREOFFICE,
  isProcessed,
  nextStep,
  progressOf,
  stepsOf,
  type Subject,
} from './pipeline.rules.ts'

const subject = (kind: FileKind, facts: Partial<Facts> = {}, more: Partial<Subject> = {}): Subject => ({
  kind,
  mimeType: 'application/octet-stream',
  maxHeight: 720,
  facts: { ...NO_FACTS, ...facts },
  ...more,
})
const ids = (of: Subject) => stepsOf(of).map(({ id }) => id)

describe('the table of pipelines', () => {
  it('makes the smallest rendition of a video before anything that can wait', () => {
    expect(ids(subject('video', { width: 1920, height: 1080 }, { maxHeight: 1080 }))).toEqual([
      'probe',
      'measure',
      'video-360',
      'storyboard',
      'poster',
      'video-720',
      'video-1080',
    ])
  })

  it('makes no higher picture than asked for, and none that the source does not have', () => {
    expect(ids(subject('video', { width: 1920, height: 1080 }))).not.toContain('video-1080')
    expect(ids(subject('video', { width: 640, height: 360 }))).not.toContain('video-720')
  })

  it('converts office files and takes PDF as it is', () => {
    expect(stepsOf(subject('document'))[0]).toMatchObject({ id: 'convert', programs: [LIBREOFFICE] })
    expect(ids(subject('document', {}, { mimeType: 'application/pdf' }))[0]).toBe('outline')
  })

  it('draws many pages a few at a time, to the last one', () => {
    const steps = stepsOf(subject('document', { pages: 21 }, { mimeType: 'application/pdf' }))
    expect(steps.map(({ pages }) => pages).filter(Boolean)).toEqual([
      { from: 1, to: 10 },
      { from: 11, to: 20 },
      { from: 21, to: 21 },
    ])
  })

  it('has a lane for every kind that has steps, and for no other', () => {
    const kinds: FileKind[] = ['video', 'audio', 'image', 'document', 'text', 'archive', 'other']
    expect(kinds.filter(isProcessed)).toEqual(kinds.filter((kind) => stepsOf(subject(kind)).length > 0))
    expect(LANES.flat().length).toBe(new Set(LANES.flat()).size)
  })
})

describe('progress', () => {
  const video = (done: string[]) => subject('video', { width: 1280, height: 720, done })

  it('begins where the finished steps end', () => {
    expect(nextStep(video(['probe', 'measure']))?.id).toBe('video-360')
    expect(progressOf(video([]))).toBe(0)
    expect(progressOf(video(ids(video([]))))).toBe(1)
  })

  it('grows with the running step and never beyond it', () => {
    const before = video(['probe', 'measure'])
    const after = progressOf(video(['probe', 'measure', 'video-360']))
    expect(progressOf(before, 0.5)).toBeGreaterThan(progressOf(before))
    expect(progressOf(before, 7)).toBeCloseTo(after)
  })

  it('does not go back when the pages are counted', () => {
    const facts = { done: ['convert', 'outline'] }
    expect(progressOf(subject('document', { ...facts, pages: 200 }))).toBeCloseTo(
      progressOf(subject('document', facts)),
    )
  })
})
