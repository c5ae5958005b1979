import { signOut } from '@tongke/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { PATHS } from '../../config/paths.ts'
import { call } from '../../lib/api.ts'

/** Ends the session and forgets everything this browser has read. */
export function useSignOut(): () => void {
  const queries = useQueryClient()
  const navigate = useNavigate()
  return () => {
    call(signOut, {})
      .catch(() => undefined)
      .finally(() => {
        queries.clear()
        void navigate(PATHS.signIn, { replace: true })
      })
  }
}
