import type { DeskFilter, DeskQueue } from '@tongke/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { hoursOf } from '../parts/hours.ts'
import { BatchDialog, type Decision } from './batch-dialog.tsx'

interface Props {
  queue: DeskQueue
  filter: DeskFilter
  chosen: readonly string[]
  totals: { total: number; tenths: number; people: number }
  onDone: () => void
}

/** What is chosen, or all that match: one decision for all of them, after a look at how many they are. */
export function DecideBar({ queue, filter, chosen, totals, onDone }: Props) {
  const { t } = useTranslation('training')
  const [decision, setDecision] = useState<Decision | null>(null)
  if (queue === 'appeal') return <p className="quiet">{t('desk.appealHint')}</p>
  const forward = queue === 'school' ? 'verify' : 'confirm'
  const some = chosen.length > 0
  const count = some ? chosen.length : totals.total
  return (
    <div className="card decide-bar">
      <p>
        <strong>{some ? t('desk.chosen', { count }) : t('desk.all', { count })}</strong>
        {!some && (
          <span className="quiet">
            {' '}
            {t('desk.sums', { people: totals.people, hours: hoursOf(totals.tenths) })}
          </span>
        )}
      </p>
      <Button onClick={() => setDecision('reject')} danger disabled={!some}>
        {t('desk.reject')}
      </Button>
      <Button type="primary" onClick={() => setDecision(forward)}>
        {t(some ? `desk.${forward}` : `desk.${forward}All`, { count })}
      </Button>
      {decision && (
        <BatchDialog
          decision={decision}
          count={count}
          selection={some ? { ids: [...chosen] } : { filter }}
          onClose={() => {
            setDecision(null)
            onDone()
          }}
        />
      )}
    </div>
  )
}
