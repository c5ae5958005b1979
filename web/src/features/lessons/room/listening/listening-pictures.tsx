import { useTranslation } from 'react-i18next'
import { LocalVideo } from '../parts/local-video.tsx'
import { RemoteVideo } from '../parts/remote-video.tsx'
import { ClassBoard } from '../board/class-board.tsx'
import { useLesson, useRemote } from '../room-context.tsx'
import type { Scene } from '../room.rules.ts'

/** Lecturer full; a shared screen takes the main place, a page or board too, with the lecturer beside it; whoever is on stage stands in the corner. */
export function ListeningPictures({ legId, scene }: { legId: string; scene: Scene }) {
  const { t } = useTranslation('room')
  const { lesson } = useLesson()
  const screen = useRemote('lecturer', 'screen')
  const isSharing = screen !== undefined && (screen.isLive || (lesson.sharing && scene === 'recovering'))
  const { surface } = lesson.board
  const hasBoard = surface !== null && !isSharing
  const isOld = scene === 'recovering' || scene === 'lecturer_lost'
  return (
    <div
      className={`pictures${isSharing ? ' pictures-sharing' : ''}${hasBoard ? ' pictures-board' : ''}${isOld ? ' pictures-old' : ''}`}
    >
      {isSharing && (
        <figure className="picture picture-main">
          <RemoteVideo identity="lecturer" source="screen" label={t('video.screen')} />
        </figure>
      )}
      {hasBoard && (
        <figure className="picture picture-sheet">
          <ClassBoard surface={surface} legId={legId} />
        </figure>
      )}
      <figure className={isSharing || hasBoard ? 'picture picture-corner' : 'picture picture-main'}>
        <RemoteVideo identity="lecturer" source="camera" label={t('video.lecturer')} />
        {(isSharing || hasBoard) && <figcaption>{lesson.plan.lecturer.name}</figcaption>}
      </figure>
      <StagePicture legId={legId} />
    </div>
  )
}

function StagePicture({ legId }: { legId: string }) {
  const { t } = useTranslation('room')
  const { lesson } = useLesson()
  const stage = lesson.stage
  const planned = lesson.plan.legs.find((one) => one.id === stage?.legId)
  if (!stage || !planned) return null
  const isOurs = stage.legId === legId
  return (
    <figure
      className={isOurs ? 'picture picture-stage picture-ours' : 'picture picture-stage'}
      data-testid="stage-picture"
    >
      {isOurs ? (
        <LocalVideo source="camera" label={t('video.ours')} />
      ) : (
        <RemoteVideo identity={`leg:${stage.legId}`} source="camera" label={t('video.stage')} />
      )}
      {stage.seat !== null && <b className="stage-seat">{t('hands.seat', { seat: stage.seat })}</b>}
      <figcaption>{isOurs ? t('listening.us') : `${planned.orgName} ${planned.className}`}</figcaption>
    </figure>
  )
}
