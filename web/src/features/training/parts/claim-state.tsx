import type { ClaimState } from '@tongke/contract'
import { useTranslation } from 'react-i18next'

const TONE: Record<ClaimState, string> = {
  REGISTERED: 'pill-ready',
  ATTENDED: 'pill-ready',
  ASSESSED: 'pill-ready',
  CLAIMED: 'pill-warn',
  SCHOOL_VERIFIED: 'pill-warn',
  COUNTY_CONFIRMED: 'pill-ok',
  CREDITED: 'pill-ok',
  REJECTED: 'pill-bad',
  APPEAL: 'pill-warn',
}

export function ClaimStatePill({ state }: { state: ClaimState }) {
  const { t } = useTranslation('training')
  return <span className={`pill ${TONE[state]}`}>{t(`state.${state}`)}</span>
}
