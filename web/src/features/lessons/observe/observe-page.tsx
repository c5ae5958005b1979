import './observe.css'
import {
  joinMasterLesson,
  leaveMasterLesson,
  listLessons,
  listMasterLessons,
  type MasterLesson,
} from '@tongke/contract'
import { App, Button, Pagination, Segmented, Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { PageHead } from '../../../components/admin/page-head.tsx'
import { SearchBox } from '../../../components/admin/search-box.tsx'
import { useListQuery } from '../../../components/admin/use-list-query.ts'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { ErrorPanel, useErrorText } from '../../../components/plain/error-words.tsx'
import { LessonStatusPill } from '../../../components/plain/lesson-status.tsx'
import { paths } from '../../../config/paths.ts'
import { useAction, useEndpoint } from '../../../lib/query.ts'
import { dayName, timeOf } from '../../../lib/time.ts'

const REFRESH_MS = 20_000
const WHEN = ['coming', 'mine', 'past'] as const

function Act({ lesson }: { lesson: MasterLesson }) {
  const { t } = useTranslation('notes')
  const { message } = App.useApp()
  const errorText = useErrorText()
  const refreshed = [listMasterLessons, listLessons]
  const join = useAction(joinMasterLesson, refreshed)
  const leave = useAction(leaveMasterLesson, refreshed)
  const params = { params: { id: lesson.id } }
  const fail = (error: unknown) => void message.error(errorText(error))
  if (lesson.canEnter)
    return (
      <Link className="button button-primary button-big" to={paths.room(lesson.id)}>
        {t('observe.enter')}
      </Link>
    )
  if (lesson.hindrance === 'part' || lesson.hindrance === 'over')
    return lesson.mine || lesson.hindrance === 'part' ? (
      <Link className="button" to={paths.lesson(lesson.id)}>
        {t(lesson.myNotes > 0 ? 'observe.notes' : 'observe.open', { count: lesson.myNotes })}
      </Link>
    ) : null
  if (lesson.mine)
    return (
      <>
        <Link className="button" to={paths.lesson(lesson.id)}>
          {t('observe.open')}
        </Link>
        <Button type="text" loading={leave.isPending} onClick={() => leave.mutate(params, { onError: fail })}>
          {t('observe.leave')}
        </Button>
      </>
    )
  if (lesson.hindrance === 'full') return <span className="quiet">{t('observe.full')}</span>
  return (
    <Button
      type="primary"
      size="large"
      loading={join.isPending}
      onClick={() =>
        join.mutate(params, { onError: fail, onSuccess: () => void message.success(t('observe.joined')) })
      }
    >
      {t('observe.join')}
    </Button>
  )
}

function Row({ lesson }: { lesson: MasterLesson }) {
  const { t, i18n } = useTranslation('notes')
  const { t: common } = useTranslation()
  const end = lesson.plannedStart + lesson.plannedMinutes * 60_000
  return (
    <li className={lesson.mine ? 'master master-mine' : 'master'} data-lesson={lesson.id}>
      <p className="master-when">
        <b>{dayName(lesson.plannedStart, i18n.language)}</b>
        <span>
          {timeOf(lesson.plannedStart)}–{timeOf(end)}
        </span>
      </p>
      <div className="master-what">
        <h2>
          {lesson.title} <LessonStatusPill status={lesson.status} />
          {lesson.mine && <span className="pill pill-ok">{t('observe.mine')}</span>}
        </h2>
        <p>
          {lesson.lecturerName} · {lesson.orgName}
        </p>
        <p className="quiet">
          {common(`subject.${lesson.subject}`)} · {common(`grade.${String(lesson.grade) as '1'}`)} ·{' '}
          {lesson.classes === 0 ? t('observe.teachersOnly') : t('observe.classes', { count: lesson.classes })}{' '}
          · {t('observe.places', { taken: lesson.observers, places: lesson.places })}
        </p>
      </div>
      <div className="master-do">
        <Act lesson={lesson} />
      </div>
    </li>
  )
}

/** 名师课堂: which lessons of master teachers one may come and watch. */
export function ObservePage() {
  const { t } = useTranslation('notes')
  const list = useListQuery()
  const when = WHEN.find((one) => one === list.get('when')) ?? 'coming'
  const { page, pageSize, search } = list
  const lessons = useEndpoint(
    listMasterLessons,
    { query: { page, pageSize, search, when } },
    { refetchInterval: REFRESH_MS },
  )
  const body = () => {
    if (lessons.error && !lessons.data)
      return <ErrorPanel error={lessons.error} onRetry={() => void lessons.refetch()} />
    if (!lessons.data) return <Skeleton active paragraph={{ rows: 6 }} />
    if (lessons.data.total === 0)
      return (
        <div className="card">
          <BlankState title={t(`observe.empty.${when}`)} hint={t('observe.emptyHint')} />
        </div>
      )
    return (
      <>
        <ul className="masters">
          {lessons.data.items.map((lesson) => (
            <Row key={lesson.id} lesson={lesson} />
          ))}
        </ul>
        <Pagination
          current={page}
          pageSize={pageSize}
          total={lessons.data.total}
          showSizeChanger={false}
          hideOnSinglePage
          onChange={list.setPage}
        />
      </>
    )
  }
  return (
    <>
      <PageHead title={t('observe.title')} note={t('observe.note')} />
      <div className="list-tools">
        <Segmented
          value={when}
          onChange={(next) => list.set({ when: next === 'coming' ? undefined : next })}
          options={WHEN.map((value) => ({ value, label: t(`observe.when.${value}`) }))}
        />
        <SearchBox list={list} placeholder={t('observe.search')} />
      </div>
      {body()}
    </>
  )
}
