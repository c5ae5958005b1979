import { printCertificate, type Certificate } from '@tongke/contract'
import { App, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useErrorText } from '../../../components/plain/error-words.tsx'
import { paths } from '../../../config/paths.ts'
import { download } from '../../../lib/api.ts'
import { hoursOf } from '../parts/hours.ts'

/** Certificates of one teacher, to print and to show others. */
export function CertificateList({ certificates }: { certificates: readonly Certificate[] }) {
  const { t } = useTranslation('training')
  const { message } = App.useApp()
  const errorText = useErrorText()
  if (certificates.length === 0) return null
  const save = ({ id, number }: Certificate) =>
    download(printCertificate, { params: { id } }, `${number}.pdf`).catch((error: unknown) =>
      message.error(errorText(error)),
    )
  return (
    <ul className="certificates">
      {certificates.map((one) => (
        <li key={one.id} className={one.revokedOn ? 'card certificate-revoked' : 'card'}>
          <div>
            <strong>
              {one.programmeTitle === null
                ? t('certificate.title', { hours: hoursOf(one.tenths) })
                : t('certificate.titleOf', { title: one.programmeTitle, hours: hoursOf(one.tenths) })}
            </strong>
            <small className="quiet">
              {one.from} – {one.to} · <Link to={paths.verify(one.number)}>{one.number}</Link>
            </small>
            {one.revokedOn && (
              <small className="file-lacks">
                {t('certificate.revokedOn', { day: one.revokedOn, reason: one.revokedReason })}
              </small>
            )}
          </div>
          <Button onClick={() => void save(one)}>{t('certificate.print')}</Button>
        </li>
      ))}
    </ul>
  )
}
