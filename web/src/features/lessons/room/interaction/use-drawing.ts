import type { InteractionState } from '@tongke/contract'
import { useEffect, useState } from 'react'
import { useLesson, useLessonView } from '../room-context.tsx'
import { useClassNames } from './use-interaction.ts'

/** How long names run before the drawn one stands, ms. */
const DRAW_MS = 1_600
const STEP_MS = 90

export interface Drawing {
  name: string
  seat: number
  isDrawing: boolean
}

/**
 * What to show of a pick: names that run by for a moment, then whom the server drew. The running is only for the eye; whoever
 * comes later sees the result at once.
 */
export function useDrawing(pick: InteractionState['pick']): Drawing | null {
  const { plan } = useLesson().lesson
  const { clockOffset } = useLessonView()
  const nameOf = useClassNames()
  const [now, setNow] = useState(() => Date.now())
  // Whom the lecturer called by name nobody drew.
  const at = pick && !pick.called ? pick.at : null
  useEffect(() => {
    if (at === null) return
    const timer = setInterval(() => {
      setNow(Date.now())
      if (Date.now() + clockOffset - at > DRAW_MS) clearInterval(timer)
    }, STEP_MS)
    return () => clearInterval(timer)
  }, [at, clockOffset])
  if (!pick) return null
  const gone = now + clockOffset - pick.at
  if (pick.called || gone > DRAW_MS) return { name: nameOf(pick.legId), seat: pick.seat, isDrawing: false }
  const step = Math.max(0, Math.floor(gone / STEP_MS))
  const legId = plan.legs[step % plan.legs.length]?.id ?? pick.legId
  return { name: nameOf(legId), seat: 1 + ((pick.seat + step * 7) % 40), isDrawing: true }
}
