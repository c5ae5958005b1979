import type { LessonStatus, LessonSummary } from '@tongke/contract'
import { isOpen } from '../../../lib/lesson-day.ts'

export interface CountyDay {
  lessons: number
  live: number
  done: number
  lost: number
  legs: number
}

const DONE: readonly LessonStatus[] = ['ENDED', 'SETTLED']
const CALLED_OFF: readonly LessonStatus[] = ['CANCELLED', 'RESCHEDULED']

/** A day in numbers. Lessons that were called off do not count; `legs` are listening classes. */
export function countyDay(all: readonly Pick<LessonSummary, 'status' | 'legs'>[]): CountyDay {
  const lessons = all.filter(({ status }) => !CALLED_OFF.includes(status))
  const count = (test: (status: LessonStatus) => boolean) =>
    lessons.filter(({ status }) => test(status)).length
  return {
    lessons: lessons.length,
    live: count(isOpen),
    done: count((status) => DONE.includes(status)),
    lost: count((status) => status === 'NOT_HELD'),
    legs: lessons.reduce((sum, lesson) => sum + lesson.legs.length, 0),
  }
}
