import './recording.css'
import { useTranslation } from 'react-i18next'
import { useCommand, useLesson } from '../room-context.tsx'

/** The lecturer stops the recording for what is nobody else's business, and lets it go on. */
export function PauseSwitch() {
  const { t } = useTranslation('tape')
  const { lesson } = useLesson()
  const send = useCommand()
  const { phase } = lesson.recording
  if (phase !== 'on' && phase !== 'paused') return null
  const isOn = phase === 'on'
  return (
    <button
      type="button"
      className={isOn ? 'switch' : 'switch switch-off'}
      onClick={() => void send({ type: isOn ? 'pause_recording' : 'resume_recording' })}
    >
      <i className={isOn ? 'tape-icon tape-icon-pause' : 'tape-icon tape-icon-go'} />
      <span>{t(isOn ? 'pause' : 'resume')}</span>
    </button>
  )
}
