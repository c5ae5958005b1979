import { slotOf } from '../../../../live/papers/paper-box.ts'
import { paperBox } from '../../../../live/papers/papers.ts'
import { RollForm } from '../../papers/roll-form.tsx'
import { useLeg, useLesson, useStore } from '../room-context.tsx'

/** A roll that this phone keeps until there is a line. */
export function useWaitingRoll(legId: string): boolean {
  const { lesson } = useLesson()
  return useStore(paperBox().view)[slotOf(lesson.lessonId, 'roll', legId)]?.state === 'waiting'
}

/** The roll of the own class, in the room. */
export function RollPanel({ legId, onDone }: { legId: string; onDone: () => void }) {
  const { lesson, me } = useLesson()
  const { planned, leg } = useLeg(legId)
  if (me.part !== 'assistant') return null
  return (
    <RollForm
      lessonId={lesson.lessonId}
      legId={legId}
      personId={me.personId}
      pupils={planned.headcount}
      roll={null}
      told={leg.headcount}
      onDone={onDone}
    />
  )
}
