import { listChecks } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { VerdictPill } from '../../../components/plain/verdict-pill.tsx'
import { paths } from '../../../config/paths.ts'
import { CHECK_HOLDS_MS } from '../../../lib/lesson-day.ts'
import { useEndpoint } from '../../../lib/query.ts'
import { momentOf } from '../../../lib/time.ts'
import { useNow } from '../../../lib/use-now.ts'

/** Has the reader's line been checked lately enough to teach on it? */
export function MyCheck({ lessonId, openAt }: { lessonId: string; openAt: string }) {
  const { t } = useTranslation('lessons')
  const now = useNow(30_000)
  const checks = useEndpoint(listChecks, {})
  const latest = checks.data?.reduce<(typeof checks.data)[number] | undefined>(
    (best, check) => (best && best.at >= check.at ? best : check),
    undefined,
  )
  return (
    <section className="card my-check" aria-labelledby="before">
      <h2 id="before">{t('detail.before')}</h2>
      <p>{t('detail.openAt', { time: openAt })}</p>
      <h3>{t('detail.myCheck')}</h3>
      {latest ? (
        <p>
          <VerdictPill verdict={latest.verdict} />{' '}
          <span className="quiet">
            {t(now - latest.at < CHECK_HOLDS_MS ? 'detail.checkAge' : 'detail.checkOld', {
              time: momentOf(latest.at),
            })}
          </span>
        </p>
      ) : (
        <p className="quiet">{t('detail.noCheck')}</p>
      )}
      <Link className="button" to={paths.check(lessonId)}>
        {t('action.check')}
      </Link>
    </section>
  )
}
