import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { paths } from '../../../../config/paths.ts'
import { Placard } from '../parts/placard.tsx'
import { clockTime } from '../parts/time-words.ts'
import { useCommand, useLesson, useRoom } from '../room-context.tsx'

/** The room is not open yet: the lecturer opens it, after saying that the lesson is prepared. */
export function BeforeLesson() {
  const { t } = useTranslation('room')
  const { lesson } = useLesson()
  const { leave } = useRoom()
  const send = useCommand()
  const open = async () => {
    const isPrepared = lesson.status !== 'SCHEDULED' || (await send({ type: 'prepare' }))
    if (isPrepared) await send({ type: 'open' })
  }
  return (
    <main className="room room-centre">
      <Placard
        title={t('before.lecturer')}
        hint={t('before.hint', { time: clockTime(lesson.plan.plannedStart) })}
      >
        <button type="button" className="button button-big" onClick={leave}>
          {t('leave')}
        </button>
        <Link className="button button-big" to={paths.check(lesson.lessonId)}>
          {t('before.check')}
        </Link>
        <button type="button" className="button button-big button-primary" onClick={() => void open()}>
          {t('before.open')}
        </button>
      </Placard>
    </main>
  )
}
