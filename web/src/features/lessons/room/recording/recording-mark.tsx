import './recording.css'
import { useTranslation } from 'react-i18next'
import { useLesson } from '../room-context.tsx'

/** Whether the lesson is being recorded, for everybody in it and at any time. */
export function RecordingMark() {
  const { t } = useTranslation('tape')
  const { lesson } = useLesson()
  const { phase } = lesson.recording
  const isOpen = lesson.status === 'LIVE' || lesson.status === 'INTERRUPTED'
  if (!isOpen) return null
  return (
    <span className={`tape tape-${phase}`} data-testid="recording" data-phase={phase} role="status">
      <i />
      {t(phase === 'off' ? 'waiting' : phase)}
    </span>
  )
}
