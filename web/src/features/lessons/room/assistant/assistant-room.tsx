import './assistant.css'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AssistantInteraction } from '../interaction/assistant/assistant-interaction.tsx'
import { BookIcon, CountIcon, HandIcon, MessageIcon, SpeakerOffIcon } from '../parts/icons.tsx'
import { Confirm } from '../parts/confirm.tsx'
import { Ended } from '../parts/ended.tsx'
import { RemoteSound } from '../parts/remote-sound.tsx'
import { MessageForm, MessageList } from '../lecturer/staff-line.tsx'
import { useCommand, useLeg, useLesson, useLessonView, useMediaView } from '../room-context.tsx'
import { RecordingNotice } from '../recording/recording-notice.tsx'
import { sceneOf } from '../room.rules.ts'
import { AssistantHead } from './assistant-head.tsx'
import { AssistantPictures } from './assistant-pictures.tsx'
import { SurfaceView } from '../board/surface-view.tsx'
import { HandPad } from './hand-pad.tsx'
import { RollPanel, useWaitingRoll } from './roll-panel.tsx'
import { MyHands } from './my-hands.tsx'
import { Sheet } from './sheet.tsx'
import { TalkButton } from './talk-button.tsx'

type Panel = 'hand' | 'headcount' | 'messages' | 'fallback' | null

/** The assistant's phone beside the class: what is used most is where the thumb is. */
export function AssistantRoom({ legId }: { legId: string }) {
  const scene = sceneOf(useLessonView(), useMediaView(), legId)
  const { leg } = useLeg(legId)
  const { lesson } = useLesson()
  const [panel, setPanel] = useState<Panel>(null)
  const [isListening, setListening] = useState(false)
  if ((scene === 'ended' && leg.headcount) || scene === 'closed') return <Ended />
  return (
    <main className="room assistant" data-testid="assistant" data-scene={scene}>
      <AssistantHead legId={legId} scene={scene} />
      <RecordingNotice legId={legId} confirmsItself={false} />
      <AssistantPictures legId={legId} isListening={isListening} onListen={setListening} />
      {lesson.board.surface && (
        <div className="assistant-board">
          <SurfaceView surface={lesson.board.surface} />
        </div>
      )}
      <AssistantInteraction legId={legId} />
      <MyHands legId={legId} />
      <Actions legId={legId} onOpen={setPanel} isOver={scene === 'ended'} />
      {scene !== 'ended' && (
        <div className="thumb">
          <TalkButton legId={legId} />
          <RaiseButton legId={legId} onOpen={() => setPanel('hand')} />
        </div>
      )}
      <Panels legId={legId} panel={panel} onClose={() => setPanel(null)} />
      <RemoteSound isMuted={!isListening} except={[`leg:${legId}`, `assistant:${legId}`]} />
    </main>
  )
}

function RaiseButton({ legId, onOpen }: { legId: string; onOpen: () => void }) {
  const { t } = useTranslation('room')
  const { lesson } = useLesson()
  const { leg } = useLeg(legId)
  return (
    <button
      type="button"
      className="thumb-button thumb-raise"
      disabled={lesson.status !== 'LIVE' || leg.fallback}
      onClick={onOpen}
    >
      <HandIcon size={34} />
      {t('assistant.raise')}
    </button>
  )
}

function Actions({
  legId,
  isOver,
  onOpen,
}: {
  legId: string
  isOver: boolean
  onOpen: (panel: Panel) => void
}) {
  const { t } = useTranslation('room')
  const send = useCommand()
  const { lesson } = useLesson()
  const { leg } = useLeg(legId)
  const isKept = useWaitingRoll(legId)
  const isLost = leg.soundLostAt !== null
  const count = lesson.messages.length
  return (
    <div className="actions">
      <button
        type="button"
        className={leg.headcount || isKept ? 'action action-done' : 'action action-due'}
        onClick={() => onOpen('headcount')}
      >
        <CountIcon size={28} />
        <b>{t('headcount.title')}</b>
        <span>
          {isKept && t('headcount.kept')}
          {!isKept && leg.headcount && t('headcount.done', leg.headcount)}
          {!isKept && !leg.headcount && t('headcount.due')}
        </span>
      </button>
      <button type="button" className="action" onClick={() => onOpen('messages')}>
        <MessageIcon size={28} />
        <b>{t('messages.title')}</b>
        <span>{count > 0 ? lesson.messages[count - 1]?.text : t('messages.none')}</span>
      </button>
      {!isOver && (
        <>
          <button
            type="button"
            className={isLost ? 'action action-alarm' : 'action'}
            aria-pressed={isLost}
            onClick={() => void send({ type: isLost ? 'sound_back' : 'sound_lost', legId })}
          >
            <SpeakerOffIcon size={28} />
            <b>{t(isLost ? 'assistant.soundBack' : 'assistant.soundLost')}</b>
            <span>{t(isLost ? 'assistant.soundBackHint' : 'assistant.soundLostHint')}</span>
          </button>
          <button type="button" className="action" disabled={leg.fallback} onClick={() => onOpen('fallback')}>
            <BookIcon size={28} />
            <b>{t(leg.fallback ? 'assistant.fallbackOn' : 'assistant.fallback')}</b>
            <span>{t('assistant.fallbackHint')}</span>
          </button>
        </>
      )}
    </div>
  )
}

function Panels({ legId, panel, onClose }: { legId: string; panel: Panel; onClose: () => void }) {
  const { t } = useTranslation('room')
  const send = useCommand()
  if (panel === 'hand')
    return (
      <Sheet title={t('hand.title')} onClose={onClose}>
        <HandPad legId={legId} onDone={onClose} />
      </Sheet>
    )
  if (panel === 'headcount')
    return (
      <Sheet title={t('headcount.title')} onClose={onClose}>
        <RollPanel legId={legId} onDone={onClose} />
      </Sheet>
    )
  if (panel === 'messages')
    return (
      <Sheet title={t('messages.title')} onClose={onClose}>
        <div className="sheet-messages">
          <MessageList />
        </div>
        <MessageForm legId={legId} />
      </Sheet>
    )
  if (panel === 'fallback')
    return (
      <Confirm
        title={t('assistant.fallbackTitle')}
        action={t('assistant.fallbackConfirm')}
        onCancel={onClose}
        onConfirm={() => {
          onClose()
          void send({ type: 'choose_fallback', legId })
        }}
      >
        <p>{t('assistant.fallbackWords')}</p>
      </Confirm>
    )
  return null
}
