import { useCallback, useEffect } from 'react'
import { useNavigate } from 'react-router'
import { PATHS } from '../../../config/paths.ts'

/** One key to check: Enter anywhere on the room's screen begins it. Whatever has the focus goes first. */
export function useCheckKey(isFree: boolean): () => void {
  const navigate = useNavigate()
  const check = useCallback(() => void navigate(`${PATHS.check}?begin=1`), [navigate])
  useEffect(() => {
    if (!isFree) return
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Enter' && !event.repeat && document.activeElement === document.body) check()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [isFree, check])
  return check
}
