import { exportLedger, getLesson, listLessons, settleLesson, type LessonDetail } from '@tongke/contract'
import { App, Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useErrorText } from '../../../components/plain/error-words.tsx'
import { paths } from '../../../config/paths.ts'
import { download } from '../../../lib/api.ts'
import { actionFor, isAhead, isOpen, isOver } from '../../../lib/lesson-day.ts'
import { useAction } from '../../../lib/query.ts'
import { useRoomWarmUp } from '../room/warm-up.ts'
import { CancelDialog, RescheduleDialog } from './cancel-dialogs.tsx'

/** Lessons that took place: they have a replay, or its page says why not. */
const HELD: readonly string[] = ['ENDED', 'SETTLED']

/** What the reader may do with this lesson now: the server says what is allowed. */
export function LessonActions({ lesson, now }: { lesson: LessonDetail; now: number }) {
  const { t } = useTranslation('lessons')
  const { t: papers } = useTranslation('papers')
  const { message } = App.useApp()
  const errorText = useErrorText()
  const [dialog, setDialog] = useState<'cancel' | 'reschedule'>()
  const settling = useAction(settleLesson, [listLessons, getLesson])
  const { summary, can } = lesson
  useRoomWarmUp(summary.id, can.enter && isOpen(summary.status))
  const fail = (error: unknown) => void message.error(errorText(error))
  const save = () =>
    download(
      exportLedger,
      { params: { id: summary.id } },
      t('detail.ledgerFile', { title: summary.title }),
    ).catch(fail)
  const settle = () =>
    settling.mutate(
      { params: { id: summary.id } },
      { onSuccess: () => void message.success(t('detail.settled')), onError: fail },
    )
  const close = () => setDialog(undefined)
  return (
    <>
      {HELD.includes(summary.status) && (
        <Link to={paths.replay(summary.id)}>
          <Button type="primary" ghost>
            {t('detail.replay')}
          </Button>
        </Link>
      )}
      {can.export && isOver(summary.status) && (
        <Button onClick={() => void save()}>{t('detail.export')}</Button>
      )}
      {isOver(summary.status) && (summary.me?.part === 'lecturer' || summary.me?.part === 'assistant') && (
        <Link to={paths.papers(summary.id)}>
          <Button>{papers('fill')}</Button>
        </Link>
      )}
      {can.settle && (
        <Popconfirm title={t('detail.settleConfirm')} onConfirm={settle}>
          <Button type="primary" loading={settling.isPending}>
            {t('detail.settle')}
          </Button>
        </Popconfirm>
      )}
      {can.cancel && isAhead(summary.status) && (
        <>
          <Button type="text" danger onClick={() => setDialog('cancel')}>
            {t('detail.cancel')}
          </Button>
          <Button onClick={() => setDialog('reschedule')}>{t('detail.reschedule')}</Button>
        </>
      )}
      {can.edit && (
        <Link to={paths.editLesson(summary.id)}>
          <Button>{t('detail.edit')}</Button>
        </Link>
      )}
      {can.enter && (
        <Link className="button button-primary" to={paths.room(summary.id)}>
          {t(`action.${actionFor(summary, now) ?? 'enterRoom'}`)}
        </Link>
      )}
      <CancelDialog lesson={summary} open={dialog === 'cancel'} onClose={close} />
      <RescheduleDialog lesson={summary} open={dialog === 'reschedule'} onClose={close} />
    </>
  )
}
