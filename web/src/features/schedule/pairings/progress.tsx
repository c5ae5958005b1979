import { getPairingProgress, type Pairing } from '@tongke/contract'
import { Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { useEndpoint } from '../../../lib/query.ts'

/** What was really held and done of what was agreed, from settled lessons. */
export function Progress({ pairing }: { pairing: Pairing }) {
  const { t } = useTranslation('pairings')
  const query = useEndpoint(getPairingProgress, { params: { id: pairing.id } })
  return (
    <section className="card pairing-part">
      <h2>{t('progress.title')}</h2>
      {query.error && !query.data && <ErrorNotice error={query.error} />}
      {!query.data && !query.error && <Skeleton active paragraph={{ rows: 3 }} title={false} />}
      {query.data && <Goals progress={query.data} />}
    </section>
  )
}

function Goals({
  progress: { lessons, minutes, research, visits },
}: {
  progress: NonNullable<ReturnType<typeof useEndpoint<typeof getPairingProgress>>['data']>
}) {
  const { t } = useTranslation('pairings')
  const more = (['failed', 'unsettled', 'coming'] as const)
    .filter((key) => lessons[key] > 0)
    .map((key) => t(`progress.${key}`, { count: lessons[key] }))
  const attended =
    lessons.held === 0
      ? t('progress.noneHeld')
      : t('progress.minutes', { online: minutes.online, planned: minutes.planned, count: lessons.complete })
  return (
    <>
      <ul className="pairing-progress">
        <Goal label={t('progress.lessons')} goal={lessons.goal} done={lessons.held} note={attended} />
        <Goal label={t('progress.research')} goal={research.goal} done={research.done} />
        <Goal label={t('progress.visits')} goal={visits.goal} done={visits.done} />
      </ul>
      {more.length > 0 && <p className="quiet">{more.join(' · ')}</p>}
    </>
  )
}

/** @param done null: of a school outside nobody knows */
function Goal({
  label,
  goal,
  done,
  note,
}: {
  label: string
  goal: number
  done: number | null
  note?: string
}) {
  const { t } = useTranslation('pairings')
  const percent = goal === 0 ? (done ? 100 : 0) : Math.min(100, ((done ?? 0) / goal) * 100)
  return (
    <li data-met={done !== null && done >= goal && goal > 0}>
      <span>{label}</span>
      <strong>{done === null ? t('progress.unknown') : t('progress.of', { done, goal })}</strong>
      {done !== null && (
        <span className="coverage-bar" aria-hidden="true">
          <span style={{ width: `${percent}%` }} />
        </span>
      )}
      {note !== undefined && <span className="sub">{note}</span>}
    </li>
  )
}
