import type { CoursePlan, PlanShare } from '@tongke/contract'
import { InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'

/** The widest range ends at 22 %: the scale of the bars, percent. */
const SCALE = 25

const part = (percent: number): string => `${Math.min(100, (percent / SCALE) * 100)}%`

export type Ranges = readonly PlanShare[]

interface Props {
  plan: CoursePlan
  /** What is typed; null: only read. */
  ranges: Ranges | null
  onChange: (ranges: Ranges) => void
}

/** Each group's share of all hours on a bar, with the range it must lie in. */
export function PlanShares({ plan, ranges, onChange }: Props) {
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
            {ranges ? (
              <RangeFields
                name={t(`plan.groupName.${group}`)}
                range={ranges.find((one) => one.group === group) ?? { group, min, max }}
                onChange={(range) => onChange(ranges.map((one) => (one.group === group ? range : one)))}
              />
            ) : (
              <span className="sub">
                {t('plan.range')} {min}–{max} % · {t('plan.hours', { count: hours })}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function RangeFields({
  name,
  range,
  onChange,
}: {
  name: string
  range: PlanShare
  onChange: (range: PlanShare) => void
}) {
  const { t } = useTranslation('calendar')
  const field = (key: 'min' | 'max') => (
    <InputNumber
      size="small"
      aria-label={`${name} ${t(`plan.${key}`)}`}
      min={0}
      max={100}
      step={0.5}
      suffix="%"
      status={range.min > range.max ? 'error' : ''}
      value={range[key]}
      onChange={(value) => onChange({ ...range, [key]: value ?? 0 })}
    />
  )
  return (
    <span className="plan-range">
      {t('plan.range')} {field('min')} – {field('max')}
    </span>
  )
}
