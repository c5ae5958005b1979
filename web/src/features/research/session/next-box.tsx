import { getSession, getSessionCounting, listResearchSessions, stepSession } from '@tongke/contract'
import type { SessionDetail, SessionState } from '@tongke/contract'
import { App, Button, Input, Modal } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { paths } from '../../../config/paths.ts'
import { useMe } from '../../../lib/me.ts'
import { useAction } from '../../../lib/query.ts'
import { dateOf } from '../../../lib/time.ts'
import { useNow } from '../../../lib/use-now.ts'
import { nextTask } from './next-task.rules.ts'

const REFRESHES = [getSession, listResearchSessions, getSessionCounting]
const REASON_MIN = 2

/** What the reader has to do next, and the steps they may take for all. */
export function NextBox({ detail }: { detail: SessionDetail }) {
  const { t } = useTranslation('research')
  const me = useMe().data
  const { card, can, cancelReason, meetingLessonId } = detail
  const { key, due } = nextTask(detail, me?.id ?? '')
  const [cancelling, setCancelling] = useState(false)
  const now = useNow(60_000)
  const onward = can.steps.filter((to) => to !== 'CANCELLED')
  const isLate = due !== null && due < dateOf(now)
  return (
    <section className="next-box" aria-label={t('next.title')}>
      <small>{t('next.title')}</small>
      <h2>{t(`next.${key}`)}</h2>
      <p>
        {key === 'cancelled' && cancelReason
          ? t('next.reason', { reason: cancelReason })
          : t(`next.${key}Hint`)}
      </p>
      {due && (
        <p className="next-due" data-late={isLate}>
          {t(isLate ? 'next.late' : 'next.due', { day: due })}
        </p>
      )}
      {key === 'join_meeting' && meetingLessonId && card.mine && (
        <Link
          className="button button-primary"
          to={paths.room(meetingLessonId)}
          state={{ back: paths.researchSession(card.id) }}
        >
          {t('next.enter')}
        </Link>
      )}
      {onward.map((to) => (
        <StepButton key={to} detail={detail} to={to} isSecond={key === 'join_meeting'} />
      ))}
      {can.steps.includes('CANCELLED') && (
        <Button type="text" className="next-cancel" onClick={() => setCancelling(true)}>
          {t('step.cancel')}
        </Button>
      )}
      {cancelling && <CancelDialog detail={detail} onClose={() => setCancelling(false)} />}
    </section>
  )
}

/** Another round is the way back, in the same words as none of the others. */
const wordOf = (state: SessionState, to: SessionState) =>
  state === 'REVIEW' && to === 'SECOND_PREP'
    ? ('again' as const)
    : (to as Exclude<SessionState, 'PROPOSED' | 'CANCELLED'>)

interface StepProps {
  detail: SessionDetail
  to: SessionState
  /** Something else comes first. */
  isSecond: boolean
}

function StepButton({ detail, to, isSecond }: StepProps) {
  const { t } = useTranslation('research')
  const { message } = App.useApp()
  const taking = useAction(stepSession, REFRESHES)
  const take = () =>
    taking.mutate(
      { params: { id: detail.card.id }, body: { revision: detail.revision, to } },
      { onSuccess: () => void message.success(t('step.done')) },
    )
  const word = wordOf(detail.card.state, to)
  const isQuiet = isSecond || word === 'again'
  return (
    <>
      <Button
        size="large"
        type={isQuiet ? 'default' : 'primary'}
        ghost={isQuiet}
        loading={taking.isPending}
        onClick={take}
      >
        {t(`step.${word}`)}
      </Button>
      {taking.error && <ErrorNotice error={taking.error} traced={taking.error.status >= 500} />}
    </>
  )
}

function CancelDialog({ detail, onClose }: { detail: SessionDetail; onClose: () => void }) {
  const { t } = useTranslation('research')
  const [reason, setReason] = useState('')
  const field = useId()
  const cancelling = useAction(stepSession, REFRESHES)
  const cancel = () =>
    cancelling.mutate(
      {
        params: { id: detail.card.id },
        body: { revision: detail.revision, to: 'CANCELLED', reason: reason.trim() },
      },
      { onSuccess: onClose },
    )
  return (
    <Modal
      open
      title={t('step.cancelTitle')}
      okText={t('step.cancel')}
      okButtonProps={{
        danger: true,
        loading: cancelling.isPending,
        disabled: reason.trim().length < REASON_MIN,
      }}
      onOk={cancel}
      onCancel={onClose}
    >
      <div className="research-stack">
        <p>{t('step.cancelHint')}</p>
        <label htmlFor={field}>{t('step.reason')}</label>
        <Input.TextArea
          id={field}
          rows={3}
          maxLength={300}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        {cancelling.error && <ErrorNotice error={cancelling.error} traced={cancelling.error.status >= 500} />}
      </div>
    </Modal>
  )
}
