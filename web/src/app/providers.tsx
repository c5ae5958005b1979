import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { Suspense, useEffect } from 'react'
import { RouterProvider } from 'react-router'
import { PATHS, paths } from '../config/paths.ts'
import { onSignedOut } from '../lib/api.ts'
import { isApiError } from '../lib/api-error.ts'
import { Opening } from '../components/opening.tsx'
import { router } from './router.tsx'

const RETRIES = 2
/** Only what may heal by itself is asked again: no answer, or a server that says it is not ready. */
const mayHeal = (error: unknown) => isApiError(error, 'offline', 'unavailable')

const queries = new QueryClient({
  defaultOptions: {
    queries: { retry: (failures, error) => failures < RETRIES && mayHeal(error), staleTime: 5_000 },
  },
})

/** Pages that anyone may read send nobody away. */
const OPEN_PAGES: readonly string[] = [PATHS.signIn, PATHS.device]

function toSignIn() {
  const { pathname, search } = router.state.location
  if (OPEN_PAGES.includes(pathname)) return
  queries.clear()
  void router.navigate(paths.signIn(pathname + search), { replace: true })
}

export function Providers() {
  useEffect(() => onSignedOut(toSignIn), [])
  return (
    <QueryClientProvider client={queries}>
      <Suspense fallback={<Opening />}>
        <RouterProvider router={router} />
      </Suspense>
    </QueryClientProvider>
  )
}
