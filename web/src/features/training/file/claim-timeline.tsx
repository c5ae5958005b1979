import type { HoursClaim } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { ClaimStatePill } from '../parts/claim-state.tsx'
import { hoursOf } from '../parts/hours.ts'

interface Props {
  claims: readonly HoursClaim[]
  onOpen: (id: string) => void
}

/** All claims of the cycle by year, newest first. */
export function ClaimTimeline({ claims, onOpen }: Props) {
  const { t } = useTranslation('training')
  if (claims.length === 0)
    return (
      <div className="card">
        <BlankState title={t('file.empty')} hint={t('file.emptyHint')} />
      </div>
    )
  const years = [...new Set(claims.map(({ occurredOn }) => occurredOn.slice(0, 4)))]
  return years.map((year) => (
    <section key={year} className="file-year">
      <h2>{year}</h2>
      <ul className="card claim-rows">
        {claims
          .filter(({ occurredOn }) => occurredOn.startsWith(year))
          .map((claim) => (
            <li key={claim.id}>
              <button type="button" onClick={() => onOpen(claim.id)}>
                <time>{claim.occurredOn.slice(5)}</time>
                <span className="claim-name">
                  <strong>{claim.title}</strong>
                  <small className="quiet">
                    {t(`category.${claim.category}`)} · {t(`source.${claim.source}`)}
                    {claim.state === 'REJECTED' && claim.reason && ` · ${claim.reason}`}
                  </small>
                </span>
                <span className="claim-hours">
                  {hoursOf(claim.credited ?? claim.tenths)}
                  {claim.credited !== null && claim.credited !== claim.tenths && (
                    <del className="quiet">{hoursOf(claim.tenths)}</del>
                  )}
                </span>
                <ClaimStatePill state={claim.state} />
              </button>
            </li>
          ))}
      </ul>
    </section>
  ))
}
