import {
  exchangeLessons,
  getLesson,
  getLessonLinks,
  listExchangePartners,
  listLessons,
  type CancelReason,
  type LessonSummary,
} from '@tongke/contract'
import { App, Form, Radio, Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { ErrorPanel } from '../../../components/plain/error-words.tsx'
import { paths } from '../../../config/paths.ts'
import { plannedEnd } from '../../../lib/lesson-day.ts'
import { useAction, useEndpoint } from '../../../lib/query.ts'
import { dayName, momentOf, timeOf } from '../../../lib/time.ts'
import { ChangeFrame } from './change-frame.tsx'
import { ReasonField } from './reason-field.tsx'

function Partner({ lesson }: { lesson: LessonSummary }) {
  const { t } = useTranslation('changes')
  const { t: common, i18n } = useTranslation()
  const subject = common(`subject.${lesson.subject}`)
  return (
    <span className="partner">
      <strong>
        {dayName(lesson.plannedStart, i18n.language)} {timeOf(lesson.plannedStart)}–
        {timeOf(plannedEnd(lesson))}
      </strong>
      <span>
        {/* Lessons of the timetable are called by their subject already. */}
        {lesson.title.includes(subject) ? lesson.title : `${subject} · ${lesson.title}`}
      </span>
      <span className="quiet">
        {t('exchange.who', { name: lesson.lecturerName, class: lesson.lectureClassName })}
      </span>
    </span>
  )
}

interface Props {
  lesson: LessonSummary
  onClose: () => void
}

/** 调课: two lessons of the week take each other’s time. */
export function ExchangeDialog({ lesson, onClose }: Props) {
  const { t } = useTranslation('changes')
  const { message } = App.useApp()
  const navigate = useNavigate()
  const [form] = Form.useForm<{ withLessonId: string; reason: CancelReason }>()
  const partners = useEndpoint(listExchangePartners, { params: { id: lesson.id } })
  const exchanging = useAction(exchangeLessons, [
    listLessons,
    getLesson,
    getLessonLinks,
    listExchangePartners,
  ])
  const found = partners.isPlaceholderData ? undefined : partners.data
  return (
    <ChangeFrame
      title={t('exchange.title', { title: lesson.title })}
      hint={t('exchange.hint')}
      okText={t('exchange.do')}
      form={form}
      pending={exchanging.isPending}
      disabled={!found?.length}
      error={exchanging.error}
      onClose={onClose}
      onSubmit={(body) =>
        exchanging.mutate(
          { params: { id: lesson.id }, body },
          {
            onSuccess: (moved) => {
              void message.success(t('exchange.done', { time: momentOf(moved.plannedStart) }))
              onClose()
              void navigate(paths.lesson(moved.id))
            },
          },
        )
      }
    >
      {partners.error && !found && (
        <ErrorPanel error={partners.error} onRetry={() => void partners.refetch()} />
      )}
      {!found && !partners.error && <Skeleton active paragraph={{ rows: 3 }} />}
      {found?.length === 0 && <p className="notice notice-warn">{t('exchange.none')}</p>}
      {found && found.length > 0 && (
        <>
          <Form.Item
            name="withLessonId"
            label={t('exchange.with')}
            rules={[{ required: true, message: t('exchange.choose') }]}
          >
            <Radio.Group
              className="partners"
              options={found.map((one) => ({ value: one.id, label: <Partner lesson={one} /> }))}
            />
          </Form.Item>
          <ReasonField />
        </>
      )}
    </ChangeFrame>
  )
}
