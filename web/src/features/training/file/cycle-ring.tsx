import { useTranslation } from 'react-i18next'
import { hoursOf, percentOf } from '../parts/hours.ts'

const RADIUS = 62
const LENGTH = 2 * Math.PI * RADIUS

interface Props {
  tenths: number
  waitingTenths: number
  targetTenths: number
}

/** How much of the cycle is done; what is waiting is drawn behind it, lighter. */
export function CycleRing({ tenths, waitingTenths, targetTenths }: Props) {
  const { t } = useTranslation('training')
  const arc = (share: number) => `${(LENGTH * share) / 100} ${LENGTH}`
  const done = percentOf(tenths, targetTenths)
  return (
    <figure className="cycle-ring">
      <svg viewBox="0 0 160 160" role="img" aria-label={t('file.ring', { percent: done })}>
        <circle cx="80" cy="80" r={RADIUS} className="ring-all" />
        <circle
          cx="80"
          cy="80"
          r={RADIUS}
          className="ring-waiting"
          strokeDasharray={arc(percentOf(tenths + waitingTenths, targetTenths))}
        />
        <circle cx="80" cy="80" r={RADIUS} className="ring-done" strokeDasharray={arc(done)} />
        <text x="80" y="82" className="ring-hours">
          {hoursOf(tenths)}
        </text>
        <text x="80" y="104" className="ring-of">
          / {hoursOf(targetTenths)}
        </text>
      </svg>
    </figure>
  )
}
