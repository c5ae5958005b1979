import { getRoomFigures } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { useEndpoint } from '../../../lib/query.ts'
import { DAY, dateOf } from '../../../lib/time.ts'

const SHOWN_DAYS = 30

function Figure({ label, value, hint }: { label: string; value: string; hint: string }) {
  return (
    <div className="room-figure">
      <span>{label}</span>
      <strong>{value}</strong>
      <small>{hint}</small>
    </div>
  )
}

/** R24 over the last thirty days: how ready the rooms were, and how fast they were put right. */
export function RoomFigures({ now }: { now: number }) {
  const { t } = useTranslation('classroom')
  const query = { from: dateOf(now - (SHOWN_DAYS - 1) * DAY), to: dateOf(now) }
  const { data } = useEndpoint(getRoomFigures, { query })
  if (!data) return null
  const { roomDays, greenDays, medianRepairHours, repairs, open } = data
  return (
    <section className="room-figures" aria-label={t('figures.days')}>
      <Figure
        label={t('figures.available')}
        value={roomDays === 0 ? t('figures.none') : `${((100 * greenDays) / roomDays).toFixed(1)} %`}
        hint={t('figures.availableHint', { green: greenDays, all: roomDays })}
      />
      <Figure
        label={t('figures.median')}
        value={
          medianRepairHours === null
            ? t('figures.none')
            : t('figures.hours', { value: medianRepairHours.toFixed(1) })
        }
        hint={t('figures.days')}
      />
      <Figure
        label={t('figures.repairs')}
        value={String(repairs)}
        hint={t('figures.repairsHint', { open })}
      />
    </section>
  )
}
