import { useState } from 'react'
import { useNow } from '../../../lib/use-now.ts'

/** Whole seconds left of a wait that `begin(seconds)` starts. */
export function useCountdown(): { left: number; begin(seconds: number): void } {
  const [until, setUntil] = useState(0)
  const now = useNow(250)
  return {
    left: Math.max(0, Math.ceil((until - now) / 1000)),
    begin: (seconds) => setUntil(Date.now() + seconds * 1000),
  }
}
