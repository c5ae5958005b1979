import { signOut } from '@tongke/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { PATHS } from '../../config/paths.ts'
import { call } from '../../lib/api.ts'
import { forgetPerson } from '../../lib/known-person.ts'
import { forgetPapers } from '../../live/papers/kept-papers.ts'

/** Ends the session; a session that is already gone is as good. */
export function leaveSession(): Promise<void> {
  forgetPerson()
  forgetPapers()
  return call(signOut, {}).catch(() => undefined)
}

/** Ends the session and forgets everything this browser has read. */
export function useSignOut(): () => void {
  const queries = useQueryClient()
  const navigate = useNavigate()
  return () =>
    void leaveSession().then(() => {
      queries.clear()
      return navigate(PATHS.signIn, { replace: true })
    })
}
