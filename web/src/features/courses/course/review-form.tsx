import {
  getCourse,
  listCourses,
  reviewCourse,
  type CourseDetail,
  type ReviewDecision,
} from '@tongke/contract'
import { App, Button, Input } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { useAction } from '../../../lib/query.ts'

const COMMENT_MIN = 5

/** The bureau's decision on a course as it stands before the reader. */
export function ReviewForm({ detail }: { detail: CourseDetail }) {
  const { t } = useTranslation('courses')
  const { message } = App.useApp()
  const [comment, setComment] = useState('')
  const field = useId()
  const deciding = useAction(reviewCourse, [getCourse, listCourses])
  const decide = (decision: ReviewDecision) =>
    deciding.mutate(
      {
        params: { id: detail.card.id },
        body: { revision: detail.revision, decision, comment: comment.trim() },
      },
      { onSuccess: () => void message.success(t(`review.done${decision}`)) },
    )
  const isShort = comment.trim().length < COMMENT_MIN
  return (
    <section className="card course-part" aria-label={t('review.title')}>
      <h2>{t('review.title')}</h2>
      <p className="quiet">{t('review.hint')}</p>
      <label htmlFor={field}>{t('review.comment')}</label>
      <Input.TextArea
        id={field}
        autoSize={{ minRows: 3, maxRows: 8 }}
        maxLength={1000}
        value={comment}
        onChange={(event) => setComment(event.target.value)}
      />
      {deciding.error && <ErrorNotice error={deciding.error} traced={deciding.error.status >= 500} />}
      <div className="course-pair">
        <Button danger disabled={isShort} loading={deciding.isPending} onClick={() => decide('REJECT')}>
          {t('review.reject')}
        </Button>
        <Button type="primary" loading={deciding.isPending} onClick={() => decide('PASS')}>
          {t('review.pass')}
        </Button>
      </div>
      {isShort && <p className="sub">{t('review.commentNeeded')}</p>}
    </section>
  )
}
