import type { LegState, LessonState, LessonSummary } from '@tongke/contract'
import type { LineClass } from './class-line.tsx'

const CONNECTED: readonly LegState['status'][] = ['ONLINE', 'DEGRADED']

const legState = (leg: LegState | undefined): LineClass['state'] => {
  if (!leg || leg.status === 'EXPECTED' || leg.status === 'READY') return 'idle'
  return CONNECTED.includes(leg.status) ? 'on' : 'off'
}

/** What ClassLine draws for a lesson; with the room's state it shows who is connected. */
export function lessonLine(
  lesson: LessonSummary,
  state?: LessonState,
): { lecture: LineClass; legs: LineClass[] } {
  return {
    lecture: {
      orgName: lesson.lectureOrgName,
      className: lesson.lectureClassName,
      note: lesson.lecturerName,
      state: state?.lecturerOnline ? 'on' : 'idle',
    },
    legs: lesson.legs.map((leg) => ({
      orgName: leg.orgName,
      className: leg.className,
      note: leg.assistantName ?? undefined,
      state: state ? legState(state.legs[leg.id]) : 'idle',
    })),
  }
}
