import type { LessonCommand } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { useCommand, useLesson } from '../../room-context.tsx'
import { tray } from '../tray-store.ts'
import { useClassNames, useInteraction } from '../use-interaction.ts'

/** Does it and closes the tray. */
const useDone = () => {
  const send = useCommand()
  return async (command: LessonCommand) => {
    if (await send(command)) tray.set(null)
  }
}

interface KeysProps {
  all: string
  onPick: (legId: string | null) => void
  /** The lecture class has a key too. */
  onOwn?: () => void
}

/** The listening classes, as large keys; all of them on the first one. */
function ClassKeys({ all, onPick, onOwn }: KeysProps) {
  const { lesson } = useLesson()
  const nameOf = useClassNames()
  const { praises } = useInteraction()
  const isThere = (legId: string) => ['ONLINE', 'DEGRADED'].includes(lesson.legs[legId]?.status ?? '')
  return (
    <div className="tool-classes">
      <button type="button" className="thumb-button thumb-raise" onClick={() => onPick(null)}>
        {all}
      </button>
      {lesson.plan.legs.map(({ id }) => (
        <button
          key={id}
          type="button"
          className="thumb-button"
          disabled={!isThere(id)}
          onClick={() => onPick(id)}
        >
          {nameOf(id)}
          {(praises[id] ?? 0) > 0 && <small>★ {praises[id]}</small>}
        </button>
      ))}
      {onOwn && (
        <button type="button" className="thumb-button" onClick={onOwn}>
          {nameOf(null)}
        </button>
      )}
    </div>
  )
}

export function PickForm() {
  const { t } = useTranslation('interaction')
  const done = useDone()
  const { lectureClass } = useLesson().lesson.plan
  const ofOwn = () => void done({ type: 'pick_seat', legId: null, own: true })
  return (
    <ClassKeys
      all={t('pick.any')}
      onPick={(legId) => void done({ type: 'pick_seat', legId })}
      {...(lectureClass.headcount ? { onOwn: ofOwn } : {})}
    />
  )
}

export function PraiseForm() {
  const { t } = useTranslation('interaction')
  const done = useDone()
  return <ClassKeys all={t('praise.all')} onPick={(legId) => void done({ type: 'praise', legId })} />
}

export function SoundForm() {
  const { t } = useTranslation('interaction')
  const done = useDone()
  const { sound } = useInteraction()
  const preset = sound === 'music' ? 'speech' : 'music'
  return (
    <div className="tool-form">
      <p>{t(`sound.${sound}`)}</p>
      <button
        type="button"
        className="thumb-button thumb-raise"
        onClick={() => void done({ type: 'set_sound', preset })}
      >
        {t(preset === 'music' ? 'sound.toMusic' : 'sound.toSpeech')}
      </button>
    </div>
  )
}
