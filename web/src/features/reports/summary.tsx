import type { FigureKey, ReportUnit } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { DASH, modeShares, perHundred, shareText } from './figure-words.ts'
import type { Drill } from './legs-drawer.tsx'

const TILES = ['R3', 'R4', 'R4P', 'R5', 'R6', 'R7'] as const satisfies readonly FigureKey[]

interface Props {
  unit: ReportUnit
  rules: Record<string, number>
  onDrill: (drill: Drill) => void
}

/** The county at a glance; every figure opens the lessons behind it. */
export function Summary({ unit, rules, onDrill }: Props) {
  const { t } = useTranslation('reports')
  const { figures } = unit
  const small = rules.smallDenominator ?? 5
  const modes = modeShares(figures.modes).map(({ mode, percent }) => `${t(`mode.${mode}`)} ${percent}%`)
  return (
    <section className="card report-summary" aria-label={t('summary')}>
      <div className="report-tiles">
        {TILES.map((figure) => (
          <button key={figure} type="button" onClick={() => onDrill({ unit, figure })}>
            <span>{t(`figure.${figure}`)}</span>
            <strong>{shareText(figures[figure], small)}</strong>
            <small>{t('count', { ...figures[figure] })}</small>
          </button>
        ))}
      </div>
      <dl className="report-line">
        <div>
          <dt>{t('figure.R8')}</dt>
          <dd>{shareText(figures.R8, small)}</dd>
          <dd className="quiet">{modes.join(' · ')}</dd>
        </div>
        <div>
          <dt>{t('interruptions')}</dt>
          <dd>{perHundred(figures.interruptions, figures.legs)}</dd>
        </div>
        <div>
          <dt>{t('line')}</dt>
          <dd>{figures.rttMs === null ? DASH : t('rtt', { ms: Math.round(figures.rttMs) })}</dd>
          <dd className="quiet">
            {figures.loss !== null && t('loss', { percent: (figures.loss * 100).toFixed(1) })}
          </dd>
        </div>
        <div>
          <dt>{t('figure.R9')}</dt>
          <dd>{figures.R3.n === 0 ? DASH : t('perLeg', { n: (figures.R9.n / figures.R3.n).toFixed(1) })}</dd>
          <dd className="quiet">{t('quiet', { share: shareText(figures.quietLegs, small) })}</dd>
        </div>
        <div>
          <dt>{t('wait')}</dt>
          <dd>
            {figures.waitSeconds === null ? DASH : t('seconds', { n: Math.round(figures.waitSeconds) })}
          </dd>
        </div>
        <div>
          <dt>{t('rolls')}</dt>
          <dd>{shareText(figures.rolls, small)}</dd>
        </div>
        <div>
          <dt>{t('lateMoves')}</dt>
          <dd>{shareText(figures.lateMoves, small)}</dd>
        </div>
      </dl>
    </section>
  )
}
