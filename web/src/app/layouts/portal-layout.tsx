import { App as AntdApp, ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate, Outlet, useLocation, useMatches } from 'react-router'
import { Logo } from '../../components/plain/logo.tsx'
import { ErrorPanel } from '../../components/plain/error-words.tsx'
import { Opening } from '../../components/opening.tsx'
import { PATHS } from '../../config/paths.ts'
import { useMe, type PersonMe } from '../../lib/me.ts'
import { antdTheme } from './antd-theme.ts'
import { TroubleBar } from './trouble-bar.tsx'
import { RoomFrame } from './room-frame.tsx'
import { SideBar } from './side-bar.tsx'
import './portal.css'

const FirstPasswordGate = lazy(() => import('./first-password-gate.tsx'))

/** antd spaces out two-character Chinese buttons unless told not to. */
const NO_SPACING = { autoInsertSpace: false }

function AntdScope({ children }: { children: React.ReactNode }) {
  const { i18n } = useTranslation()
  const theme = useMemo(antdTheme, [])
  const chinese = i18n.language === 'zh-CN'
  dayjs.locale(chinese ? 'zh-cn' : 'en')
  return (
    <ConfigProvider locale={chinese ? zhCN : enUS} theme={theme} button={NO_SPACING}>
      <AntdApp>{children}</AntdApp>
    </ConfigProvider>
  )
}

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

/** Pages whose route says so open on a classroom's PC as well. */
const useForRooms = (): boolean =>
  useMatches().some(({ handle }) => (handle as { forRooms?: true } | undefined)?.forRooms)

/** Frame of every page for a signed-in person, and the boundary behind which antd lives. */
export function PortalLayout() {
  const me = useMe()
  const forRooms = useForRooms()
  if (me.data?.kind === 'device' && forRooms)
    return (
      <AntdScope>
        <RoomFrame me={me.data} />
      </AntdScope>
    )
  if (me.data?.kind === 'device') return <Navigate to={PATHS.device} replace />
  if (me.data)
    return (
      <AntdScope>
        <Portal me={me.data} />
      </AntdScope>
    )
  if (me.error && me.error.code !== 'auth.required')
    return <ErrorPanel error={me.error} onRetry={() => void me.refetch()} />
  return <Opening />
}
