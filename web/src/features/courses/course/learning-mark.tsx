import { CheckCircleFilled } from '@ant-design/icons'
import {
  listCourseClasses,
  listMyCourseClasses,
  markTaught,
  unmarkTaught,
  type ClassProgress,
  type CourseItem,
} from '@tongke/contract'
import { App, Button, DatePicker, Modal } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { useMe } from '../../../lib/me.ts'
import { useAction } from '../../../lib/query.ts'
import { factOf } from '../parts/fact-of.ts'

interface Props {
  courseId: string
  item: CourseItem
  learner: ClassProgress
  isLearning: boolean
}

const REFRESHES = [listMyCourseClasses, listCourseClasses]

/** Whether the class has it, by what evidence; else a teacher may say on which day it was taught. */
export function LearningMark({ courseId, item, learner, isLearning }: Props) {
  const { t } = useTranslation('courses')
  const { message } = App.useApp()
  const [asking, setAsking] = useState(false)
  const unmark = useAction(unmarkTaught, REFRESHES)
  const mayMark = useMe().data?.kind === 'person' && isLearning
  const fact = factOf(learner, item.id)
  const params = { id: courseId, classId: learner.classId, itemId: item.id }
  if (fact?.done)
    return (
      <div className="learnt">
        <span className="learnt-done">
          <CheckCircleFilled /> {fact.on ? t(`learnt.${fact.done}On`, { day: fact.on }) : t('learnt.watched')}
        </span>
        {fact.done === 'taught' && (
          <span className="sub">
            {fact.markedBy && t('learnt.by', { name: fact.markedBy })}{' '}
            {mayMark && (
              <button
                type="button"
                className="link-button"
                disabled={unmark.isPending}
                onClick={() =>
                  unmark.mutate({ params }, { onSuccess: () => void message.success(t('learnt.unmarked')) })
                }
              >
                {t('learnt.unmark')}
              </button>
            )}
          </span>
        )}
      </div>
    )
  const canBeTaught =
    item.kind === 'resource' || item.lesson.status === 'ENDED' || item.lesson.status === 'SETTLED'
  return (
    <div className="learnt">
      {fact?.percent ? <span className="quiet">{t('learnt.percent', { count: fact.percent })}</span> : null}
      {mayMark && canBeTaught && (
        <Button size="small" onClick={() => setAsking(true)}>
          {t('learnt.mark')}
        </Button>
      )}
      {asking && (
        <MarkDialog
          params={params}
          name={`${learner.orgName} ${learner.className}`}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  )
}

interface DialogProps {
  params: { id: string; classId: string; itemId: string }
  name: string
  onClose: () => void
}

function MarkDialog({ params, name, onClose }: DialogProps) {
  const { t } = useTranslation('courses')
  const { message } = App.useApp()
  const [day, setDay] = useState(dayjs())
  const mark = useAction(markTaught, REFRESHES)
  const save = () =>
    mark.mutate(
      { params, body: { on: day.format('YYYY-MM-DD') } },
      {
        onSuccess: () => {
          void message.success(t('learnt.marked'))
          onClose()
        },
      },
    )
  return (
    <Modal
      open
      width={420}
      title={t('learnt.markTitle', { name })}
      okText={t('learnt.markSave')}
      okButtonProps={{ loading: mark.isPending }}
      onOk={save}
      onCancel={onClose}
    >
      <div className="mark-dialog">
        <DatePicker
          value={day}
          allowClear={false}
          maxDate={dayjs()}
          onChange={(next) => next && setDay(next)}
        />
        {mark.error && <ErrorNotice error={mark.error} traced={mark.error.status >= 500} />}
      </div>
    </Modal>
  )
}
