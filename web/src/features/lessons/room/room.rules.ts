import type { LegState, LessonState } from '@tongke/contract'
import type { LessonView } from '../../../live/lesson-client.ts'
import type { MediaView } from '../../../live/media-client.ts'

export type StartBlocker = 'no_class' | 'no_assistant' | null

const isOnline = (leg: LegState) => leg.status === 'ONLINE' || leg.status === 'DEGRADED'

/** Why a lesson cannot start yet (domain §4.4: at least one class online with its assistant present). */
export function startBlocker(lesson: LessonState): StartBlocker {
  const online = Object.values(lesson.legs).filter(isOnline)
  // Of a master teacher's lesson the teachers who watch are the audience.
  if (lesson.plan.type === 'master' && lesson.observers.length > 0) return null
  if (online.some((leg) => leg.assistantPresent)) return null
  return online.length > 0 ? 'no_assistant' : 'no_class'
}

export interface LessonTime {
  elapsedMs: number
  /** Negative when the lesson runs over its plan. */
  remainingMs: number
  /** Share of the planned time, 0 to 1. */
  share: number
}

/** Times of a running lesson at server time `now`, ms; before the start nothing has elapsed. */
export function lessonTime(
  lesson: Pick<LessonState, 'startedAt' | 'endedAt' | 'plan'>,
  now: number,
): LessonTime {
  const planned = lesson.plan.plannedMinutes * 60_000
  const elapsedMs = lesson.startedAt === null ? 0 : Math.max(0, (lesson.endedAt ?? now) - lesson.startedAt)
  return { elapsedMs, remainingMs: planned - elapsedMs, share: Math.min(1, elapsedMs / planned) }
}

/** How long a class has been left alone, as a colour: 0 fresh … 3 forgotten. Steps of a 40-minute lesson's quarters. */
export function warmth(
  lastInteractedAt: number | null,
  startedAt: number | null,
  now: number,
): 0 | 1 | 2 | 3 {
  if (startedAt === null) return 0
  const minutes = (now - (lastInteractedAt ?? startedAt)) / 60_000
  if (minutes < 4) return 0
  if (minutes < 8) return 1
  return minutes < 12 ? 2 : 3
}

/** What a classroom screen says at its top, loudest reason first. */
export type Scene =
  | 'connecting'
  | 'unsupported'
  | 'refused'
  | 'duplicate'
  | 'superseded'
  | 'closed'
  | 'before'
  | 'waiting'
  | 'ended'
  | 'fallback'
  | 'lecturer_lost'
  | 'recovering'
  | 'on_stage'
  | 'muted'
  | 'live'

const OVER: readonly LessonState['status'][] = ['ENDED', 'SETTLED']
const NEVER_HELD: readonly LessonState['status'][] = ['CANCELLED', 'RESCHEDULED', 'NOT_HELD']
const BEFORE: readonly LessonState['status'][] = ['SCHEDULED', 'PREPARED', 'CHECKED']

/** A line that is being replaced while its picture still flows is nobody's business. */
const isBroken = (media: MediaView) => media.phase === 'closed' || !media.isFlowing

/**
 * Pure: the one scene that fits everything known. `legId` is null for whoever is not a class; `isPictureOld`: the lecturer's
 * picture on the screen is from a connection that is gone.
 */
export function sceneOf(
  view: LessonView,
  media: MediaView,
  legId: string | null,
  isPictureOld = false,
): Scene {
  const { lesson } = view
  if (view.line === 'refused') return 'refused'
  if (!lesson) return 'connecting'
  if (OVER.includes(lesson.status)) return 'ended'
  if (NEVER_HELD.includes(lesson.status)) return 'closed'
  if (BEFORE.includes(lesson.status)) return 'before'
  if (media.phase === 'duplicate') return 'duplicate'
  if (media.phase === 'superseded') return 'superseded'
  const scene = teachingScene(lesson, media, legId)
  return isPictureOld && TAUGHT.includes(scene) ? 'recovering' : scene
}

const TAUGHT: readonly Scene[] = ['live', 'muted', 'on_stage']

function teachingScene(lesson: LessonState, media: MediaView, legId: string | null): Scene {
  const leg = legId ? lesson.legs[legId] : undefined
  if (leg?.fallback) return 'fallback'
  if (media.refusal === 'media.unsupported') return 'unsupported'
  if (media.phase === 'joining' || media.phase === 'idle') return 'connecting'
  if (isBroken(media)) return 'recovering'
  if (lesson.lecturerLostAt !== null || lesson.status === 'INTERRUPTED') return 'lecturer_lost'
  if (lesson.status === 'WAITING') return 'waiting'
  if (legId && lesson.stage?.legId === legId) return 'on_stage'
  return leg?.muted ? 'muted' : 'live'
}

/** 4 good … 0 nothing, as words. */
export const LINK_WORDS = ['none', 'bad', 'weak', 'fair', 'good'] as const
