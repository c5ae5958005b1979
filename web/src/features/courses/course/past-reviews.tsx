import type { CourseDetail } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { momentOf } from '../../../lib/time.ts'

/** What the bureau decided, newest first. */
export function PastReviews({ reviews }: { reviews: CourseDetail['reviews'] }) {
  const { t } = useTranslation('courses')
  if (reviews.length === 0) return null
  return (
    <section className="card course-part course-past">
      <h2>{t('review.past')}</h2>
      <ul className="past-reviews">
        {reviews.map((review) => (
          <li key={review.at}>
            <span className={review.decision === 'PASS' ? 'pill pill-ok' : 'pill pill-bad'}>
              {t(`review.${review.decision}`)}
            </span>{' '}
            {review.reviewerName}
            <span className="sub">{momentOf(review.at)}</span>
            {review.comment && <p>{review.comment}</p>}
          </li>
        ))}
      </ul>
    </section>
  )
}
