import { PlusOutlined } from '@ant-design/icons'
import { CourseScope, CourseState, Subject, listCourses, type Role } from '@tongke/contract'
import { Button, Pagination, Select, Skeleton, Tabs } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PageHead } from '../../../components/admin/page-head.tsx'
import { SearchBox } from '../../../components/admin/search-box.tsx'
import { useListQuery, type ListQuery } from '../../../components/admin/use-list-query.ts'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { ErrorPanel } from '../../../components/plain/error-words.tsx'
import { useMe } from '../../../lib/me.ts'
import { useEndpoint } from '../../../lib/query.ts'
import '../parts/courses.css'
import { CourseRow } from './course-row.tsx'
import { NewCourse } from './new-course.tsx'

const GRADES = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const
const GIVERS: readonly Role[] = ['teacher', 'head', 'coordinator']
const REVIEWERS: readonly Role[] = ['researcher', 'officer']
const EMPTY = {
  all: 'empty',
  subscribed: 'emptySubscribed',
  mine: 'emptyMine',
  review: 'emptyReview',
} as const

/** What the tabs offer by the posts somebody has; the server decides for itself who sees what. */
function useScopes(): { scopes: readonly CourseScope[]; givesAt: { orgId: string; orgName: string }[] } {
  const me = useMe().data
  const posts = me?.kind === 'person' ? me.posts : []
  const has = (roles: readonly Role[]) => posts.some(({ role }) => roles.includes(role))
  const giving = posts.filter(
    ({ role, orgKind }) => GIVERS.includes(role) && (orgKind === 'urban' || orgKind === 'centre'),
  )
  const scopes: CourseScope[] = ['all']
  if (has(GIVERS) || me?.kind === 'device') scopes.push('subscribed')
  if (giving.length > 0) scopes.push('mine')
  if (has(REVIEWERS)) scopes.push('review')
  return { scopes, givesAt: [...new Map(giving.map((post) => [post.orgId, post])).values()] }
}

/** Courses of the county: to find one for a class, to go on with one's own, to review one. */
export function CoursesPage() {
  const { t } = useTranslation('courses')
  const { scopes, givesAt } = useScopes()
  const me = useMe().data
  const list = useListQuery()
  const [creating, setCreating] = useState(false)
  const scope = scopes.find((one) => one === list.get('scope')) ?? 'all'
  const canGive = givesAt.length > 0
  return (
    <>
      <PageHead title={t('title')} note={t('note')}>
        {canGive && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setCreating(true)}>
            {t('list.new')}
          </Button>
        )}
      </PageHead>
      {scopes.length > 1 && (
        <Tabs
          activeKey={scope}
          onChange={(key) => list.set({ scope: key === 'all' ? undefined : key })}
          items={scopes.map((key) => ({
            key,
            label: t(key === 'subscribed' && me?.kind === 'device' ? 'list.room' : `scope.${key}`),
          }))}
        />
      )}
      <Filters list={list} />
      <Courses list={list} scope={scope} />
      {creating && <NewCourse schools={givesAt} onClose={() => setCreating(false)} />}
    </>
  )
}

function Filters({ list }: { list: ListQuery }) {
  const { t } = useTranslation('courses')
  const { t: common } = useTranslation()
  const choice = (name: 'subject' | 'grade' | 'state', options: { value: string; label: string }[]) => (
    <Select
      className="course-filter"
      allowClear
      aria-label={t(`filter.${name}`)}
      placeholder={t(`filter.${name}`)}
      value={list.get(name)}
      onChange={(value?: string) => list.set({ [name]: value })}
      options={options}
      showSearch={{ optionFilterProp: 'label' }}
    />
  )
  return (
    <div className="list-tools">
      <SearchBox list={list} placeholder={t('filter.search')} />
      {choice(
        'subject',
        Subject.options.map((value) => ({ value, label: common(`subject.${value}`) })),
      )}
      {choice(
        'grade',
        GRADES.map((value) => ({ value, label: common(`grade.${value}`) })),
      )}
      {choice(
        'state',
        CourseState.options.map((value) => ({ value, label: t(`state.${value}`) })),
      )}
    </div>
  )
}

function Courses({ list, scope }: { list: ListQuery; scope: CourseScope }) {
  const { t } = useTranslation('courses')
  const { page, pageSize, search } = list
  const subject = Subject.options.find((one) => one === list.get('subject'))
  const state = CourseState.options.find((one) => one === list.get('state'))
  const grade = GRADES.find((one) => one === list.get('grade'))
  const query = useEndpoint(listCourses, { query: { page, pageSize, search, scope, subject, state, grade } })
  if (query.error && !query.data)
    return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) return <Skeleton active paragraph={{ rows: 8 }} />
  const { items, total } = query.data
  const filtered = Boolean(search ?? subject ?? state ?? grade)
  const words = filtered ? 'emptyFound' : EMPTY[scope]
  if (total === 0)
    return (
      <div className="card">
        <BlankState
          title={t(`list.${words}`)}
          hint={t(`list.${words}Hint`)}
          action={
            scope === 'subscribed' &&
            !filtered && <Button onClick={() => list.set({ scope: undefined })}>{t('list.toAll')}</Button>
          }
        />
      </div>
    )
  return (
    <>
      <ul className="course-rows" aria-busy={query.isPlaceholderData}>
        {items.map((card) => (
          <CourseRow key={card.id} card={card} />
        ))}
      </ul>
      <Pagination
        className="course-pages"
        current={page}
        pageSize={pageSize}
        total={total}
        onChange={list.setPage}
        showSizeChanger={false}
        hideOnSinglePage
      />
    </>
  )
}
