import type { Activity, EvidenceSummary, ScoreSpread } from '@tongke/contract'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

const seconds = (ms: number) => (ms / 1000).toFixed(1)

function Card({ title, hint, children }: { title: string; hint: string; children: ReactNode }) {
  return (
    <section className="card figure" aria-label={title}>
      <h3>{title}</h3>
      {children}
      <small>{hint}</small>
    </section>
  )
}

/** Two parts of one whole. */
function Split({ parts }: { parts: readonly { words: string; percent: number; tone: string }[] }) {
  return (
    <div className="split">
      <div className="split-bar" aria-hidden="true">
        {parts.map(({ tone, percent }) => (
          <i key={tone} data-tone={tone} style={{ width: `${percent}%` }} />
        ))}
      </div>
      <dl>
        {parts.map(({ words, percent, tone }) => (
          <div key={tone} data-tone={tone}>
            <dt>{words}</dt>
            <dd>{percent}%</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

/** Mean as a bar, least to most as a whisker, one standard deviation around the mean in between. */
function Spread({ score, last }: { score: ScoreSpread; last: boolean }) {
  const { t } = useTranslation('observation')
  const { mean, least, most, deviation } = score
  const from = Math.max(least, mean - deviation)
  const to = Math.min(most, mean + deviation)
  return (
    <tr data-total={last}>
      <th scope="row">
        {last ? t('figure.total') : score.title}
        {score.bonus && <em>{t('form.bonus')}</em>}
      </th>
      <td>
        <svg viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true">
          <rect className="spread-ground" width="100" height="14" />
          <rect className="spread-mean" width={mean} height="14" />
          <rect className="spread-deviation" x={from} width={Math.max(0, to - from)} y="4.500" height="5" />
          <line
            className="spread-range"
            x1={least}
            x2={most}
            y1="7"
            y2="7"
            vectorEffect="non-scaling-stroke"
          />
        </svg>
      </td>
      <td>
        <b>{Math.round(mean)}%</b>
      </td>
      <td>
        {Math.round(least)}–{Math.round(most)} <small>±{Math.round(deviation)}</small>
      </td>
    </tr>
  )
}

function Scores({ summary }: { summary: EvidenceSummary }) {
  const { t } = useTranslation('observation')
  if (summary.scores.length === 0) return null
  return (
    <>
      {summary.scores.map(({ versionId, title, sheets, dimensions }) => (
        <section key={versionId} className="card figure figure-wide" aria-label={title}>
          <h3>
            {title} <small>{t('figure.sheets', { count: sheets })}</small>
          </h3>
          {dimensions === null || dimensions.length === 0 ? (
            <p className="figure-hidden">{t('figure.tooFew', { least: summary.minSheets })}</p>
          ) : (
            <table className="spreads">
              <thead>
                <tr>
                  <th>{t('figure.dimension')}</th>
                  <th />
                  <th>{t('figure.mean')}</th>
                  <th>{t('figure.range')}</th>
                </tr>
              </thead>
              <tbody>
                {dimensions.map((score, index) => (
                  <Spread
                    key={score.title}
                    score={score}
                    last={index === dimensions.length - 1 && score.title === ''}
                  />
                ))}
              </tbody>
            </table>
          )}
        </section>
      ))}
    </>
  )
}

function Activities({ summary }: { summary: EvidenceSummary }) {
  const { t } = useTranslation('observation')
  const most = Math.max(...summary.activities.map(({ minutes }) => minutes), 0.1)
  return (
    <table className="bars">
      <tbody>
        {summary.activities.map(({ activity, minutes }) => (
          <tr key={activity}>
            <th scope="row">{t(`activity.${activity as Activity}`)}</th>
            <td>
              <i data-activity={activity} style={{ width: `${(minutes / most) * 100}%` }} />
            </td>
            <td>{t('figure.minutes', { minutes })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Figures from the sheets and from the lesson's own log, side by side; what too few said is not shown. */
export function EvidenceFigures({ summary }: { summary: EvidenceSummary }) {
  const { t } = useTranslation('observation')
  const { talk, farShare, waits, log, activities } = summary
  const none = <p className="figure-hidden">{t('figure.none')}</p>
  return (
    <div className="figures" data-testid="figures">
      <Scores summary={summary} />
      <Card title={t('figure.talk')} hint={t('figure.talkHint')}>
        {talk ? (
          <Split
            parts={[
              { words: t('figure.lecturer'), percent: talk.lecturer, tone: 'near' },
              { words: t('figure.farClasses'), percent: talk.classes, tone: 'far' },
            ]}
          />
        ) : (
          none
        )}
      </Card>
      <Card title={t('figure.farShare')} hint={t('figure.farShareHint', { count: farShare?.observers ?? 0 })}>
        {farShare ? (
          <Split
            parts={[
              {
                words: t('figure.near', { count: farShare.near }),
                percent: Math.round((100 - farShare.percent) * 10) / 10,
                tone: 'near',
              },
              { words: t('figure.far', { count: farShare.far }), percent: farShare.percent, tone: 'far' },
            ]}
          />
        ) : (
          none
        )}
      </Card>
      <Card title={t('figure.waits')} hint={t('figure.waitsHint')}>
        {waits.length === 0 ? (
          none
        ) : (
          <table className="plain-table">
            <thead>
              <tr>
                <th />
                <th>{t('figure.median')}</th>
                <th>{t('figure.longest')}</th>
                <th>{t('figure.times')}</th>
              </tr>
            </thead>
            <tbody>
              {waits.map(({ target, count, medianMs, longestMs }) => (
                <tr key={target}>
                  <th scope="row">{t(`side.${target}`)}</th>
                  <td>
                    <b>{t('figure.seconds', { seconds: seconds(medianMs) })}</b>
                  </td>
                  <td>{t('figure.seconds', { seconds: seconds(longestMs) })}</td>
                  <td>{count}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Card>
      <Card title={t('figure.activities')} hint={t('figure.activitiesHint')}>
        {activities.length === 0 ? none : <Activities summary={summary} />}
      </Card>
      <Card title={t('figure.log')} hint={t('figure.logHint')}>
        {log.length === 0 ? (
          none
        ) : (
          <table className="plain-table">
            <thead>
              <tr>
                <th />
                <th>{t('figure.interactions')}</th>
                <th>{t('figure.spoke')}</th>
              </tr>
            </thead>
            <tbody>
              {log.map(({ className, orgName, interactions, talkMs }) => (
                <tr key={`${orgName} ${className}`}>
                  <th scope="row">
                    {orgName} {className}
                  </th>
                  <td>{interactions}</td>
                  <td>{t('figure.minutes', { minutes: Math.round(talkMs / 6_000) / 10 })}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Card>
    </div>
  )
}
