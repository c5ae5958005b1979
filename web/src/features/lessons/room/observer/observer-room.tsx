import './observer.css'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ClassScreens } from '../interaction/screens/class-screens.tsx'
import { LeaveIcon, SpeakerIcon, SpeakerOffIcon } from '../parts/icons.tsx'
import { Ended } from '../parts/ended.tsx'
import { LinkBars } from '../parts/link-bars.tsx'
import { PlaceTaken } from '../parts/place-taken.tsx'
import { RemoteSound } from '../parts/remote-sound.tsx'
import { RemoteVideo } from '../parts/remote-video.tsx'
import { clockTime } from '../parts/time-words.ts'
import {
  useLeg,
  useLesson,
  useLessonView,
  useMediaView,
  useRemote,
  useRoom,
  useServerNow,
} from '../room-context.tsx'
import { RecordingMark } from '../recording/recording-mark.tsx'
import { NotesPanel } from '../../notes/notes-panel.tsx'
import { sceneOf } from '../room.rules.ts'
import { SurfaceView } from '../board/surface-view.tsx'
import { SceneWords } from '../listening/scene-words.tsx'

/** Sees and hears everything, changes nothing, and is seen to be there. */
export function ObserverRoom() {
  const scene = sceneOf(useLessonView(), useMediaView(), null)
  if (scene === 'ended' || scene === 'closed') return <Ended />
  if (scene === 'duplicate' || scene === 'superseded')
    return (
      <main className="room room-centre">
        <PlaceTaken />
      </main>
    )
  return <Gallery />
}

function Gallery() {
  const { t } = useTranslation('room')
  const { lesson, me } = useLesson()
  const [isMuted, setMuted] = useState(false)
  const { leave } = useRoom()
  const now = useServerNow()
  const scene = sceneOf(useLessonView(), useMediaView(), null)
  const screen = useRemote('lecturer', 'screen')
  const surface = screen?.isLive ? null : lesson.board.surface
  return (
    <main className="room observer" data-testid="observer" data-scene={scene}>
      <header className="observer-head">
        <strong className={`listening-state listening-state-${scene}`}>{t(`scene.${scene}.state`)}</strong>
        <div>
          <b>{lesson.plan.title}</b>
          <span>
            {lesson.plan.lecturer.name} · {lesson.plan.lecturer.orgName} {lesson.plan.lectureClass.name}
          </span>
        </div>
        <p className="observer-shown">
          {t(me.part === 'observer' && me.hidden ? 'observer.unseen' : 'observer.shown')}
        </p>
        <RecordingMark />
        <time>{clockTime(now)}</time>
        <button
          type="button"
          className="desk-button"
          aria-pressed={isMuted}
          onClick={() => setMuted(!isMuted)}
        >
          {isMuted ? <SpeakerOffIcon /> : <SpeakerIcon />}
          {t(isMuted ? 'observer.soundOff' : 'observer.soundOn')}
        </button>
        <button type="button" className="desk-button" onClick={leave}>
          <LeaveIcon />
          {t('leave')}
        </button>
      </header>
      <div className="observer-front">
        <figure className="picture picture-fill">
          {surface ? (
            <SurfaceView surface={surface} />
          ) : (
            <RemoteVideo
              identity="lecturer"
              source={screen?.isLive ? 'screen' : 'camera'}
              label={t('video.lecturer')}
            />
          )}
          <SceneWords scene={scene} />
          <ClassScreens legId={null} />
        </figure>
        <div className="observer-side">
          <ul className="observer-classes">
            {surface && (
              <li className="observed">
                <RemoteVideo identity="lecturer" source="camera" label={t('video.lecturer')} />
                <span>
                  <strong>{lesson.plan.lecturer.name}</strong>
                </span>
              </li>
            )}
            {lesson.plan.legs.map((planned) => (
              <ObservedClass key={planned.id} legId={planned.id} />
            ))}
          </ul>
          {me.part === 'observer' && <NotesPanel lessonId={lesson.lessonId} personId={me.personId} />}
        </div>
      </div>
      <RemoteSound isMuted={isMuted} />
    </main>
  )
}

function ObservedClass({ legId }: { legId: string }) {
  const { t } = useTranslation('room')
  const { lesson } = useLesson()
  const { planned, leg } = useLeg(legId)
  const { quality } = useMediaView()
  const isOnStage = lesson.stage?.legId === legId
  const name = `${planned.orgName} ${planned.className}`
  const isThere = leg.status === 'ONLINE' || leg.status === 'DEGRADED'
  return (
    <li className={isOnStage ? 'observed observed-stage' : 'observed'} data-leg={legId}>
      <RemoteVideo identity={`leg:${legId}`} source="camera" label={t('video.class', { name })} />
      {!isThere && (
        <p className="tile-words">{t(leg.status === 'OFFLINE' ? 'class.offline' : 'class.expected')}</p>
      )}
      <span>
        <strong>{name}</strong>
        {isOnStage && <em className="mark mark-stage">{t('class.onStage')}</em>}
        <LinkBars level={quality[`leg:${legId}`]?.level ?? null} />
      </span>
    </li>
  )
}
