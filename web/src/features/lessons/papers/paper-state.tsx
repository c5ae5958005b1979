import { useTranslation } from 'react-i18next'
import type { Boxed } from '../../../live/papers/paper-box.ts'
import { timeOf } from '../../../lib/time.ts'

const TONES = { draft: '', waiting: 'pill-warn', sent: 'pill-ok', refused: 'pill-bad' } as const

/** Whether a paper is only in this browser, on its way, or there. */
export function PaperState({ boxed, handedInAt }: { boxed: Boxed | undefined; handedInAt: number | null }) {
  const { t } = useTranslation('papers')
  const { t: errors } = useTranslation('errors')
  if (!boxed)
    return (
      <span
        className={`pill ${handedInAt === null ? '' : 'pill-ok'}`}
        role="status"
        data-testid="paper-state"
      >
        {handedInAt === null ? t('state.none') : t('state.sent', { time: timeOf(handedInAt) })}
      </span>
    )
  return (
    <span className="paper-state" role="status" data-testid="paper-state" data-state={boxed.state}>
      <span className={`pill ${TONES[boxed.state]}`}>
        {t(`state.${boxed.state}`, { time: timeOf(boxed.at) })}
      </span>
      {boxed.code && <span className="paper-refused">{errors(boxed.code as 'not_found')}</span>}
    </span>
  )
}
