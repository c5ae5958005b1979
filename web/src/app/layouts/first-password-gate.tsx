import { useTranslation } from 'react-i18next'
import { AntdScope } from '../../components/antd/antd-scope.tsx'
import { PasswordForm } from '../../features/people/account/password-form.tsx'

/** Whoever signs in with a first password does nothing else before choosing an own one. */
export default function FirstPasswordGate() {
  const { t } = useTranslation()
  return (
    <div style={{ maxWidth: 420 }}>
      <h1>{t('gate.title')}</h1>
      <p style={{ margin: '8px 0 24px' }}>{t('gate.hint')}</p>
      <AntdScope>
        <PasswordForm />
      </AntdScope>
    </div>
  )
}
