import type { PairingCard, PairingState } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import '../../../components/plain/plain.css'

const TONES: Record<PairingState, string> = {
  DRAFT: '',
  PENDING: 'pill-warn',
  ACTIVE: 'pill-ok',
  FROZEN: '',
  EXPIRED: '',
  CANCELLED: '',
}

export function PairingStatePill({ state }: { state: PairingState }) {
  const { t } = useTranslation('pairings')
  return <span className={`pill ${TONES[state]}`}>{t(`state.${state}`)}</span>
}

/** `2026—2027 学年第一学期`. */
export function useTermWords(): (term: Pick<PairingCard['term'], 'schoolYear' | 'number'>) => string {
  const { t } = useTranslation('pairings')
  return ({ schoolYear, number }) =>
    t('term', { from: schoolYear, to: schoolYear + 1, number: t(`termNo.${number}`) })
}

/** `英语、音乐`, or that it is the whole class. */
export function useScopeWords(): (card: Pick<PairingCard, 'subjects'>) => string {
  const { t } = useTranslation('pairings')
  const { t: common } = useTranslation()
  return ({ subjects }) =>
    subjects.length === 0
      ? t('list.wholeClass')
      : subjects.map((subject) => common(`subject.${subject}`)).join(common('listComma'))
}

export function useGoalWords(): (
  card: Pick<PairingCard, 'lessonsGoal' | 'researchGoal' | 'visitsGoal'>,
) => string {
  const { t } = useTranslation('pairings')
  return ({ lessonsGoal, researchGoal, visitsGoal }) =>
    [
      t('goal.lessons', { count: lessonsGoal }),
      t('goal.research', { count: researchGoal }),
      t('goal.visits', { count: visitsGoal }),
    ].join(' · ')
}

/** The helping side by its name, and that it is outside where it is. */
export function HostName({ card }: { card: PairingCard }) {
  const { t } = useTranslation('pairings')
  return (
    <>
      <strong>{card.host?.name ?? card.outsideHost}</strong>
      <span className="sub">{card.lectureClass?.name ?? t('list.outside')}</span>
    </>
  )
}
