import {
  getCourse,
  listCourseClasses,
  listCourses,
  listMyCourseClasses,
  subscribeClass,
  unsubscribeClass,
  type ClassProgress,
  type CourseDetail,
} from '@tongke/contract'
import type { UseQueryResult } from '@tanstack/react-query'
import { App, Button, Progress } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ClassSelect } from '../../../components/pickers/class-select.tsx'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import type { ApiError } from '../../../lib/api-error.ts'
import { useMe } from '../../../lib/me.ts'
import { useAction } from '../../../lib/query.ts'

interface Props {
  detail: CourseDetail
  classes: readonly ClassProgress[]
  shown: ClassProgress | undefined
  onShow: (classId: string) => void
  query: UseQueryResult<unknown, ApiError>
}

const REFRESHES = [getCourse, listCourses, listMyCourseClasses, listCourseClasses]

/** My subscribing classes with how far each is; the one that is shown stands beside the units. */
export function MyClasses({ detail, classes, shown, onShow, query }: Props) {
  const { t } = useTranslation('courses')
  const isRoom = useMe().data?.kind === 'device'
  const { can, card } = detail
  if (query.error && classes.length === 0) return <ErrorNotice error={query.error} />
  if (classes.length === 0 && !can.subscribe) return null
  return (
    <section className="card course-part" aria-label={t('mine.title')}>
      <h2>{t(isRoom ? 'mine.room' : 'mine.title')}</h2>
      {classes.length === 0 && <p className="quiet">{t('mine.none')}</p>}
      <ul className="my-classes">
        {classes.map((one) => (
          <li key={one.classId} data-shown={classes.length > 1 && one.classId === shown?.classId}>
            <button type="button" onClick={() => onShow(one.classId)}>
              <strong>{one.className}</strong>
              <span className="sub">{one.orgName}</span>
              <Progress
                percent={Math.round((100 * one.itemsDone) / Math.max(1, one.items.length))}
                size="small"
                showInfo={false}
              />
              <span className="sub">
                {t('mine.units', { done: one.unitsDone, count: one.units })} ·{' '}
                {t('mine.items', { done: one.itemsDone, count: one.items.length })}
              </span>
            </button>
            {can.subscribe && <Leave courseId={card.id} one={one} />}
          </li>
        ))}
      </ul>
      {can.subscribe && <Subscribe detail={detail} classes={classes} />}
    </section>
  )
}

function Subscribe({ detail, classes }: { detail: CourseDetail; classes: readonly ClassProgress[] }) {
  const { t } = useTranslation('courses')
  const { message } = App.useApp()
  const [classId, setClassId] = useState<string | null>(null)
  const [adding, setAdding] = useState(false)
  const subscribing = useAction(subscribeClass, REFRESHES)
  const { card } = detail
  const subscribe = () =>
    classId !== null &&
    subscribing.mutate(
      { params: { id: card.id, classId } },
      {
        onSuccess: () => {
          setClassId(null)
          setAdding(false)
          void message.success(t('mine.subscribed'))
        },
      },
    )
  if (!adding && (classes.length > 0 || detail.can.readFigures))
    return (
      <button type="button" className="link-button" onClick={() => setAdding(true)}>
        {t(classes.length > 0 ? 'mine.another' : 'mine.subscribe')}
      </button>
    )
  return (
    <div className="subscribe">
      <ClassSelect
        value={classId}
        onChange={(next) => setClassId(next)}
        scope="administration"
        {...(card.gradeFrom === card.gradeTo ? { grade: card.gradeFrom } : {})}
        exclude={classes.map((one) => one.classId)}
        placeholder={t('mine.choose')}
        aria-label={t('mine.choose')}
      />
      <Button
        type={classes.length === 0 ? 'primary' : 'default'}
        block
        disabled={classId === null}
        loading={subscribing.isPending}
        onClick={subscribe}
      >
        {t('mine.subscribe')}
      </Button>
      {subscribing.error && (
        <ErrorNotice error={subscribing.error} traced={subscribing.error.status >= 500} />
      )}
    </div>
  )
}

function Leave({ courseId, one }: { courseId: string; one: ClassProgress }) {
  const { t } = useTranslation('courses')
  const { modal, message } = App.useApp()
  const leaving = useAction(unsubscribeClass, REFRESHES)
  const leave = () =>
    void modal.confirm({
      title: t('mine.unsubscribeTitle', { name: one.className }),
      content: t('mine.unsubscribeHint'),
      okText: t('mine.unsubscribe'),
      okButtonProps: { danger: true },
      onOk: () =>
        leaving
          .mutateAsync({ params: { id: courseId, classId: one.classId } })
          .then(() => void message.success(t('mine.unsubscribed'))),
    })
  return (
    <button type="button" className="link-button my-class-leave" onClick={leave}>
      {t('mine.unsubscribe')}
    </button>
  )
}
