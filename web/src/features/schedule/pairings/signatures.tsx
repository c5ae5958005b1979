import type { Pairing } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { momentOf } from '../../../lib/time.ts'

/** Who has signed and who has put it in force, in the order in which it happens. */
export function Signatures({ pairing }: { pairing: Pairing }) {
  const { t } = useTranslation('pairings')
  const { hostSignature, ruralSignature, activation, hostSignatureEnteredBy } = pairing
  const rows = [
    {
      key: 'host',
      label: t('detail.host'),
      org: pairing.host?.name ?? pairing.outsideHost,
      by: hostSignature,
    },
    { key: 'rural', label: t('detail.rural'), org: pairing.rural.name, by: ruralSignature },
    { key: 'activation', label: t('detail.activation'), org: null, by: activation },
  ]
  return (
    <section className="card pairing-part">
      <h2>{t('detail.signatures')}</h2>
      <ol className="signatures">
        {rows.map(({ key, label, org, by }) => (
          <li key={key} data-signed={by !== null}>
            <span className="signature-mark" aria-hidden="true">
              {by === null ? '' : '✓'}
            </span>
            <span>
              <strong>{label}</strong>
              {org && <span className="sub">{org}</span>}
            </span>
            <span className="signature-name">
              {by === null ? (
                <span className="quiet">
                  {t(key === 'activation' ? 'detail.notActive' : 'detail.notYet')}
                </span>
              ) : (
                <>
                  {by.name}
                  <span className="sub">
                    {momentOf(by.at)}
                    {key === 'host' && hostSignatureEnteredBy !== null && (
                      <> · {t('detail.enteredBy', { name: hostSignatureEnteredBy })}</>
                    )}
                  </span>
                </>
              )}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
