import { getLesson, getLessonLinks, listLessons, makeUpLesson, type LessonSummary } from '@tongke/contract'
import { App, DatePicker, Form } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { paths } from '../../../config/paths.ts'
import { useAction } from '../../../lib/query.ts'
import { DAY, momentOf } from '../../../lib/time.ts'
import { ChangeFrame } from './change-frame.tsx'

interface Props {
  lesson: LessonSummary
  onClose: () => void
}

/** The same time of day a week later, or of tomorrow when that has passed. */
const proposal = ({ plannedStart }: LessonSummary): dayjs.Dayjs => {
  const weekLater = dayjs(plannedStart + 7 * DAY)
  const tomorrow = dayjs().add(1, 'day').hour(weekLater.hour()).minute(weekLater.minute())
  return weekLater.isAfter(dayjs()) ? weekLater : tomorrow
}

/** 补课: a lesson more, for the classes that this one failed for. */
export function MakeUpDialog({ lesson, onClose }: Props) {
  const { t } = useTranslation('changes')
  const { message } = App.useApp()
  const navigate = useNavigate()
  const [form] = Form.useForm<{ at: dayjs.Dayjs }>()
  const planning = useAction(makeUpLesson, [listLessons, getLesson, getLessonLinks])
  return (
    <ChangeFrame
      title={t('makeUp.title', { title: lesson.title })}
      hint={t('makeUp.hint')}
      okText={t('makeUp.do')}
      form={form}
      initialValues={{ at: proposal(lesson) }}
      pending={planning.isPending}
      error={planning.error}
      onClose={onClose}
      onSubmit={({ at }) =>
        planning.mutate(
          { params: { id: lesson.id }, body: { plannedStart: at.startOf('minute').valueOf() } },
          {
            onSuccess: (extra) => {
              void message.success(t('makeUp.done', { time: momentOf(extra.plannedStart) }))
              onClose()
              void navigate(paths.lesson(extra.id))
            },
          },
        )
      }
    >
      <Form.Item
        name="at"
        label={t('makeUp.at')}
        rules={[
          {
            validator: (_, at: dayjs.Dayjs) =>
              at.isAfter(dayjs()) ? Promise.resolve() : Promise.reject(new Error(t('makeUp.past'))),
          },
        ]}
      >
        <DatePicker
          showTime={{ format: 'HH:mm', minuteStep: 5 }}
          format="YYYY-MM-DD HH:mm"
          allowClear={false}
          disabledDate={(day) => day.isBefore(dayjs().startOf('day'))}
        />
      </Form.Item>
    </ChangeFrame>
  )
}
