import {
  getResource,
  listReviewQueue,
  ReviewAspect,
  reviewResource,
  type ResourceDetail,
  type ResourceVersion,
} from '@tongke/contract'
import { App, Button, Input } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { ErrorNotice } from '../../../components/plain/error-words.tsx'
import { PATHS } from '../../../config/paths.ts'
import { useAction } from '../../../lib/query.ts'
import { COMMENT_MIN, leftToJudge, verdictFrom, type Judged } from './verdict.rules.ts'

const COMMENT_MAX = 1000

/** Seven aspects, each judged; the decision follows from them, and a rejection says why. */
export function VerdictForm({ detail, version }: { detail: ResourceDetail; version: ResourceVersion }) {
  const { t } = useTranslation('author')
  const { message } = App.useApp()
  const navigate = useNavigate()
  const [judged, setJudged] = useState<Judged>({})
  const [comment, setComment] = useState('')
  const field = useId()
  const deciding = useAction(reviewResource, [listReviewQueue, getResource])
  const left = leftToJudge(judged)
  const fails = Object.values(judged).includes(false)
  const verdict = verdictFrom(judged, comment)
  const decide = () =>
    verdict &&
    deciding.mutate(
      {
        params: { id: detail.card.id },
        body: { versionId: version.id, revision: version.revision, verdict },
      },
      {
        onSuccess: () => {
          void message.success(t(`review.done_${verdict.decision}`))
          void navigate(PATHS.reviewDesk)
        },
      },
    )
  return (
    <section className="card verdict" aria-label={t('review.verdict')}>
      <h2>{t('review.verdict')}</h2>
      <ul>
        {ReviewAspect.options.map((aspect) => (
          <Aspect
            key={aspect}
            aspect={aspect}
            holds={judged[aspect]}
            onChange={(holds) => setJudged({ ...judged, [aspect]: holds })}
          />
        ))}
      </ul>
      <div className="order-reason">
        <label htmlFor={field}>{t(fails ? 'review.why' : 'review.comment')}</label>
        <Input.TextArea
          id={field}
          autoSize={{ minRows: 3, maxRows: 8 }}
          maxLength={COMMENT_MAX}
          value={comment}
          onChange={(event) => setComment(event.target.value)}
        />
      </div>
      {deciding.error && <ErrorNotice error={deciding.error} traced={deciding.error.status >= 500} />}
      <Button
        type="primary"
        size="large"
        block
        danger={fails}
        disabled={!verdict}
        loading={deciding.isPending}
        onClick={decide}
      >
        {t(fails ? 'review.reject' : 'review.pass')}
      </Button>
      {!verdict && (
        <p className="quiet" role="status">
          {left > 0 ? t('review.left', { count: left }) : t('order.reasonMin', { count: COMMENT_MIN })}
        </p>
      )}
    </section>
  )
}

interface AspectProps {
  aspect: ReviewAspect
  holds: boolean | undefined
  onChange: (holds: boolean) => void
}

function Aspect({ aspect, holds, onChange }: AspectProps) {
  const { t } = useTranslation('author')
  const name = t(`aspect.${aspect}`)
  return (
    <li data-holds={holds}>
      <div>
        <strong>{name}</strong>
        <span>{t(`aspectHint.${aspect}`)}</span>
      </div>
      <div role="radiogroup" aria-label={name} className="verdict-pair">
        {([true, false] as const).map((value) => (
          <label key={String(value)} data-value={value}>
            <input
              type="radio"
              className="visually-hidden"
              name={`aspect-${aspect}`}
              checked={holds === value}
              onChange={() => onChange(value)}
            />
            {t(value ? 'review.holds' : 'review.fails')}
          </label>
        ))}
      </div>
    </li>
  )
}
