import {
  EVALUATION_ITEMS,
  getPapers,
  type EvaluatorRole,
  type LegPapers,
  type LessonIncident,
} from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { useEndpoint } from '../../../lib/query.ts'

const REFRESH_MS = 15_000
const ROLES: readonly EvaluatorRole[] = ['lecturer', 'assistant']

/** Mean of the five items, to a tenth. */
const meanOf = (leg: LegPapers, role: EvaluatorRole): string => {
  const marks = leg.evaluations.find((one) => one.role === role)?.marks
  if (!marks) return '—'
  return (EVALUATION_ITEMS.reduce((sum, item) => sum + marks[item], 0) / EVALUATION_ITEMS.length).toFixed(1)
}

function Quality({ leg }: { leg: LegPapers }) {
  const { t } = useTranslation('papers')
  const { quality, silentSeconds } = leg
  const words = [
    ...(quality?.rttMs !== null && quality !== null
      ? [t('lesson.rtt', { ms: Math.round(quality.rttMs) })]
      : []),
    ...(quality ? [t('lesson.loss', { percent: (quality.loss * 100).toFixed(1) })] : []),
    ...(silentSeconds > 0 ? [t('lesson.silent', { seconds: silentSeconds })] : []),
  ]
  return <>{words.length > 0 ? words.join(' · ') : t('lesson.noQuality')}</>
}

function IncidentWords({ incidents, isDue }: { incidents: readonly LessonIncident[]; isDue: boolean }) {
  const { t } = useTranslation('papers')
  if (isDue) return <span className="pill pill-warn">{t('lesson.due')}</span>
  if (incidents.length === 0) return <>{t('lesson.none')}</>
  return (
    <ul className="leg-incidents">
      {incidents.map(({ id, kind, minutes, remark }) => (
        <li key={id} title={remark}>
          {t(`incident.kind.${kind}`)} {t('incident.minutes', { count: minutes })}
        </li>
      ))}
    </ul>
  )
}

/** After class: what was handed in about each class, and how its line was. */
export function LessonPapersCard({ lessonId }: { lessonId: string }) {
  const { t } = useTranslation('papers')
  const papers = useEndpoint(getPapers, { params: { id: lessonId } }, { refetchInterval: REFRESH_MS }).data
  if (!papers) return null
  const general = papers.incidents.filter(({ legId }) => legId === null)
  return (
    <section className="card lesson-papers" aria-labelledby="lesson-papers">
      <h2 id="lesson-papers">{t('lesson.title')}</h2>
      <div className="lesson-papers-scroll">
        <table>
          <thead>
            <tr>
              <th>{t('lesson.leg')}</th>
              <th>{t('lesson.roll')}</th>
              <th>{t('lesson.quality')}</th>
              <th>{t('lesson.evaluation')}</th>
              <th>{t('lesson.incidents')}</th>
            </tr>
          </thead>
          <tbody>
            {papers.legs.map((leg) => (
              <tr key={leg.legId}>
                <th scope="row">
                  {leg.orgName} <span className="quiet">{leg.className}</span>
                </th>
                <td>
                  {leg.roll ? t('lesson.rollOf', leg.roll.headcount) : t('lesson.noRoll')}
                  {leg.roll?.byProxy && <span className="quiet"> · {t('roll.byProxy')}</span>}
                </td>
                <td>
                  <Quality leg={leg} />
                </td>
                <td>{ROLES.map((role) => meanOf(leg, role)).join(' / ')}</td>
                <td>
                  <IncidentWords
                    incidents={papers.incidents.filter(({ legId }) => legId === leg.legId)}
                    isDue={leg.incidentDue}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {general.length > 0 && (
        <p className="lesson-papers-general">
          {t('wholeLesson')}:
          {general
            .map(
              ({ kind, minutes }) =>
                `${t(`incident.kind.${kind}`)} ${t('incident.minutes', { count: minutes })}`,
            )
            .join('、')}
        </p>
      )}
    </section>
  )
}
