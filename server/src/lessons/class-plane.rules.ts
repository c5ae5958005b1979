import {
  CLASS_REQUESTS,
  detailsOf,
  Refusal,
  type ClassRequestName,
  type JoinedLesson,
  type LessonEvent,
  type LessonState,
  type Participant,
} from '@tongke/contract'
import type { z } from 'zod'

/** The largest honest message is a text of 300 characters. */
export const MAX_MESSAGE_BYTES = 8_192
/** More missed events than this are sent as a snapshot. */
const MAX_MISSED = 200

export type ClassRequest<N extends ClassRequestName> = z.output<(typeof CLASS_REQUESTS)[N]['request']>

export const isRequestName = (name: string): name is ClassRequestName => Object.hasOwn(CLASS_REQUESTS, name)

/** Cookies of a handshake. Ours hold nothing that needs decoding. */
export const cookiesOf = (header: string | undefined): Record<string, string> =>
  Object.fromEntries(
    (header ?? '').split(';').flatMap((part) => {
      const [name = '', ...value] = part.trim().split('=')
      return name && value.length > 0 ? [[name, value.join('=')]] : []
    }),
  )

const sizeOf = (body: unknown): number => {
  try {
    return Buffer.byteLength(JSON.stringify(body) ?? '')
  } catch {
    return Infinity
  }
}

const isHeadcountRule = (issue: z.core.$ZodIssue): boolean =>
  issue.code === 'custom' && issue.path.includes('headcount')

/** @throws Refusal request.too_large, request.invalid, lesson.headcount */
export function parseClassRequest<N extends ClassRequestName>(name: N, body: unknown): ClassRequest<N> {
  if (sizeOf(body) > MAX_MESSAGE_BYTES) throw new Refusal('request.too_large')
  const parsed = CLASS_REQUESTS[name].request.safeParse(body)
  if (parsed.success) return parsed.data as ClassRequest<N>
  const code = parsed.error.issues.every(isHeadcountRule) ? 'lesson.headcount' : 'request.invalid'
  throw new Refusal(code, { details: detailsOf(parsed.error) })
}

/** Whether a client that has `since` can be brought up to `state` by events. */
export const canCatchUp = (since: number | undefined, state: LessonState): since is number =>
  since !== undefined && since > 0 && since <= state.revision && state.revision - since <= MAX_MISSED

/** The answer to a join: what was missed, or the whole state. */
export const joinedLesson = (
  me: Participant,
  now: number,
  state: LessonState,
  missed: LessonEvent[] | null,
): JoinedLesson => (missed ? { me, now, events: missed } : { me, now, snapshot: state })
