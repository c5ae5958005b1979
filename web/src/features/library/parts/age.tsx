import { useTranslation } from 'react-i18next'
import { momentOf } from '../../../lib/time.ts'
import { useNow } from '../../../lib/use-now.ts'
import { ageOf } from './age.rules.ts'

/** For how many days something has waited; `moment`: and since when. */
export function Age({ at, moment = false }: { at: number; moment?: boolean }) {
  const { t } = useTranslation('author')
  const { days, tone } = ageOf(at, useNow(60_000))
  return (
    <>
      <span className={`pill pill-${tone}`}>
        {days === 0 ? t('desk.today') : t('desk.days', { count: days })}
      </span>
      {moment && <span className="sub">{momentOf(at)}</span>}
    </>
  )
}
