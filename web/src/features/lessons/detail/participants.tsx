import type { LegStatus, LessonDetail } from '@tongke/contract'
import { useTranslation } from 'react-i18next'

const TONES: Record<LegStatus, string> = {
  EXPECTED: '',
  READY: 'pill-ready',
  ONLINE: 'pill-ok',
  DEGRADED: 'pill-warn',
  OFFLINE: 'pill-bad',
  LEFT: '',
}

/** Before and during class: who listens, who assists, who is there already. */
export function Participants({ lesson: { state } }: { lesson: LessonDetail }) {
  const { t } = useTranslation('lessons')
  return (
    <section className="card participants" aria-labelledby="participants">
      <h2 id="participants">{t('detail.participants')}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('detail.class')}</th>
            <th scope="col">{t('detail.assistant')}</th>
            <th scope="col" className="num">
              {t('detail.expected')}
            </th>
            <th scope="col">{t('detail.leg')}</th>
          </tr>
        </thead>
        <tbody>
          {state.plan.legs.map((leg) => {
            const status = state.legs[leg.id]?.status ?? 'EXPECTED'
            return (
              <tr key={leg.id}>
                <th scope="row">
                  {leg.orgName} <span className="quiet">{leg.className}</span>
                </th>
                <td>{leg.assistantName ?? <span className="field-error">{t('detail.noAssistant')}</span>}</td>
                <td className="num" data-label={t('detail.expected')}>
                  {leg.headcount}
                </td>
                <td>
                  <span className={`pill ${TONES[status]}`}>{t(`detail.legStatus.${status}`)}</span>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}
