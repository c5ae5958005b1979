import type { PlanState } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import '../../../components/plain/plain.css'

const TONES: Record<PlanState, string> = {
  DRAFT: '',
  APPROVED: 'pill-ready',
  IN_FORCE: 'pill-ok',
  SUPERSEDED: '',
}

export function PlanStatePill({ state }: { state: PlanState }) {
  const { t } = useTranslation('calendar')
  return <span className={`pill ${TONES[state]}`}>{t(`plan.state.${state}`)}</span>
}
