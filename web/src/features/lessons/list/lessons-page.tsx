import { PlusOutlined } from '@ant-design/icons'
import { listLessons, type LessonSummary } from '@tongke/contract'
import { Button, Segmented, Tabs, type TableColumnsType } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { WIDE } from '../../../components/admin/columns.ts'
import { ListTable } from '../../../components/admin/list-table.tsx'
import { PageHead } from '../../../components/admin/page-head.tsx'
import { SearchBox } from '../../../components/admin/search-box.tsx'
import { useListQuery, type ListQuery } from '../../../components/admin/use-list-query.ts'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { LessonStatusPill } from '../../../components/plain/lesson-status.tsx'
import { PATHS, paths } from '../../../config/paths.ts'
import { actionFor, plannedEnd } from '../../../lib/lesson-day.ts'
import { hasRole, useMe } from '../../../lib/me.ts'
import { useEndpoint } from '../../../lib/query.ts'
import { dayName, daysFrom, timeOf } from '../../../lib/time.ts'
import { useNow } from '../../../lib/use-now.ts'
import './lessons.css'

const WHENS = ['today', 'coming', 'past'] as const
type When = (typeof WHENS)[number]
const SCOPES = ['mine', 'all'] as const
const REFRESH_MS = 15_000

const whenOf = (list: ListQuery): When => WHENS.find((when) => when === list.get('when')) ?? 'today'

function Day({ at, now }: { at: number; now: number }) {
  const { t, i18n } = useTranslation()
  const names: Record<number, string> = { 0: t('today'), 1: t('tomorrow'), [-1]: t('yesterday') }
  return <>{names[daysFrom(now, at)] ?? dayName(at, i18n.language)}</>
}

function useColumns(now: number): TableColumnsType<LessonSummary> {
  const { t } = useTranslation('lessons')
  const { t: common } = useTranslation()
  return [
    {
      title: t('col.time'),
      render: (_, lesson) => (
        <>
          <strong className="lesson-time">
            {timeOf(lesson.plannedStart)}–{timeOf(plannedEnd(lesson))}
          </strong>
          <span className="sub">
            <Day at={lesson.plannedStart} now={now} />
          </span>
        </>
      ),
    },
    {
      title: t('col.lesson'),
      render: (_, lesson) => (
        <>
          <Link className="row-name" to={paths.lesson(lesson.id)}>
            {lesson.title}
          </Link>
          <span className="sub">
            {common(`subject.${lesson.subject}`)} · {common(`grade.${String(lesson.grade) as '1'}`)}
          </span>
        </>
      ),
    },
    {
      title: t('col.lecture'),
      responsive: WIDE,
      render: (_, lesson) => (
        <>
          {lesson.lecturerName}
          <span className="sub">
            {lesson.lectureOrgName} {lesson.lectureClassName}
          </span>
        </>
      ),
    },
    {
      title: t('col.legs'),
      responsive: WIDE,
      render: (_, lesson) => (
        <ul className="leg-list">
          {lesson.legs.map((leg) => (
            <li key={leg.id}>
              {leg.orgName} <span className="quiet">{leg.className}</span>
            </li>
          ))}
        </ul>
      ),
    },
    {
      title: t('col.status'),
      render: (_, lesson) => {
        const action = actionFor(lesson, now)
        return (
          <span className="lesson-state">
            <LessonStatusPill status={lesson.status} />
            {action && <Link to={paths.room(lesson.id)}>{t(`action.${action}`)}</Link>}
          </span>
        )
      },
    },
  ]
}

export function LessonsPage() {
  const { t } = useTranslation('lessons')
  const list = useListQuery()
  const me = useMe().data
  const now = useNow(REFRESH_MS)
  const when = whenOf(list)
  const seesAll = hasRole(me, 'officer', 'administrator', 'coordinator', 'head', 'inspector', 'researcher')
  // Whoever holds no lessons looks after those of others.
  const usual = seesAll && !hasRole(me, 'teacher') ? 'all' : 'mine'
  const scope = SCOPES.find((one) => one === list.get('scope')) ?? usual
  const { page, pageSize, search } = list
  const query = useEndpoint(
    listLessons,
    { query: { page, pageSize, search, when, scope: seesAll ? scope : 'mine' } },
    { refetchInterval: REFRESH_MS },
  )
  const create = hasRole(me, 'teacher', 'coordinator', 'officer', 'administrator') && (
    <Link to={PATHS.newLesson}>
      <Button type="primary" icon={<PlusOutlined />}>
        {t('new')}
      </Button>
    </Link>
  )
  return (
    <>
      <PageHead title={t('title')} note={t('note')}>
        {create}
      </PageHead>
      <Tabs
        activeKey={when}
        onChange={(key) => list.set({ when: key })}
        items={WHENS.map((key) => ({ key, label: t(`when.${key}`) }))}
      />
      <div className="list-tools">
        <SearchBox list={list} placeholder={t('search')} />
        {seesAll && (
          <Segmented
            className="end"
            value={scope}
            onChange={(value) => list.set({ scope: value === usual ? undefined : value })}
            options={SCOPES.map((value) => ({ value, label: t(`scope.${value}`) }))}
          />
        )}
      </div>
      <ListTable
        query={query}
        list={list}
        columns={useColumns(now)}
        isClosed={(lesson) => lesson.status === 'CANCELLED' || lesson.status === 'RESCHEDULED'}
        empty={
          <BlankState
            title={t(search ? 'empty.search' : `empty.${when}`)}
            hint={t(search ? 'empty.searchHint' : 'empty.hint')}
            action={create}
          />
        }
      />
    </>
  )
}
