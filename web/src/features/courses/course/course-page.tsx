import { getCourse, listMyCourseClasses, type CourseDetail } from '@tongke/contract'
import { Skeleton, Tabs } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams, useSearchParams } from 'react-router'
import { PageHead } from '../../../components/admin/page-head.tsx'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { ErrorPanel } from '../../../components/plain/error-words.tsx'
import { PATHS, paths } from '../../../config/paths.ts'
import { useEndpoint } from '../../../lib/query.ts'
import { CourseStatePill, useCourseScope } from '../parts/course-words.tsx'
import '../parts/courses.css'
import { ClassesTable } from './classes-table.tsx'
import { MyClasses } from './my-classes.tsx'
import { PastReviews } from './past-reviews.tsx'
import { Questions } from './questions.tsx'
import { ReviewForm } from './review-form.tsx'
import { StatePanel } from './state-panel.tsx'
import { Units } from './units.tsx'

const TABS = ['units', 'questions', 'classes'] as const

/** A course: its units and what my class has done of them, questions, and what may be decided about it. */
export function CoursePage() {
  const { t } = useTranslation('courses')
  const { id = '' } = useParams()
  const query = useEndpoint(getCourse, { params: { id } })
  // The cache keeps the page before while loading; here that would be another course.
  const detail = query.data?.card.id === id ? query.data : undefined
  if (detail) return <Course key={id} detail={detail} />
  if (query.error?.code === 'not_found')
    return (
      <BlankState
        title={t('course.missing')}
        hint={t('course.missingHint')}
        action={
          <Link className="button" to={PATHS.courses}>
            {t('course.back')}
          </Link>
        }
      />
    )
  if (query.error) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
  return <Skeleton active paragraph={{ rows: 10 }} />
}

function Course({ detail }: { detail: CourseDetail }) {
  const { t } = useTranslation('courses')
  const [params, setParams] = useSearchParams()
  const { card, can } = detail
  const isPublic = card.state === 'OPEN' || card.state === 'RUNNING' || card.state === 'CLOSED'
  const mine = useEndpoint(listMyCourseClasses, { params: { id: card.id } }, { enabled: isPublic })
  const classes = mine.data?.items ?? []
  const [chosen, setChosen] = useState<string>()
  const shown = classes.find(({ classId }) => classId === chosen) ?? classes[0]
  const tabs = TABS.filter((tab) => tab === 'units' || (isPublic && (tab === 'questions' || can.readFigures)))
  const tab = tabs.find((one) => one === params.get('tab')) ?? 'units'
  const isLearning = card.state === 'OPEN' || card.state === 'RUNNING'
  return (
    <>
      <CourseHead detail={detail} />
      <div className="course course-read">
        <div className="course-main">
          {tabs.length > 1 && (
            <Tabs
              activeKey={tab}
              onChange={(key) => setParams(key === 'units' ? {} : { tab: key }, { replace: true })}
              items={tabs.map((key) => ({ key, label: t(`tab.${key}`) }))}
            />
          )}
          {tab === 'units' && <Units detail={detail} learner={shown} isLearning={isLearning} />}
          {tab === 'questions' && <Questions detail={detail} classes={isLearning ? classes : []} />}
          {tab === 'classes' && <ClassesTable courseId={card.id} />}
        </div>
        <aside className="course-side">
          {can.review ? <ReviewForm detail={detail} /> : <StatePanel detail={detail} />}
          {isPublic && (
            <MyClasses detail={detail} classes={classes} shown={shown} onShow={setChosen} query={mine} />
          )}
          <PastReviews reviews={detail.reviews} />
        </aside>
      </div>
    </>
  )
}

function CourseHead({ detail }: { detail: CourseDetail }) {
  const { t } = useTranslation('courses')
  const { t: common } = useTranslation()
  const scope = useCourseScope()
  const { card, can } = detail
  return (
    <PageHead
      title={card.title}
      note={
        <>
          <CourseStatePill state={card.state} /> {scope(card)}
          {card.nodePath.length > 0 && ` · ${card.nodePath.join(' / ')}`} · {card.orgName} ·{' '}
          {t('card.teachers', { names: card.teacherNames.join(common('listComma')) })}
          {card.summary && <span className="course-summary">{card.summary}</span>}
        </>
      }
    >
      <Link className="button" to={PATHS.courses}>
        {t('course.back')}
      </Link>
      {(can.edit || can.extend) && (
        <Link className="button button-primary" to={paths.editCourse(card.id)}>
          {t(can.edit ? 'edit.open' : 'edit.extend')}
        </Link>
      )}
    </PageHead>
  )
}
