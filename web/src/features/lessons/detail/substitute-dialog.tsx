import {
  getLesson,
  getLessonLinks,
  listLessons,
  substituteLecturer,
  type CancelReason,
  type LessonDetail,
} from '@tongke/contract'
import { App, Form } from 'antd'
import { useTranslation } from 'react-i18next'
import { PersonSelect } from '../../../components/pickers/person-select.tsx'
import { useAction } from '../../../lib/query.ts'
import { ChangeFrame } from './change-frame.tsx'
import { ReasonField } from './reason-field.tsx'

interface Props {
  lesson: LessonDetail
  /** The school whose teachers may lecture instead. */
  orgId: string
  onClose: () => void
}

/** 代课: another teacher of the school lectures. */
export function SubstituteDialog({ lesson: { summary, state }, orgId, onClose }: Props) {
  const { t } = useTranslation('changes')
  const { message } = App.useApp()
  const [form] = Form.useForm<{ lecturerId: string; reason: CancelReason }>()
  const naming = useAction(substituteLecturer, [listLessons, getLesson, getLessonLinks])
  const before = state.plan.lecturer
  return (
    <ChangeFrame
      title={t('substitute.title', { title: summary.title })}
      hint={t('substitute.hint', { name: before.name, school: summary.lectureOrgName })}
      okText={t('substitute.do')}
      form={form}
      pending={naming.isPending}
      error={naming.error}
      onClose={onClose}
      onSubmit={(body) =>
        naming.mutate(
          { params: { id: summary.id }, body },
          {
            onSuccess: ({ lecturerName }) => {
              void message.success(t('substitute.done', { name: lecturerName }))
              onClose()
            },
          },
        )
      }
    >
      <Form.Item
        name="lecturerId"
        label={t('substitute.who')}
        rules={[
          { required: true, message: t('substitute.choose') },
          {
            validator: (_, id) =>
              id === before.id ? Promise.reject(new Error(t('substitute.same'))) : Promise.resolve(),
          },
        ]}
      >
        <PersonSelect orgId={orgId} placeholder={t('substitute.placeholder')} />
      </Form.Item>
      <ReasonField />
    </ChangeFrame>
  )
}
