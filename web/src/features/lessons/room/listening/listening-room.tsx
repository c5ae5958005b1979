import './listening.css'
import { useTranslation } from 'react-i18next'
import { DeviceTrouble } from '../parts/device-trouble.tsx'
import { Ended } from '../parts/ended.tsx'
import { PlaceTaken } from '../parts/place-taken.tsx'
import { RemoteSound } from '../parts/remote-sound.tsx'
import { useLesson, useLessonView, useMediaView, useRemote } from '../room-context.tsx'
import { RecordingNotice } from '../recording/recording-notice.tsx'
import { sceneOf, type Scene } from '../room.rules.ts'
import { ListeningHead } from './listening-head.tsx'
import { ListeningPictures } from './listening-pictures.tsx'
import { SceneWords } from './scene-words.tsx'

const TAKEN: readonly Scene[] = ['duplicate', 'superseded']

/** The big screen of a listening class: legible from eight metres, works without anybody touching it. */
export function ListeningRoom({ legId }: { legId: string }) {
  const { t } = useTranslation('room')
  const { lesson } = useLesson()
  const camera = useRemote('lecturer', 'camera')
  const isOld = camera !== undefined && !camera.isLive
  const scene = sceneOf(useLessonView(), useMediaView(), legId, isOld)
  if (scene === 'ended' || scene === 'closed') return <Ended />
  if (TAKEN.includes(scene))
    return (
      <main className="room room-centre">
        <PlaceTaken />
      </main>
    )
  return (
    <main
      className={`room listening listening-${scene}`}
      data-testid="listening"
      data-scene={scene}
      data-status={lesson.status}
    >
      <ListeningHead legId={legId} scene={scene} />
      <div className={lesson.board.surface ? 'listening-front listening-board-on' : 'listening-front'}>
        <ListeningPictures legId={legId} scene={scene} />
        <SceneWords scene={scene} />
        {scene === 'on_stage' && (
          <p className="listening-onstage">
            {t(lesson.legs[legId]?.muted ? 'listening.ourTurnMuted' : 'listening.ourTurn')}
          </p>
        )}
      </div>
      <RecordingNotice legId={legId} confirmsItself />
      <DeviceTrouble />
      <RemoteSound except={[`assistant:${legId}`]} />
    </main>
  )
}
