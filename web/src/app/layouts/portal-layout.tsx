import { lazy, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate, Outlet, useLocation, useMatches } from 'react-router'
import { Logo } from '../../components/plain/logo.tsx'
import { ErrorPanel } from '../../components/plain/error-words.tsx'
import { Opening } from '../../components/opening.tsx'
import { PATHS } from '../../config/paths.ts'
import { isApiError } from '../../lib/api-error.ts'
import { useMe, type PersonMe } from '../../lib/me.ts'
import { TroubleBar } from './trouble-bar.tsx'
import { RoomFrame } from './room-frame.tsx'
import { SideBar } from './side-bar.tsx'
import './portal.css'

const FirstPasswordGate = lazy(() => import('./first-password-gate.tsx'))

function Portal({ me }: { me: PersonMe }) {
  const { t } = useTranslation()
  const { pathname } = useLocation()
  const [open, setOpen] = useState(false)
  useEffect(() => setOpen(false), [pathname])
  return (
    <div className="portal">
      <a className="skip-link" href="#main">
        {t('skip')}
      </a>
      <header className="portal-bar">
        <Logo height={20} />
        <button
          type="button"
          className="portal-menu"
          aria-expanded={open}
          aria-controls="side"
          onClick={() => setOpen(!open)}
        >
          {open ? t('close') : t('menu')}
        </button>
      </header>
      <SideBar me={me} open={open} />
      <main className="portal-main" id="main">
        <TroubleBar />
        <Suspense fallback={<Opening />}>
          {me.mustChangePassword ? <FirstPasswordGate /> : <Outlet />}
        </Suspense>
      </main>
    </div>
  )
}

/** What a route says of its page: it opens on a classroom's PC as well, or without a line. */
const useMark = (mark: 'forRooms' | 'worksOffline'): boolean =>
  useMatches().some(({ handle }) => (handle as Record<string, true> | undefined)?.[mark])

function AlonePage() {
  return (
    <main className="portal-main" id="main">
      <Suspense fallback={<Opening />}>
        <Outlet />
      </Suspense>
    </main>
  )
}

/** Frame of every page for a signed-in person. */
export function PortalLayout() {
  const me = useMe()
  const forRooms = useMark('forRooms')
  const worksOffline = useMark('worksOffline')
  if (me.data?.kind === 'device' && forRooms) return <RoomFrame me={me.data} />
  if (me.data?.kind === 'device') return <Navigate to={PATHS.device} replace />
  if (me.data) return <Portal me={me.data} />
  // Nobody can be asked who is there: such a page knows by itself whose it is.
  if (worksOffline && isApiError(me.error ?? me.failureReason, 'offline', 'unavailable')) return <AlonePage />
  if (me.error && me.error.code !== 'auth.required')
    return <ErrorPanel error={me.error} onRetry={() => void me.refetch()} />
  return <Opening />
}
