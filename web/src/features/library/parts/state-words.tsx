import type { ResourceStanding, VersionState } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import '../../../components/plain/plain.css'

const TONES: Record<VersionState, string> = {
  DRAFT: '',
  SELF_REVIEWED: 'pill-warn',
  SCHOOL_REVIEW: 'pill-warn',
  CITY_REVIEW: 'pill-warn',
  PUBLISHED: 'pill-ok',
  SCHOOL_PUBLISHED: 'pill-ok',
  REJECTED: 'pill-bad',
  SUPERSEDED: '',
}

/** State of the newest version; beside it what became of the resource, where that is not the usual. */
export function StatePills({ state, standing }: { state: VersionState; standing: ResourceStanding }) {
  const { t } = useTranslation('author')
  const isGone = standing === 'OFFLINE' || standing === 'TAKEN_DOWN' || standing === 'ARCHIVED'
  return (
    <span className="state-pills">
      {isGone && (
        <span className={standing === 'TAKEN_DOWN' ? 'pill pill-bad' : 'pill'}>
          {t(`standing.${standing}`)}
        </span>
      )}
      <span className={`pill ${TONES[state]}`}>{t(`state.${state}`)}</span>
    </span>
  )
}
