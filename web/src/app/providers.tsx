import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { Suspense, useEffect } from 'react'
import { RouterProvider } from 'react-router'
import { PATHS, paths } from '../config/paths.ts'
import { onSignedOut } from '../lib/api.ts'
import { isApiError } from '../lib/api-error.ts'
import { ME_KEY, ME_QUERY } from '../lib/me.ts'
import { Opening } from '../components/opening.tsx'
import { isOpenPage } from './open-pages.ts'
import { router } from './router.tsx'

const RETRIES = 2
/** Only what may heal by itself is asked again: no answer, or a server that says it is not ready. */
const mayHeal = (error: unknown) => isApiError(error, 'offline', 'unavailable')

/** `always`: a PC that thinks it is offline gets words, not an endless wait. */
const queries = new QueryClient({
  defaultOptions: {
    mutations: { networkMode: 'always' },
    queries: {
      networkMode: 'always',
      retry: (failures, error) => failures < RETRIES && mayHeal(error),
      staleTime: 5_000,
    },
  },
})

// Every other page begins with it: asked for while the page's code is still on its way.
if (!isOpenPage(window.location.pathname)) void queries.prefetchQuery(ME_QUERY)

/** Leads whoever is no longer signed in to where they can be again: a person to sign-in and back, a classroom PC to its code. */
function toSignIn(code: 'auth.required' | 'device.revoked') {
  const { pathname, search } = router.state.location
  if (isOpenPage(pathname)) {
    // The page asks again who is there, unless that is what it has just asked.
    if (queries.getQueryData(ME_KEY)) void queries.resetQueries({ queryKey: ME_KEY })
    return
  }
  queries.clear()
  const to = code === 'device.revoked' ? PATHS.device : paths.signIn(pathname + search)
  void router.navigate(to, { replace: true })
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
