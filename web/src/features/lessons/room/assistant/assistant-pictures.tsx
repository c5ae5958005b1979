import { useTranslation } from 'react-i18next'
import { SpeakerIcon, SpeakerOffIcon } from '../parts/icons.tsx'
import { RemoteVideo } from '../parts/remote-video.tsx'
import { useLesson, useRemote } from '../room-context.tsx'

interface Props {
  legId: string
  isListening: boolean
  onListen: (isListening: boolean) => void
}

/** The lecturer and the own class, small. The phone is silent unless asked: the classroom's loudspeaker is next to it. */
export function AssistantPictures({ legId, isListening, onListen }: Props) {
  const { t } = useTranslation('room')
  const { lesson } = useLesson()
  const lecturer = useRemote('lecturer', 'camera')
  const room = useRemote(`leg:${legId}`, 'camera')
  const isOnStage = lesson.stage?.legId === legId
  return (
    <div className="assistant-pictures">
      <figure className="picture">
        <RemoteVideo identity="lecturer" source="camera" label={t('video.lecturer')} />
        {!lecturer?.isLive && <p className="tile-words">{t('assistant.noLecturer')}</p>}
        <figcaption>{lesson.plan.lecturer.name}</figcaption>
        <button type="button" aria-pressed={isListening} onClick={() => onListen(!isListening)}>
          {isListening ? <SpeakerIcon size={20} /> : <SpeakerOffIcon size={20} />}
          {t(isListening ? 'assistant.listenOff' : 'assistant.listenOn')}
        </button>
      </figure>
      <figure className={isOnStage ? 'picture picture-ours' : 'picture'}>
        <RemoteVideo identity={`leg:${legId}`} source="camera" label={t('video.ours')} />
        {!room?.isLive && <p className="tile-words">{t('assistant.noRoom')}</p>}
        <figcaption>{isOnStage ? t('scene.on_stage.state') : t('assistant.ourRoom')}</figcaption>
      </figure>
    </div>
  )
}
