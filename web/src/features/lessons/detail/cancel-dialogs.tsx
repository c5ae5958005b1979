import {
  cancelLesson,
  getLesson,
  getLessonLinks,
  listLessons,
  rescheduleLesson,
  type CancelReason,
  type LessonSummary,
} from '@tongke/contract'
import { App, DatePicker, Form, Modal } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { paths } from '../../../config/paths.ts'
import { useAction } from '../../../lib/query.ts'
import { DAY, momentOf } from '../../../lib/time.ts'
import { ReasonField } from './reason-field.tsx'

interface Props {
  lesson: LessonSummary
  open: boolean
  onClose: () => void
}

export function CancelDialog({ lesson, open, onClose }: Props) {
  const { t } = useTranslation('lessons')
  const { message } = App.useApp()
  const [form] = Form.useForm<{ reason: CancelReason }>()
  const cancelling = useAction(cancelLesson, [listLessons, getLesson, getLessonLinks])
  const submit = ({ reason }: { reason: CancelReason }) =>
    cancelling.mutate(
      { params: { id: lesson.id }, body: { reason } },
      {
        onSuccess: () => {
          void message.success(t('detail.cancelled'))
          onClose()
        },
      },
    )
  return (
    <Modal
      title={t('detail.cancelTitle', { title: lesson.title })}
      open={open}
      onCancel={onClose}
      cancelText={t('detail.keep')}
      okText={t('detail.cancelDo')}
      okButtonProps={{ danger: true, loading: cancelling.isPending }}
      onOk={() => form.submit()}
      width={600}
      destroyOnHidden
    >
      <p style={{ marginBottom: 16 }}>{t('detail.cancelHint')}</p>
      {cancelling.error && (
        <div className="form-error">
          <ErrorNotice error={cancelling.error} />
        </div>
      )}
      <Form form={form} layout="vertical" requiredMark={false} onFinish={submit}>
        <ReasonField />
      </Form>
    </Modal>
  )
}

export function RescheduleDialog({ lesson, open, onClose }: Props) {
  const { t } = useTranslation('lessons')
  const { message } = App.useApp()
  const navigate = useNavigate()
  const [form] = Form.useForm<{ reason: CancelReason; at: dayjs.Dayjs }>()
  const moving = useAction(rescheduleLesson, [listLessons, getLesson, getLessonLinks])
  const submit = ({ reason, at }: { reason: CancelReason; at: dayjs.Dayjs }) =>
    moving.mutate(
      { params: { id: lesson.id }, body: { reason, plannedStart: at.startOf('minute').valueOf() } },
      {
        onSuccess: (moved) => {
          void message.success(t('detail.rescheduled', { time: momentOf(moved.plannedStart) }))
          onClose()
          void navigate(paths.lesson(moved.id))
        },
      },
    )
  return (
    <Modal
      title={t('detail.rescheduleTitle', { title: lesson.title })}
      open={open}
      onCancel={onClose}
      okText={t('detail.rescheduleDo')}
      okButtonProps={{ loading: moving.isPending }}
      onOk={() => form.submit()}
      width={600}
      destroyOnHidden
    >
      {moving.error && (
        <div className="form-error">
          <ErrorNotice error={moving.error} />
        </div>
      )}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ at: dayjs(lesson.plannedStart + DAY) }}
        onFinish={submit}
      >
        <Form.Item name="at" label={t('detail.newTime')}>
          <DatePicker
            showTime={{ format: 'HH:mm', minuteStep: 5 }}
            format="YYYY-MM-DD HH:mm"
            allowClear={false}
            disabledDate={(day) => day.isBefore(dayjs().startOf('day'))}
          />
        </Form.Item>
        <ReasonField />
      </Form>
    </Modal>
  )
}
