import type { InteractionState } from '@tongke/contract'
import { useCallback, useEffect, useState } from 'react'
import { classNameIn } from '../../../../components/lesson/class-names.ts'
import { useLesson, useLessonView } from '../room-context.tsx'

export const useInteraction = (): InteractionState => useLesson().lesson.interaction

/** The name of a class by its leg; of the lecture class for null. */
export function useClassNames(): (legId: string | null) => string {
  const { plan } = useLesson().lesson
  return useCallback((legId) => classNameIn(plan, legId), [plan])
}

/** The server's time, ms, renewed five times a second while something counts down. */
export function useFineNow(isRunning: boolean): number {
  const { clockOffset } = useLessonView()
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (!isRunning) return
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), 200)
    return () => clearInterval(timer)
  }, [isRunning])
  return now + clockOffset
}
