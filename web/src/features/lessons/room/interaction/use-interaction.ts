import type { InteractionState } from '@tongke/contract'
import { useCallback, useEffect, useState } from 'react'
import { useLesson, useLessonView } from '../room-context.tsx'

export const useInteraction = (): InteractionState => useLesson().lesson.interaction

/** The name of a class by its leg; of the lecture class for null. */
export function useClassNames(): (legId: string | null) => string {
  const { plan } = useLesson().lesson
  return useCallback(
    (legId) => {
      const leg = plan.legs.find((one) => one.id === legId)
      return leg
        ? `${leg.orgName} ${leg.className}`
        : `${plan.lectureClass.orgName} ${plan.lectureClass.name}`
    },
    [plan],
  )
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
