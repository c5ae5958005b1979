import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Logo } from '../../../components/plain/logo.tsx'
import { PATHS } from '../../../config/paths.ts'
import './enrolment.css'

/** A teacher opened the classroom page on the PC they are signed in at. */
export function SignedInPerson({ name, onLeave }: { name: string; onLeave: () => void }) {
  const { t } = useTranslation('signin')
  const { t: common } = useTranslation()
  return (
    <div className="enrol">
      <header className="enrol-head">
        <Logo height={26} />
        <Link to={PATHS.home}>{common('backHome')}</Link>
      </header>
      <main className="enrol-main">
        <h1>{t('device.person', { name })}</h1>
        <p className="enrol-left">{t('device.personHint')}</p>
        <button type="button" className="button button-chalk button-big" onClick={onLeave}>
          {t('device.personLeave')}
        </button>
      </main>
    </div>
  )
}
