import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Outlet } from 'react-router'
import { Logo } from '../../components/plain/logo.tsx'
import { Opening } from '../../components/opening.tsx'
import { PATHS } from '../../config/paths.ts'
import type { DeviceMe } from '../../lib/me.ts'
import { TroubleBar } from './trouble-bar.tsx'

/** Frame of the pages that a classroom's PC may open: whose room it is, and the way back to its day. */
export function RoomFrame({ me }: { me: DeviceMe }) {
  const { t } = useTranslation()
  return (
    <div className="room-frame">
      <header className="room-frame-bar">
        <Logo height={22} />
        <span>{[me.orgName, me.className].filter(Boolean).join(' · ')}</span>
        <nav aria-label={t('nav.label')}>
          <Link to={PATHS.library}>{t('nav.library')}</Link>
          <Link to={PATHS.courses}>{t('nav.courses')}</Link>
          <Link to={PATHS.packs}>{t('nav.packs')}</Link>
          <Link to={PATHS.device}>{t('nav.room')}</Link>
        </nav>
      </header>
      <main className="portal-main" id="main">
        <TroubleBar />
        <Suspense fallback={<Opening />}>
          <Outlet />
        </Suspense>
      </main>
    </div>
  )
}
