import {
  closeCourse,
  getCourse,
  listCourses,
  openCourse,
  reviseCourse,
  startCourse,
  withdrawCourse,
  type CourseDetail,
} from '@tongke/contract'
import { App, Button, Input, Modal } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { useAction } from '../../../lib/query.ts'

const STEPS = {
  withdraw: withdrawCourse,
  revise: reviseCourse,
  open: openCourse,
  start: startCourse,
} as const satisfies Partial<Record<keyof CourseDetail['can'], unknown>>
type Step = keyof typeof STEPS
const NAMES = Object.keys(STEPS) as Step[]
/** The step that leads on; the others lead back. */
const ONWARD: readonly Step[] = ['open', 'start']
const REFRESHES = [getCourse, listCourses]
const REASON_MIN = 2

/** Where the course stands, for those who move it on. */
export function StatePanel({ detail }: { detail: CourseDetail }) {
  const { t } = useTranslation('courses')
  const { can, card, closedReason } = detail
  const [closing, setClosing] = useState(false)
  const offered = NAMES.filter((name) => can[name])
  const isInsider = can.readFigures
  if (!isInsider && card.state !== 'CLOSED') return null
  return (
    <section className="course-board" aria-label={t(`step.${card.state}`)}>
      <h2>{t(`step.${card.state}`)}</h2>
      <p>{t(`step.${card.state}Hint`)}</p>
      {closedReason !== null && <p>{t('step.reasonWas', { reason: closedReason })}</p>}
      {offered.map((name) => (
        <StepButton key={name} step={name} detail={detail} />
      ))}
      {can.close && (
        <Button ghost onClick={() => setClosing(true)}>
          {t('step.close')}
        </Button>
      )}
      {closing && <CloseDialog detail={detail} onClose={() => setClosing(false)} />}
    </section>
  )
}

function StepButton({ step, detail }: { step: Step; detail: CourseDetail }) {
  const { t } = useTranslation('courses')
  const { message, modal } = App.useApp()
  const taking = useAction(STEPS[step], REFRESHES)
  const take = () =>
    taking.mutate(
      { params: { id: detail.card.id }, body: { revision: detail.revision } },
      { onSuccess: () => void message.success(t('step.done')) },
    )
  const ask = () =>
    void modal.confirm({ title: t('step.reviseTitle'), content: t('step.reviseHint'), onOk: take })
  return (
    <>
      <Button
        type={ONWARD.includes(step) ? 'primary' : 'default'}
        ghost={!ONWARD.includes(step)}
        loading={taking.isPending}
        onClick={step === 'revise' ? ask : take}
      >
        {t(`step.${step}`)}
      </Button>
      {taking.error && <ErrorNotice error={taking.error} traced={taking.error.status >= 500} />}
    </>
  )
}

function CloseDialog({ detail, onClose }: { detail: CourseDetail; onClose: () => void }) {
  const { t } = useTranslation('courses')
  const { message } = App.useApp()
  const [reason, setReason] = useState('')
  const field = useId()
  const closing = useAction(closeCourse, REFRESHES)
  const close = () =>
    closing.mutate(
      { params: { id: detail.card.id }, body: { revision: detail.revision, reason: reason.trim() } },
      {
        onSuccess: () => {
          void message.success(t('step.done'))
          onClose()
        },
      },
    )
  return (
    <Modal
      open
      title={t('step.closeTitle', { title: detail.card.title })}
      okText={t('step.close')}
      okButtonProps={{
        danger: true,
        loading: closing.isPending,
        disabled: reason.trim().length < REASON_MIN,
      }}
      onOk={close}
      onCancel={onClose}
    >
      <div className="mark-dialog">
        <p>{t('step.closeHint')}</p>
        <label htmlFor={field}>{t('step.reason')}</label>
        <Input.TextArea
          id={field}
          rows={3}
          maxLength={300}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        {closing.error && <ErrorNotice error={closing.error} traced={closing.error.status >= 500} />}
      </div>
    </Modal>
  )
}
