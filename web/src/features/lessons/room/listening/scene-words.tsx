import { useTranslation } from 'react-i18next'
import { minutesSeconds } from '../parts/time-words.ts'
import { Placard } from '../parts/placard.tsx'
import { useLesson, useRemote, useServerNow } from '../room-context.tsx'
import type { Scene } from '../room.rules.ts'

const SPOKEN = [
  'connecting',
  'unsupported',
  'before',
  'waiting',
  'recovering',
  'lecturer_lost',
  'fallback',
] as const
type Spoken = (typeof SPOKEN)[number]
const isSpoken = (scene: Scene): scene is Spoken => SPOKEN.some((one) => one === scene)

/** Words over the picture whenever the picture alone would leave a class wondering. */
export function SceneWords({ scene }: { scene: Scene }) {
  const { t } = useTranslation('room')
  const { lesson } = useLesson()
  const now = useServerNow()
  const camera = useRemote('lecturer', 'camera')
  const hasPicture = camera !== undefined
  if (scene === 'live' && !hasPicture)
    return <Instead title={t('scene.noPicture.title')} hint={t('scene.noPicture.hint')} />
  if (scene === 'live' && camera?.isPaused && !lesson.sharing)
    return (
      <Instead
        title={t('scene.cameraOff.title')}
        hint={t(lesson.lecturerMuted ? 'scene.cameraOff.hintMuted' : 'scene.cameraOff.hint')}
      />
    )
  if (!isSpoken(scene)) return null
  const left = lesson.plan.plannedStart - now
  const countdown = (scene === 'waiting' || scene === 'before') && left > 0
  return (
    <div className={hasPicture ? 'scene-words scene-words-over' : 'scene-words'}>
      <Placard
        title={t(`scene.${scene}.title`)}
        hint={t(`scene.${scene}.hint`)}
        tone={scene === 'lecturer_lost' ? 'live' : 'calm'}
      >
        {countdown && (
          <p className="scene-countdown">
            {t('listening.startsIn')} <b>{minutesSeconds(left)}</b>
          </p>
        )}
      </Placard>
    </div>
  )
}

/** Words where no picture is, or only one that is no longer true. */
function Instead({ title, hint }: { title: string; hint: string }) {
  return (
    <div className="scene-words scene-words-instead">
      <Placard title={title} hint={hint} />
    </div>
  )
}
