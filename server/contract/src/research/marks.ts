import { z } from 'zod'
import { Id, Millis } from '../primitives.ts'
import { MAX_NOTE_AGE_MS, NoteTag } from '../http/observing.ts'
import { ReplayTime } from '../recordings/replay.ts'

/** What observers count by touch: questions to the class in the lecturer's room and to far ones, and so on. */
export const MarkCounter = z.enum([
  'near_question',
  'far_question',
  'near_answer',
  'far_answer',
  'pupil_question',
  'assistant_help',
  'praise',
  'sound_trouble',
])
export type MarkCounter = z.infer<typeof MarkCounter>

/** Whose answer the lecturer waits for. */
export const WaitTarget = z.enum(['near', 'far'])
export type WaitTarget = z.infer<typeof WaitTarget>

/** 课堂环节: what goes on. One begins where another one does; `break` ends the last without a next. */
export const Activity = z.enum([
  'lecture',
  'questioning',
  'discussion',
  'practice',
  'presentation',
  'feedback',
  'management',
  'break',
])
export type Activity = z.infer<typeof Activity>

export const MAX_WAIT_MS = 120_000
export const MAX_VOICE_MS = 60_000
export const MAX_VOICE_BYTES = 1_500_000

const MARK_BODIES = [
  z.object({
    kind: z.literal('note'),
    text: z.string().max(1000),
    tags: z.array(NoteTag).max(6),
    /** Length of what was spoken; the sound itself is sent apart. */
    voiceMs: z.int().positive().max(MAX_VOICE_MS).nullable(),
  }),
  z.object({ kind: z.literal('count'), counter: MarkCounter }),
  z.object({ kind: z.literal('wait'), target: WaitTarget, waitMs: z.int().positive().max(MAX_WAIT_MS) }),
  z.object({ kind: z.literal('activity'), activity: Activity }),
] as const
export const MarkBody = z.discriminatedUnion('kind', MARK_BODIES)
export type MarkBody = z.infer<typeof MarkBody>
export type MarkKind = MarkBody['kind']

/** When it was: so long ago by the device's own stopwatch, or at a place of the replay. The server makes a moment of it. */
export const MarkMoment = z.discriminatedUnion('on', [
  z.object({ on: z.literal('live'), ageMs: z.int().nonnegative().max(MAX_NOTE_AGE_MS) }),
  z.object({ on: z.literal('replay'), at: ReplayTime }),
])
export type MarkMoment = z.infer<typeof MarkMoment>

/** A mark as it is sent. The id is the client's: repeated it is kept once, an older edit changes nothing. */
export const SentMark = z.object({
  id: Id,
  edit: z.int().positive().max(1_000_000),
  /** Taken back. */
  deleted: z.boolean(),
  moment: MarkMoment,
  body: MarkBody,
})
export type SentMark = z.infer<typeof SentMark>

/** A mark as it is kept. */
export const KeptMark = z.object({
  id: Id,
  edit: z.int().positive(),
  /** By the server's clock. */
  at: Millis,
  /** On the lesson's clock; negative before it was live, null when it never was. */
  lessonMs: z.int().nullable(),
  body: MarkBody,
  /** The sound is there. */
  hasVoice: z.boolean(),
})
export type KeptMark = z.infer<typeof KeptMark>

/** One band of activity on any clock, ms. */
export interface ActivitySpan {
  readonly activity: Exclude<Activity, 'break'>
  readonly from: number
  readonly to: number
}

/**
 * Folds switches of activity into bands: each lasts until the next one, or to the end. The same activity twice is one band; two
 * switches at one moment count as the later one, in the order they are given.
 */
export function foldActivities(
  switches: readonly { readonly at: number; readonly activity: Activity }[],
  end: number,
): ActivitySpan[] {
  // Not `toSorted`: phones carry browsers without it.
  const sorted = [...switches].sort((a, b) => a.at - b.at)
  const spans: ActivitySpan[] = []
  for (const [index, { at, activity }] of sorted.entries()) {
    const to = Math.min(end, sorted[index + 1]?.at ?? end)
    if (activity === 'break' || to <= at) continue
    const last = spans.at(-1)
    if (last?.activity === activity && last.to === at) spans[spans.length - 1] = { ...last, to }
    else spans.push({ activity, from: at, to })
  }
  return spans
}

/** The activity that goes on at a moment; null: none. */
export const activityAt = (spans: readonly ActivitySpan[], at: number): ActivitySpan['activity'] | null =>
  spans.find(({ from, to }) => from <= at && at < to)?.activity ?? null
