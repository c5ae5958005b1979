import type { HoursClaim } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { paths } from '../../../config/paths.ts'

const PAGE = {
  lesson: paths.lesson,
  resource: paths.resource,
  session: paths.researchSession,
} as const

/** Where the proof of a claim is looked at, and what was measured there. */
export function EvidenceLink({ evidence }: Pick<HoursClaim, 'evidence'>) {
  const { t } = useTranslation('training')
  const { minutes, percent, score, sheets, lessons } = evidence.facts
  const words = [
    minutes !== undefined && t('evidence.minutes', { value: minutes }),
    percent !== undefined && t('evidence.percent', { value: percent }),
    score !== undefined && t('evidence.score', { value: score }),
    lessons !== undefined && t('evidence.lessons', { value: lessons }),
    Boolean(sheets) && t('evidence.sheets', { value: sheets }),
  ].filter((word): word is string => typeof word === 'string')
  const { kind, id } = evidence
  return (
    <span className="hours-evidence">
      {kind in PAGE && (
        <Link to={PAGE[kind as keyof typeof PAGE](id)}>{t(`evidence.${kind as keyof typeof PAGE}`)}</Link>
      )}
      {words.length > 0 && <span className="quiet">{words.join(' · ')}</span>}
    </span>
  )
}
