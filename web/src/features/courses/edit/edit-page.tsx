import { getCourse, type CourseDetail } from '@tongke/contract'
import { Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { PageHead } from '../../../components/admin/page-head.tsx'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { ErrorPanel } from '../../../components/plain/error-words.tsx'
import { paths } from '../../../config/paths.ts'
import { useEndpoint } from '../../../lib/query.ts'
import { CourseStatePill, useCourseScope } from '../parts/course-words.tsx'
import '../parts/courses.css'
import { Editor } from './editor.tsx'

/** Builds a course: units, what is in them, in which order. */
export function EditCoursePage() {
  const { id = '' } = useParams()
  const [reading, setReading] = useState(0)
  const query = useEndpoint(getCourse, { params: { id } })
  const detail = query.data?.card.id === id ? query.data : undefined
  if (!detail && query.error) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
  if (!detail) return <Skeleton active paragraph={{ rows: 10 }} />
  const readAgain = () => void query.refetch().then(() => setReading(reading + 1))
  return <EditCourse key={`${id} ${reading}`} detail={detail} onReadAgain={readAgain} />
}

function EditCourse({ detail, onReadAgain }: { detail: CourseDetail; onReadAgain: () => void }) {
  const { t } = useTranslation('courses')
  const scope = useCourseScope()
  const { card, can } = detail
  return (
    <>
      <PageHead
        title={card.title}
        note={
          <>
            <CourseStatePill state={card.state} /> {scope(card)} · {card.orgName}
          </>
        }
      >
        <Link className="button" to={paths.course(card.id)}>
          {t('edit.view')}
        </Link>
      </PageHead>
      {can.edit || can.extend ? (
        <Editor detail={detail} onReadAgain={onReadAgain} />
      ) : (
        <div className="card">
          <BlankState
            title={t('edit.closedToEdit')}
            hint={t('edit.closedToEditHint')}
            action={
              <Link className="button" to={paths.course(card.id)}>
                {t('edit.view')}
              </Link>
            }
          />
        </div>
      )}
    </>
  )
}
