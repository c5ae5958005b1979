import { signOut } from '@tongke/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { PATHS } from '../../config/paths.ts'
import { call } from '../../lib/api.ts'
import { keepVisitor } from '../../lib/visitor-mark.ts'

/** Ends the session; a session that is already gone is as good. */
export const leaveSession = (): Promise<void> => call(signOut, {}).catch(() => undefined)

/** Ends the session and forgets everything this browser has read. */
export function useSignOut(): () => void {
  const queries = useQueryClient()
  const navigate = useNavigate()
  return () =>
    void leaveSession().then(() => {
      queries.clear()
      keepVisitor(null)
      return navigate(PATHS.signIn, { replace: true })
    })
}
