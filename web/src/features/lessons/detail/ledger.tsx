import type { LegLedger, LegResult, LessonDetail } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { timeOf } from '../../../lib/time.ts'
import { axisOf, barsOf, modesOf, ticksOf, type Axis } from './ledger-axis.ts'

const TONES: Record<z.infer<typeof LegResult>, string> = {
  FULL: 'pill-ok',
  PARTIAL: 'pill-warn',
  FALLBACK_LOCAL: 'pill-warn',
  ABSENT: 'pill-bad',
}

function Bars({ leg, axis }: { leg: LegLedger; axis: Axis }) {
  const { t } = useTranslation('lessons')
  const bars = barsOf(leg.intervals, axis)
  const words = bars.map(({ from, to }) => t('detail.interval', { from: timeOf(from), to: timeOf(to) }))
  return (
    <div className="ledger-track" role="img" aria-label={words.join('，') || t('detail.offlineAll')}>
      {ticksOf(axis).map(({ at, left }) => (
        <i key={at} style={{ left: `${left}%` }} />
      ))}
      {bars.map((bar, index) => (
        <span key={bar.from} title={words[index]} style={{ left: `${bar.left}%`, width: `${bar.width}%` }} />
      ))}
    </div>
  )
}

function Facts({ leg }: { leg: LegLedger }) {
  const { t } = useTranslation('lessons')
  return (
    <p className="ledger-facts">
      <span>
        {modesOf(leg.modeMinutes)
          .map(({ mode, minutes }) => t('detail.modeMinutes', { mode: t(`detail.mode.${mode}`), minutes }))
          .join(' · ')}
      </span>
      <span>{t('detail.interruptions', { count: leg.interruptions })}</span>
      <span>{t('detail.interactions', { count: leg.interactions })}</span>
      <span>{leg.headcount ? t('detail.headcount', leg.headcount) : t('detail.noHeadcount')}</span>
    </p>
  )
}

function Leg({ leg, axis }: { leg: LegLedger; axis: Axis }) {
  const { t } = useTranslation('lessons')
  return (
    <li className="ledger-leg">
      <div className="ledger-who">
        <strong>{leg.orgName}</strong>
        <span>
          {leg.className} · {leg.assistantName ?? t('detail.noAssistant')}
        </span>
      </div>
      <div className="ledger-bars">
        <Bars leg={leg} axis={axis} />
        <Facts leg={leg} />
      </div>
      <div className="ledger-result">
        <span className={`pill ${leg.result ? TONES[leg.result] : ''}`}>
          {leg.result ? t(`detail.result.${leg.result}`) : t('detail.pending')}
        </span>
        <span>{t('detail.online', { online: leg.onlineMinutes, planned: leg.plannedMinutes })}</span>
      </div>
    </li>
  )
}

/** After class: when each listening class was connected, and what came of it. */
export function Ledger({ lesson }: { lesson: LessonDetail }) {
  const { t } = useTranslation('lessons')
  const axis = axisOf(lesson)
  return (
    <section className="card ledger" aria-labelledby="ledger">
      <header>
        <h2 id="ledger">{t('detail.ledger')}</h2>
        <p className="quiet">{t('detail.ledgerNote')}</p>
      </header>
      <div className="ledger-axis" aria-hidden="true">
        {ticksOf(axis).map(({ at, left }) => (
          <time key={at} style={{ left: `${left}%` }}>
            {timeOf(at)}
          </time>
        ))}
      </div>
      <ul>
        {lesson.ledger.map((leg) => (
          <Leg key={leg.legId} leg={leg} axis={axis} />
        ))}
      </ul>
    </section>
  )
}
