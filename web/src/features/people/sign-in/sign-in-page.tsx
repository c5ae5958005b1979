import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { InsecureNotice } from '../../../components/plain/insecure-notice.tsx'
import { Logo } from '../../../components/plain/logo.tsx'
import { useTitle } from '../../../components/plain/use-title.ts'
import { PATHS, safeBack } from '../../../config/paths.ts'
import { ME_KEY } from '../../../lib/me.ts'
import { ClassroomsArt } from './classrooms-art.tsx'
import { SignInForm } from './sign-in-form.tsx'
import './sign-in.css'

export function SignInPage() {
  const { t } = useTranslation('signin')
  useTitle(t('submit'))
  const [query] = useSearchParams()
  const navigate = useNavigate()
  const queries = useQueryClient()
  return (
    <div className="sign-in">
      <header className="sign-in-board">
        <Logo height={26} />
        <ClassroomsArt />
        <div>
          <h1>{t('slogan')}</h1>
          <p>{t('lead')}</p>
        </div>
      </header>
      <main className="sign-in-desk">
        <div className="sign-in-form">
          <InsecureNotice />
          <SignInForm
            onSignedIn={(me) => {
              queries.clear()
              queries.setQueryData(ME_KEY, me)
              void navigate(safeBack(query.get('back')), { replace: true })
            }}
          />
          <p className="sign-in-device">
            <Link to={PATHS.device}>{t('isDevice')}</Link>
            <span>{t('isDeviceHint')}</span>
          </p>
        </div>
      </main>
    </div>
  )
}
