import type { LessonStatus, Part } from '@tongke/contract'
import { useEffect } from 'react'
import { knownDevice } from '../../../lib/device-mark.ts'
import { LAST_WORDS_MS, lastWordsMs } from './follow.rules.ts'

/** A classroom's screen leaves by itself what is over, was called off or is not for it, so that the next lesson finds it at home. */
export function useLastWords(
  part: Part | null,
  status: LessonStatus | null,
  isRefused: boolean,
  leave: () => void,
): void {
  const over = part === 'room' && status ? lastWordsMs(status) : null
  const ms = isRefused && knownDevice() ? LAST_WORDS_MS.off : over
  useEffect(() => {
    if (ms === null) return
    const timer = setTimeout(leave, ms)
    return () => clearTimeout(timer)
  }, [ms, leave])
}
