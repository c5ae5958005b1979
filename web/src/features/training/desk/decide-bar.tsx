import {
  decideHours,
  getTrainingOverview,
  listHoursDesk,
  type DeskFilter,
  type DeskQueue,
} from '@tongke/contract'
import { App, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { useAction } from '../../../lib/query.ts'
import { hoursOf } from '../parts/hours.ts'

type Decision = 'verify' | 'confirm' | 'reject'

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
        <Confirm
          decision={decision}
          count={count}
          selection={some ? { ids: [...chosen] } : { filter }}
          onClose={() => setDecision(null)}
          onDone={onDone}
        />
      )}
    </div>
  )
}

interface ConfirmProps {
  decision: Decision
  count: number
  selection: { ids: string[] } | { filter: DeskFilter }
  onClose: () => void
  onDone: () => void
}

function Confirm({ decision, count, selection, onClose, onDone }: ConfirmProps) {
  const { t } = useTranslation('training')
  const { t: errors } = useTranslation('errors')
  const { notification } = App.useApp()
  const [reason, setReason] = useState('')
  const decide = useAction(decideHours, [listHoursDesk, getTrainingOverview])
  const send = () =>
    decide.mutate(
      { body: { decision, selection, reason } },
      {
        onSuccess: ({ done, tenths, cutTenths, skipped }) => {
          notification.success({
            title: t(`desk.done.${decision}`, { count: done, hours: hoursOf(tenths) }),
            description: [
              ...(cutTenths > 0 ? [t('desk.cut', { hours: hoursOf(cutTenths) })] : []),
              ...skipped.map((one) => `${errors(one.code as 'hours.own')} × ${one.count}`),
            ].join(' '),
          })
          onDone()
          onClose()
        },
      },
    )
  const needsReason = decision === 'reject' && reason.trim().length < 2
  return (
    <Modal
      open
      title={t(`desk.ask.${decision}`, { count })}
      onCancel={onClose}
      onOk={send}
      okText={t(`desk.${decision}`)}
      okButtonProps={{ danger: decision === 'reject', disabled: needsReason, loading: decide.isPending }}
    >
      <p className="quiet">{t(`desk.explain.${decision}`)}</p>
      <Input.TextArea
        aria-label={t('claim.reason')}
        placeholder={t(decision === 'reject' ? 'desk.reasonNeeded' : 'desk.reasonFree')}
        value={reason}
        maxLength={300}
        rows={3}
        onChange={(event) => setReason(event.target.value)}
      />
      {decide.error && <ErrorNotice error={decide.error} />}
    </Modal>
  )
}
