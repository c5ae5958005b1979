import { CheckCircleFilled, CloseCircleFilled, MinusCircleOutlined } from '@ant-design/icons'
import { getSessionCounting, type CountingCheck, type SessionDetail } from '@tongke/contract'
import { Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { useEndpoint } from '../../../lib/query.ts'
import { dateOf } from '../../../lib/time.ts'

/** Whether the session counts as joint research, and why, in words that everybody in it reads. */
export function CountingBox({ detail }: { detail: SessionDetail }) {
  const { t } = useTranslation('research')
  const query = useEndpoint(getSessionCounting, { params: { id: detail.card.id } })
  if (query.error && !query.data) return <ErrorNotice error={query.error} />
  if (!query.data) return <Skeleton active paragraph={{ rows: 3 }} />
  const { counting, decidedAt } = query.data
  const title = decidedAt === null ? 'open' : counting.counted ? 'yes' : 'no'
  return (
    <section className="card research-part counting" data-verdict={title} aria-label={t('counting.title')}>
      <header>
        <h2>{t('counting.title')}</h2>
        <span className={`pill ${{ open: '', yes: 'pill-ok', no: 'pill-bad' }[title]}`}>
          {t(`counting.${title}`)}
        </span>
      </header>
      <ul>
        {counting.checks.map((check) => (
          <Check key={check.code} check={check} isAhead={decidedAt === null && !check.met} />
        ))}
      </ul>
      <p className="quiet">
        {t('counting.rule', { percent: counting.attendedPercent, seconds: counting.spokeSeconds })}
        {decidedAt !== null && ` ${t('counting.decided', { day: dateOf(decidedAt) })}`}
      </p>
    </section>
  )
}

interface CheckProps {
  check: CountingCheck
  /** Not met yet, and nothing is decided: no failure. */
  isAhead: boolean
}

function Check({ check: { code, met, value, needed }, isAhead }: CheckProps) {
  const { t } = useTranslation('research')
  const word = met ? 'met' : isAhead ? 'ahead' : 'unmet'
  return (
    <li data-met={word}>
      {met ? <CheckCircleFilled /> : isAhead ? <MinusCircleOutlined /> : <CloseCircleFilled />}
      <span>{t(`counting.check.${code}.${word}`, { value, needed })}</span>
    </li>
  )
}
