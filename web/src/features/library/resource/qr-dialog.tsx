import { getQrCode } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../../components/plain/dialog.tsx'
import { paths } from '../../../config/paths.ts'
import { urlOf } from '../../../lib/api-url.ts'

/** Shown large, so that phones read it off the classroom's screen. */
export function QrDialog({ id, title, onClose }: { id: string; title: string; onClose: () => void }) {
  const { t } = useTranslation('watch')
  const { origin } = location
  return (
    <Dialog title={t('qr.title')} onClose={onClose}>
      <div className="qr">
        <img src={urlOf(getQrCode.path, { id }, { origin })} alt={t('qr.alt', { title })} />
        <p>{t('qr.hint')}</p>
        <code>{origin + paths.resource(id)}</code>
      </div>
    </Dialog>
  )
}
