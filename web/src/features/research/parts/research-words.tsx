import type { SessionCard, SessionState } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import '../../../components/plain/plain.css'
import './research.css'

const TONES: Partial<Record<SessionState, string>> = {
  PROPOSED: 'pill-warn',
  SCHEDULED: 'pill-ready',
  CLOSED: '',
  CANCELLED: '',
}

export function SessionStatePill({ state }: { state: SessionState }) {
  const { t } = useTranslation('research')
  return <span className={`pill ${TONES[state] ?? 'pill-ok'}`}>{t(`state.${state}`)}</span>
}

/** `数学 · 三年级 · 集体备课`. */
export function useSessionScope(): (card: Pick<SessionCard, 'subject' | 'grade' | 'form'>) => string {
  const { t } = useTranslation('research')
  const { t: common } = useTranslation()
  return ({ subject, grade, form }) =>
    `${common(`subject.${subject}`)} · ${common(`grade.${String(grade) as '1'}`)} · ${t(`form.${form}`)}`
}

/** Whether a session counted, once that was decided. */
export function CountedPill({ card }: { card: Pick<SessionCard, 'state' | 'counted'> }) {
  const { t } = useTranslation('research')
  if (card.counted === null || card.state === 'CANCELLED') return null
  return (
    <span className={`pill ${card.counted ? 'pill-ok' : 'pill-bad'}`}>
      {t(card.counted ? 'counting.yes' : 'counting.no')}
    </span>
  )
}

/** `5 人 · 3 所学校 · 乡村 2 人`. */
export function Company({ of }: { of: { members: number; schools: number; ruralMembers: number } }) {
  const { t } = useTranslation('research')
  return (
    <>
      {t('company.people', { count: of.members })} · {t('company.schools', { count: of.schools })} ·{' '}
      {t('company.rural', { count: of.ruralMembers })}
    </>
  )
}
