import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Confirm } from '../parts/confirm.tsx'
import {
  CameraIcon,
  CameraOffIcon,
  EndIcon,
  LeaveIcon,
  MicIcon,
  MicOffIcon,
  ScreenIcon,
  SpeakerOffIcon,
  StageIcon,
} from '../parts/icons.tsx'
import { useCommand, useLesson, useMediaView, useRoom } from '../room-context.tsx'
import { PauseSwitch } from '../recording/pause-switch.tsx'
import { PageAnnouncer } from './page-announcer.tsx'
import { useDesk } from './use-desk.ts'
import { useShareState } from './use-share-state.ts'

interface SwitchProps {
  icon: ReactNode
  label: string
  shortcut?: string
  isOn?: boolean
  isOff?: boolean
  disabled?: boolean
  onClick: () => void
}

function Switch({ icon, label, shortcut, isOn, isOff, disabled, onClick }: SwitchProps) {
  const { t } = useTranslation('room')
  const tone = isOff ? ' switch-off' : isOn ? ' switch-on' : ''
  return (
    <button
      type="button"
      className={`switch${tone}`}
      disabled={disabled}
      onClick={onClick}
      aria-keyshortcuts={shortcut}
    >
      {icon}
      <span>{label}</span>
      {shortcut && <kbd>{shortcut === 'Space' ? t('bar.space') : shortcut}</kbd>}
    </button>
  )
}

/** Everything the lecturer switches, within one hand's reach at the bottom of a board. */
export function ControlBar() {
  const { t } = useTranslation('room')
  const { lesson } = useLesson()
  const { muted, local } = useMediaView()
  const desk = useDesk()
  useShareState()
  const isSharing = local.screen?.status === 'on'
  return (
    <nav className="bar" aria-label={t('bar.title')}>
      <Switch
        icon={muted.has('microphone') ? <MicOffIcon /> : <MicIcon />}
        label={t(muted.has('microphone') ? 'bar.micOff' : 'bar.micOn')}
        isOff={muted.has('microphone')}
        shortcut="Space"
        onClick={desk.toggleMicrophone}
      />
      <Switch
        icon={muted.has('camera') ? <CameraOffIcon /> : <CameraIcon />}
        label={t(muted.has('camera') ? 'bar.cameraOff' : 'bar.cameraOn')}
        isOff={muted.has('camera')}
        onClick={desk.toggleCamera}
      />
      <Switch
        icon={<ScreenIcon />}
        label={t(isSharing ? 'bar.unshare' : 'bar.share')}
        isOn={isSharing}
        onClick={desk.toggleShare}
      />
      <PageAnnouncer />
      <i className="bar-gap" />
      <PauseSwitch />
      <Switch icon={<SpeakerOffIcon />} label={t('bar.muteAll')} shortcut="M" onClick={desk.muteAll} />
      <Switch
        icon={<StageIcon />}
        label={t('bar.leaveStage')}
        shortcut="0"
        disabled={!lesson.stage}
        onClick={desk.leaveStage}
      />
      <Leave />
    </nav>
  )
}

function Leave() {
  const { t } = useTranslation('room')
  const { lesson } = useLesson()
  const { leave } = useRoom()
  const send = useCommand()
  const [isAsking, setAsking] = useState(false)
  if (lesson.status === 'WAITING') return <Switch icon={<LeaveIcon />} label={t('leave')} onClick={leave} />
  return (
    <>
      <button type="button" className="switch switch-end" onClick={() => setAsking(true)}>
        <EndIcon />
        <span>{t('end.action')}</span>
      </button>
      {isAsking && (
        <Confirm
          title={t('end.title')}
          action={t('end.confirm')}
          onCancel={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false)
            void send({ type: 'end' })
          }}
        >
          <p>{t('end.hint')}</p>
        </Confirm>
      )}
    </>
  )
}
