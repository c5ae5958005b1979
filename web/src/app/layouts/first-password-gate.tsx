import { useTranslation } from 'react-i18next'
import { PasswordForm } from '../../features/people/account/password-form.tsx'
import { loadWords } from '../i18n.ts'

void loadWords('people')

/** Whoever signs in with a first password does nothing else before choosing an own one. */
export function FirstPasswordGate() {
  const { t } = useTranslation()
  return (
    <div style={{ maxWidth: 420 }}>
      <h1>{t('gate.title')}</h1>
      <p style={{ margin: '8px 0 24px' }}>{t('gate.hint')}</p>
      <PasswordForm />
    </div>
  )
}
