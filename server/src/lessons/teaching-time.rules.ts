import type { LessonEvent, LessonEventBody, TeachingMode } from '@tongke/contract'

export type TeachingTime = Record<TeachingMode, number>

const PAUSES: ReadonlySet<LessonEventBody['kind']> = new Set(['interrupted', 'ended'])
const GOES_ON: ReadonlySet<LessonEventBody['kind']> = new Set(['started', 'resumed'])

/** The mode after an event; being called on stage ends the lecturing. */
const modeAfter = (mode: TeachingMode, body: LessonEventBody): TeachingMode => {
  if (body.kind === 'teaching_set') return body.mode
  return body.kind === 'stage_taken' && mode === 'lecture' ? 'interaction' : mode
}

/** How long a lesson was taught in which mode, ms, by its log: from its start to its end without interruptions. @param now ms */
export function teachingTime(events: readonly LessonEvent[], now: number): TeachingTime {
  const time: TeachingTime = { lecture: 0, interaction: 0, discussion: 0 }
  let mode: TeachingMode = 'lecture'
  let since: number | null = null
  const count = (until: number) => {
    if (since !== null) time[mode] += Math.max(0, until - since)
  }
  for (const { at, body } of events) {
    count(at)
    since = GOES_ON.has(body.kind) ? at : PAUSES.has(body.kind) ? null : since === null ? null : at
    mode = modeAfter(mode, body)
  }
  count(now)
  return time
}
