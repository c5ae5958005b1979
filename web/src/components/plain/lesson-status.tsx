import type { LessonStatus } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import './plain.css'

const TONES: Record<LessonStatus, string> = {
  SCHEDULED: '',
  PREPARED: 'pill-ready',
  CHECKED: 'pill-ready',
  WAITING: 'pill-warn',
  LIVE: 'pill-live',
  INTERRUPTED: 'pill-bad',
  ENDED: '',
  SETTLED: 'pill-ok',
  CANCELLED: '',
  RESCHEDULED: '',
  NOT_HELD: 'pill-bad',
}

export function LessonStatusPill({ status }: { status: LessonStatus }) {
  const { t } = useTranslation()
  return <span className={`pill ${TONES[status]}`}>{t(`lessonStatus.${status}`)}</span>
}
