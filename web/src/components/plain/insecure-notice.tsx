import { useTranslation } from 'react-i18next'
import './plain.css'

/** At an address without TLS a browser keeps no Secure cookie and opens no camera: said before anybody wonders. */
export function InsecureNotice() {
  const { t } = useTranslation('signin')
  if (window.isSecureContext) return null
  return (
    <p className="notice notice-warn" role="alert">
      {t('insecure')}
    </p>
  )
}
