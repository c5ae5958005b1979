import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { ErrorPanel } from '../../../components/plain/error-words.tsx'
import { InsecureNotice } from '../../../components/plain/insecure-notice.tsx'
import { Logo } from '../../../components/plain/logo.tsx'
import { useTitle } from '../../../components/plain/use-title.ts'
import { PATHS } from '../../../config/paths.ts'
import { countdown } from '../../../lib/time.ts'
import { useEnrolment, type Enrolment as State } from './use-enrolment.ts'
import './enrolment.css'

function CodeBoard({ code, leftMs, offline }: State) {
  const { t } = useTranslation('signin')
  return (
    <>
      <p className="enrol-code" role="status" aria-label={`${t('device.code')} ${code}`}>
        {code?.split('-').map((part, index) => (
          <span key={index}>{part}</span>
        ))}
      </p>
      <p className="enrol-left">
        {offline ? t('device.reconnecting') : t('device.valid', { time: countdown(leftMs) })}
      </p>
      <ol className="enrol-steps">
        <li>{t('device.step1', { host: window.location.host })}</li>
        <li>{t('device.step2')}</li>
        <li>{t('device.step3')}</li>
      </ol>
    </>
  )
}

function ExpiredBoard({ renew }: State) {
  const { t } = useTranslation('signin')
  return (
    <>
      <p className="enrol-word" role="status">
        {t('device.expired')}
      </p>
      <p className="enrol-left">{t('device.expiredHint')}</p>
      <button type="button" className="button button-chalk button-big" onClick={renew}>
        {t('device.renew')}
      </button>
    </>
  )
}

function Board(state: State) {
  const { t } = useTranslation('signin')
  switch (state.phase) {
    case 'waiting':
      return <CodeBoard {...state} />
    case 'expired':
      return <ExpiredBoard {...state} />
    case 'failed':
      return (
        <div className="paper-sheet">
          <ErrorPanel error={state.error} onRetry={state.renew} />
        </div>
      )
    default:
      return (
        <p className="enrol-word" role="status">
          {t(state.phase === 'confirmed' ? 'device.confirmed' : 'device.asking')}
        </p>
      )
  }
}

/** A classroom PC that nobody knows yet shows its code, big enough to be read across the room. */
export function Enrolment({ revoked, onConfirmed }: { revoked: boolean; onConfirmed: () => void }) {
  const { t } = useTranslation('signin')
  const state = useEnrolment(onConfirmed)
  useTitle(t('device.title'))
  return (
    <div className="enrol">
      <header className="enrol-head">
        <Logo height={26} />
        <Link to={PATHS.signIn}>{t('device.teacher')}</Link>
      </header>
      <main className="enrol-main">
        <h1>{t('device.title')}</h1>
        <InsecureNotice />
        {revoked && <p className="enrol-left">{t('device.revoked')}</p>}
        <Board {...state} />
      </main>
    </div>
  )
}
