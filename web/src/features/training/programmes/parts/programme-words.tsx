import type { EnrolmentState, ProgrammeSession, ProgrammeState, SessionStanding } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import '../../../../components/plain/plain.css'
import { momentOf, timeOf } from '../../../../lib/time.ts'

const TONES: Record<ProgrammeState, string> = {
  PLANNED: '',
  ENROLLING: 'pill-ready',
  RUNNING: 'pill-ok',
  ASSESSING: 'pill-warn',
  CLOSED: '',
  CANCELLED: 'pill-bad',
}
const ENROLMENT_TONES: Record<EnrolmentState, string> = {
  REQUESTED: 'pill-warn',
  APPROVED: 'pill-ok',
  WAITING: 'pill-ready',
  REFUSED: 'pill-bad',
  WITHDRAWN: '',
}

export function ProgrammeStatePill({ state }: { state: ProgrammeState }) {
  const { t } = useTranslation('programmes')
  return <span className={`pill ${TONES[state]}`}>{t(`state.${state}`)}</span>
}

export function EnrolmentPill({ state }: { state: EnrolmentState }) {
  const { t } = useTranslation('programmes')
  return <span className={`pill ${ENROLMENT_TONES[state]}`}>{t(`enrolment.${state}`)}</span>
}

/** `3月2日 09:00 – 11:30`, with the second day where it is another one. */
export function spanOf({ startsAt, endsAt }: Pick<ProgrammeSession, 'startsAt' | 'endsAt'>): string {
  const [from, to] = [momentOf(startsAt), momentOf(endsAt)]
  const isOneDay = from.slice(0, -6) === to.slice(0, -6)
  return `${from} – ${isOneDay ? timeOf(endsAt) : to}`
}

/** What the server knows of somebody at a session, in one line. */
export function useStandingText(): (
  session: Pick<ProgrammeSession, 'kind' | 'days'>,
  one: SessionStanding,
) => string {
  const { t } = useTranslation('programmes')
  return ({ kind, days }, one) => {
    const parts: string[] = []
    if (one.inAt !== null)
      parts.push(
        t(one.reason === null ? 'standing.in' : 'standing.byHand', {
          time: timeOf(one.inAt),
          reason: one.reason,
        }),
      )
    if (one.outAt !== null) parts.push(t('standing.out', { time: timeOf(one.outAt) }))
    if (kind === 'live') parts.push(t('standing.minutes', { count: one.minutes ?? 0 }))
    if (kind === 'video') parts.push(t('standing.watched', { percent: one.watchedPercent ?? 0 }))
    if (kind === 'shadowing')
      parts.push(t('standing.signed', { signed: one.signedDays ?? 0, days: days ?? 1 }))
    if (one.testPassed !== null)
      parts.push(one.testBest === null ? t('standing.noTest') : t('standing.test', { score: one.testBest }))
    return parts.length > 0 ? parts.join(' · ') : t('standing.nothing')
  }
}
