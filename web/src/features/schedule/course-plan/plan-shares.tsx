import type { CoursePlan } from '@tongke/contract'
import { useTranslation } from 'react-i18next'

/** The widest range ends at 22 %: the scale of the bars, percent. */
const SCALE = 25

const part = (percent: number): string => `${Math.min(100, (percent / SCALE) * 100)}%`

/** Each group's share of all hours on a bar, with the range it must lie in. */
export function PlanShares({ plan }: { plan: CoursePlan }) {
  const { t } = useTranslation('calendar')
  return (
    <section className="card plan-shares">
      <header>
        <h2>{t('plan.share')}</h2>
        <span className="quiet">
          {t('plan.yearTotal')} {plan.yearHours} / {plan.requiredYearHours}
        </span>
      </header>
      <ul>
        {plan.shares.map(({ group, percent, min, max, isInRange, hours }) => (
          <li key={group} data-right={isInRange}>
            <span className="plan-share-name">{t(`plan.groupName.${group}`)}</span>
            <span className="plan-share-value">
              {percent.toFixed(1)} %
              {!isInRange && (
                <span className="pill pill-bad">{t(percent < min ? 'plan.low' : 'plan.high')}</span>
              )}
            </span>
            <span className="plan-bar" aria-hidden="true">
              <span className="plan-bar-range" style={{ left: part(min), width: part(max - min) }} />
              <span className="plan-bar-value" style={{ width: part(percent) }} />
            </span>
            <span className="sub">
              {t('plan.range')} {min}–{max} % · {t('plan.hours', { count: hours })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
