import type { ResourceDetail, ResourceVersion } from '@tongke/contract'
import { Skeleton, Tabs } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useParams, useSearchParams } from 'react-router'
import { PageHead } from '../../../components/admin/page-head.tsx'
import { ErrorPanel } from '../../../components/plain/error-words.tsx'
import { PATHS, paths } from '../../../config/paths.ts'
import { CardWords } from '../parts/card-words.tsx'
import '../parts/desk.css'
import { FileLine } from '../parts/file-line.tsx'
import { Orders } from '../parts/orders.tsx'
import { ReasonNotice } from '../parts/reason-notice.tsx'
import { ReviewsList } from '../parts/reviews-list.tsx'
import { StatePills } from '../parts/state-words.tsx'
import { useWorkedOn } from '../parts/use-worked-on.ts'
import { newestOf } from '../parts/work.rules.ts'
import { MetadataSheet } from './metadata-sheet.tsx'
import { Original, Preview } from './preview.tsx'
import { VerdictForm } from './verdict-form.tsx'

/** A version as its reviewer or the bureau looks at it, with what they may decide. */
export function ReviewPage() {
  const { id = '' } = useParams()
  const resource = useWorkedOn(id)
  if (resource.error && !resource.data)
    return <ErrorPanel error={resource.error} onRetry={() => void resource.refetch()} />
  if (!resource.data || resource.isPlaceholderData) return <Skeleton active paragraph={{ rows: 10 }} />
  return <Review detail={resource.data} />
}

function Review({ detail }: { detail: ResourceDetail }) {
  const { t } = useTranslation('author')
  const { card } = detail
  const newest = newestOf(detail)
  return (
    <>
      <PageHead
        title={newest.metadata.title}
        note={
          <>
            <CardWords card={card} author />
            <StatePills state={newest.state} standing={detail.standing} />{' '}
            <span className="quiet">{t('versionNumber', { count: newest.number })}</span>
          </>
        }
      >
        <Link to={PATHS.reviewDesk} className="button">
          {t('review.back')}
        </Link>
        {card.publishedAt !== null && (
          <Link to={paths.resource(card.id)} className="button">
            {t('edit.published')}
          </Link>
        )}
      </PageHead>
      <ReasonNotice reason={detail.reason} />
      <div className="desk">
        <div className="desk-parts">
          <Files version={newest} detail={detail} />
          <section className="card desk-part">
            <h2>{t('review.about')}</h2>
            <MetadataSheet version={newest} />
          </section>
          <section className="card desk-part">
            <h2>{t('reviews.title')}</h2>
            <ReviewsList reviews={detail.reviews} />
          </section>
        </div>
        <aside className="desk-aside">
          {detail.can.review ? (
            <VerdictForm key={`${newest.id} ${newest.revision}`} detail={detail} version={newest} />
          ) : (
            <section className="board-panel">
              <h2>{t(`state.${newest.state}`)}</h2>
              <p>{t('review.notYours')}</p>
            </section>
          )}
          <Orders id={detail.card.id} title={detail.card.title} can={detail.can} />
        </aside>
      </div>
    </>
  )
}

function Files({ version, detail }: { version: ResourceVersion; detail: ResourceDetail }) {
  const { t } = useTranslation('author')
  const [params, setParams] = useSearchParams()
  const { files, metadata } = version
  const shown = files.find(({ id }) => id === params.get('file')) ?? files[0]
  return (
    <section className="card desk-part" aria-label={t('edit.files')}>
      {metadata.link !== null && (
        <p>
          {t('review.link')}{' '}
          <a href={metadata.link} target="_blank" rel="noreferrer noopener">
            {metadata.link}
          </a>
        </p>
      )}
      {files.length > 1 && (
        <Tabs
          activeKey={shown?.id ?? ''}
          onChange={(file) => setParams({ file }, { replace: true })}
          items={files.map(({ id, role, name }) => ({
            key: id,
            label:
              role === 'attachment'
                ? name
                : role === 'main'
                  ? t(`mainFile.${detail.card.type}`)
                  : t(`role.${role}`),
          }))}
        />
      )}
      {shown && (
        <>
          <Preview key={shown.id} file={shown} resourceId={detail.card.id} />
          <ul className="file-lines">
            <FileLine file={shown}>{detail.can.download && <Original file={shown} />}</FileLine>
          </ul>
        </>
      )}
      {!shown && metadata.link === null && <p className="quiet">{t('edit.noFiles')}</p>}
    </section>
  )
}
