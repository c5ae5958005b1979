import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Confirm } from '../parts/confirm.tsx'
import {
  CameraIcon,
  CameraOffIcon,
  EndIcon,
  HandIcon,
  LeaveIcon,
  MessageIcon,
  MicIcon,
  MicOffIcon,
  ScreenIcon,
  SpeakerOffIcon,
  StageIcon,
} from '../parts/icons.tsx'
import { useCommand, useMediaView, useRoom } from '../room-context.tsx'
import { SplitForm } from './breakout.tsx'
import { useMeeting } from './meeting-context.tsx'

interface SwitchProps {
  icon: ReactNode
  label: string
  tone?: 'on' | 'off' | 'end' | undefined
  onClick: () => void
}

function Switch({ icon, label, tone, onClick }: SwitchProps) {
  return (
    <button type="button" className={tone ? `switch switch-${tone}` : 'switch'} onClick={onClick}>
      {icon}
      <span>{label}</span>
    </button>
  )
}

/** My own switches; the chair's beside them. */
export function MeetingBar() {
  const { t } = useTranslation('meeting')
  const { isChair } = useMeeting()
  return (
    <nav className="bar meet-bar" aria-label={t('bar.title')}>
      <OwnSwitches />
      <i className="bar-gap" />
      {isChair && <ChairSwitches />}
      <LeaveSwitches />
    </nav>
  )
}

function OwnSwitches() {
  const { t } = useTranslation('meeting')
  const { media } = useRoom().client
  const { meeting, lesson, isChair, myId } = useMeeting()
  const { muted, local } = useMediaView()
  const send = useCommand()
  const isSilenced = isChair ? lesson.lecturerMuted : meeting.silenced.includes(myId)
  const isMicOff = muted.has('microphone') || isSilenced
  const isCameraOff = muted.has('camera')
  const isSharing = local.screen?.status === 'on'
  const isHandUp = meeting.hands.some(({ personId }) => personId === myId)
  const toggleMicrophone = () => {
    media.setMuted('microphone', !isMicOff)
    if (isChair) void send({ type: isMicOff ? 'unmute_lecturer' : 'mute_lecturer' })
    else if (isSilenced) void send({ type: 'unsilence_member', personId: myId })
  }
  return (
    <>
      <Switch
        icon={isMicOff ? <MicOffIcon /> : <MicIcon />}
        label={t(isSilenced && !isChair ? 'bar.speakAgain' : isMicOff ? 'bar.micOff' : 'bar.micOn')}
        tone={isMicOff ? 'off' : undefined}
        onClick={toggleMicrophone}
      />
      <Switch
        icon={isCameraOff ? <CameraOffIcon /> : <CameraIcon />}
        label={t(isCameraOff ? 'bar.cameraOff' : 'bar.cameraOn')}
        tone={isCameraOff ? 'off' : undefined}
        onClick={() => media.setMuted('camera', !isCameraOff)}
      />
      {!isChair && (
        <Switch
          icon={<HandIcon />}
          label={t(isHandUp ? 'hand.down' : 'hand.raise')}
          tone={isHandUp ? 'on' : undefined}
          onClick={() =>
            void send(isHandUp ? { type: 'lower_member_hand', personId: myId } : { type: 'raise_my_hand' })
          }
        />
      )}
      {'getDisplayMedia' in (navigator.mediaDevices ?? {}) && (
        <Switch
          icon={<ScreenIcon />}
          label={t(isSharing ? 'bar.unshare' : 'bar.share')}
          tone={isSharing ? 'on' : undefined}
          onClick={() => (isSharing ? media.closeSource('screen') : void media.open('screen'))}
        />
      )}
    </>
  )
}

function ChairSwitches() {
  const { t } = useTranslation('meeting')
  const { meeting, lesson } = useMeeting()
  const send = useCommand()
  const [open, setOpen] = useState<'split' | 'word' | null>(null)
  return (
    <>
      <Switch
        icon={<SpeakerOffIcon />}
        label={t('silence.all')}
        onClick={() => void send({ type: 'mute_all' })}
      />
      <Switch icon={<MessageIcon />} label={t('notice.action')} onClick={() => setOpen('word')} />
      {!meeting.breakout && lesson.status === 'LIVE' && (
        <Switch icon={<StageIcon />} label={t('breakout.action')} onClick={() => setOpen('split')} />
      )}
      {open && (
        <Dialog
          label={t(open === 'split' ? 'breakout.title' : 'notice.action')}
          onClose={() => setOpen(null)}
        >
          {open === 'split' ? (
            <SplitForm onDone={() => setOpen(null)} />
          ) : (
            <WordForm onDone={() => setOpen(null)} />
          )}
        </Dialog>
      )}
    </>
  )
}

function WordForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('meeting')
  const { t: common } = useTranslation()
  const send = useCommand()
  const [text, setText] = useState('')
  const say = async () => {
    if (text.trim() && (await send({ type: 'announce', text: text.trim() }))) onDone()
  }
  return (
    <form
      className="meet-form"
      onSubmit={(event) => {
        event.preventDefault()
        void say()
      }}
    >
      <h2>{t('notice.action')}</h2>
      <label className="meet-field">
        {t('notice.hint')}
        <input value={text} maxLength={200} onChange={(event) => setText(event.target.value)} />
      </label>
      <div className="room-dialog-actions">
        <button type="button" className="button button-big" onClick={onDone}>
          {common('cancel')}
        </button>
        <button type="submit" className="button button-big button-primary">
          {t('notice.send')}
        </button>
      </div>
    </form>
  )
}

function Dialog({ label, onClose, children }: { label: string; onClose: () => void; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [])
  return (
    <dialog ref={dialog} className="room-dialog" aria-label={label} onCancel={onClose}>
      {children}
    </dialog>
  )
}

function LeaveSwitches() {
  const { t } = useTranslation('meeting')
  const { lesson, isChair } = useMeeting()
  const { leave } = useRoom()
  const send = useCommand()
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <Switch icon={<LeaveIcon />} label={t('leave')} onClick={leave} />
      {isChair && lesson.status !== 'WAITING' && (
        <Switch icon={<EndIcon />} label={t('end.action')} tone="end" onClick={() => setAsking(true)} />
      )}
      {isAsking && (
        <Confirm
          title={t('end.title')}
          action={t('end.action')}
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
