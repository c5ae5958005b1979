import type { ReviewRecord } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { momentOf } from '../../../lib/time.ts'

/** What reviewers said, newest first. */
export function ReviewsList({ reviews }: { reviews: readonly ReviewRecord[] }) {
  const { t } = useTranslation('author')
  if (reviews.length === 0) return <p className="quiet">{t('reviews.none')}</p>
  return (
    <ol className="reviews">
      {reviews.map((review) => (
        <li key={review.id} data-decision={review.decision}>
          <strong>{t(`reviews.${review.level}_${review.decision}`)}</strong>
          <span className="sub">
            {review.reviewerName} · {momentOf(review.at)} ·{' '}
            {t('versionNumber', { count: review.versionNumber })}
          </span>
          <Failed aspects={review.aspects} />
          {review.comment && <p>{review.comment}</p>}
        </li>
      ))}
    </ol>
  )
}

function Failed({ aspects }: Pick<ReviewRecord, 'aspects'>) {
  const { t } = useTranslation('author')
  const { t: common } = useTranslation()
  const failed = Object.entries(aspects ?? {}).flatMap(([aspect, holds]) =>
    holds ? [] : t(`aspect.${aspect as keyof NonNullable<typeof aspects>}`),
  )
  if (failed.length === 0) return null
  return (
    <p className="reviews-failed">{t('reviews.failed', { aspects: failed.join(common('listComma')) })}</p>
  )
}
