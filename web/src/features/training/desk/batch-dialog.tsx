import { getTrainingOverview, listHoursDesk, type DeskSelection } from '@tongke/contract'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Input, Modal, Progress } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { hoursOf } from '../parts/hours.ts'
import { useBatch, type BatchState } from './use-batch.ts'

export type Decision = 'verify' | 'confirm' | 'reject'

interface Props {
  decision: Decision
  count: number
  selection: DeskSelection
  onClose: () => void
}

/** Asks once, then shows how far it is, and in the end what did not fit and why. */
export function BatchDialog({ decision, count, selection, onClose }: Props) {
  const { t } = useTranslation('training')
  const client = useQueryClient()
  const [reason, setReason] = useState('')
  const { state, run, stop } = useBatch({ decision, selection, reason })
  const isRunning = state.status === 'running'
  const isOver = state.status === 'finished'
  const close = () => {
    if (state.status !== 'waiting')
      for (const { path } of [listHoursDesk, getTrainingOverview])
        void client.invalidateQueries({ queryKey: [path] })
    onClose()
  }
  const needsReason = decision === 'reject' && reason.trim().length < 2
  const go = (
    <Button
      key="go"
      type="primary"
      danger={decision === 'reject'}
      disabled={needsReason}
      onClick={() => void run()}
    >
      {t(state.status === 'waiting' ? `desk.${decision}` : 'desk.goOn')}
    </Button>
  )
  const leave = (
    <Button key="leave" type={isOver ? 'primary' : 'default'} onClick={close}>
      {t(isOver ? 'desk.close' : 'desk.leave')}
    </Button>
  )
  return (
    <Modal
      open
      title={state.status === 'waiting' ? t(`desk.ask.${decision}`, { count }) : t(`desk.${decision}`)}
      onCancel={close}
      closable={!isRunning}
      mask={{ closable: false }}
      footer={isRunning ? <Button onClick={stop}>{t('desk.stop')}</Button> : isOver ? leave : [leave, go]}
    >
      {state.status === 'waiting' ? (
        <>
          <p className="quiet">{t(`desk.explain.${decision}`)}</p>
          <Input.TextArea
            aria-label={t('claim.reason')}
            placeholder={t(decision === 'reject' ? 'desk.reasonNeeded' : 'desk.reasonFree')}
            value={reason}
            maxLength={300}
            rows={3}
            onChange={(event) => setReason(event.target.value)}
          />
        </>
      ) : (
        <Course state={state} decision={decision} count={count} />
      )}
    </Modal>
  )
}

function Course({ state, decision, count }: { state: BatchState; decision: Decision; count: number }) {
  const { t } = useTranslation('training')
  const { t: errors } = useTranslation('errors')
  const { status, done, tenths, cutTenths, refused, error } = state
  const seen = done + refused.length
  const percent = status === 'finished' ? 100 : Math.min(99, Math.floor((100 * seen) / Math.max(1, count)))
  const look = status === 'failed' ? 'exception' : status === 'finished' ? 'success' : 'normal'
  return (
    <div className="batch-course" role="status">
      <Progress percent={percent} status={look} />
      <p>
        <strong>{t(`desk.done.${decision}`, { count: done, hours: hoursOf(tenths) })}</strong>
        {cutTenths > 0 && <span className="quiet"> {t('desk.cut', { hours: hoursOf(cutTenths) })}</span>}
      </p>
      {(status === 'failed' || status === 'stopped') && <p>{t('desk.kept')}</p>}
      {error !== null && <ErrorNotice error={error} />}
      {refused.length > 0 && (
        <>
          <p>{t('desk.refused', { count: refused.length })}</p>
          <ul>
            {refused.map((one) => (
              <li key={one.claimId}>
                <span>
                  {one.personName} · {one.title}
                </span>
                <small className="quiet">
                  {one.occurredOn} · {errors(one.code as 'hours.own')}
                </small>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
