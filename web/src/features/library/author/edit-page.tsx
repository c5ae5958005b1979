import { getResource, listMyResources, saveDraft, type ResourceDetail } from '@tongke/contract'
import { Button, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { PageHead } from '../../../components/admin/page-head.tsx'
import { ErrorNotice, ErrorPanel } from '../../../components/plain/error-words.tsx'
import { PATHS, paths } from '../../../config/paths.ts'
import { useAction } from '../../../lib/query.ts'
import { CardWords } from '../parts/card-words.tsx'
import '../parts/desk.css'
import { FileLine } from '../parts/file-line.tsx'
import { Orders } from '../parts/orders.tsx'
import { ReasonNotice } from '../parts/reason-notice.tsx'
import { ReviewsList } from '../parts/reviews-list.tsx'
import { StatePills } from '../parts/state-words.tsx'
import { useWorkedOn } from '../parts/use-worked-on.ts'
import { newestOf, openOf } from '../parts/work.rules.ts'
import { DraftEditor } from './draft-editor.tsx'
import { TimelineLink } from './timeline/timeline-link.tsx'
import { Withdraw } from './withdraw.tsx'

const EDITABLE = new Set(['DRAFT', 'REJECTED'])

/** A resource as its author works on it. */
export function EditResourcePage() {
  const { id = '' } = useParams()
  const resource = useWorkedOn(id)
  // Reading again after a conflict begins the form anew with what there is now.
  const [readings, setReadings] = useState(0)
  if (resource.error && !resource.data)
    return <ErrorPanel error={resource.error} onRetry={() => void resource.refetch()} />
  // What was read on an earlier page may be old, and saving it would be refused.
  if (!resource.data || resource.isPlaceholderData || !resource.isFetchedAfterMount)
    return <Skeleton active paragraph={{ rows: 10 }} />
  const detail = resource.data
  const open = openOf(detail)
  const editable = detail.can.edit && open !== null && EDITABLE.has(open.state)
  return (
    <>
      <Head detail={detail} />
      <ReasonNotice reason={detail.reason} />
      {editable ? (
        <DraftEditor
          key={`${open.id} ${readings}`}
          detail={detail}
          open={open}
          onReadAgain={() => void resource.refetch().then(() => setReadings(readings + 1))}
        />
      ) : (
        <Settled detail={detail} />
      )}
    </>
  )
}

function Head({ detail }: { detail: ResourceDetail }) {
  const { t } = useTranslation('author')
  const { card } = detail
  const newest = newestOf(detail)
  return (
    <PageHead
      title={newest.metadata.title}
      note={
        <>
          <CardWords card={card} />
          <StatePills state={newest.state} standing={detail.standing} />{' '}
          <span className="quiet">{t('versionNumber', { count: newest.number })}</span>
        </>
      }
    >
      <Link to={PATHS.myResources} className="button">
        {t('edit.back')}
      </Link>
      {card.publishedAt !== null && (
        <Link to={paths.resource(card.id)} className="button">
          {t('edit.published')}
        </Link>
      )}
    </PageHead>
  )
}

/** In review or published: nothing to fill in, but what can be done from here. */
function Settled({ detail }: { detail: ResourceDetail }) {
  const { t } = useTranslation('author')
  const newest = newestOf(detail)
  const isOpen = openOf(detail) !== null
  return (
    <div className="desk">
      <div className="desk-parts">
        <section className="card desk-part">
          <h2>{t('edit.files')}</h2>
          {newest.files.length === 0 ? (
            <p className="quiet">{t('edit.noFiles')}</p>
          ) : (
            <ul className="file-lines">
              {newest.files.map((file) => (
                <FileLine key={file.id} file={file}>
                  <TimelineLink resourceId={detail.card.id} file={file} />
                </FileLine>
              ))}
            </ul>
          )}
        </section>
        <section className="card desk-part">
          <h2>{t('reviews.title')}</h2>
          <ReviewsList reviews={detail.reviews} />
        </section>
      </div>
      <aside className="desk-aside">
        <section className="board-panel">
          <h2>{t(`state.${newest.state}`)}</h2>
          <p>{t(`stateHint.${newest.state}`)}</p>
          {isOpen && <p>{t(`scopeNow.${newest.scope}`)}</p>}
        </section>
        {detail.can.withdraw && <Withdraw detail={detail} />}
        {!isOpen && detail.can.edit && <BeginVersion detail={detail} />}
        <Orders id={detail.card.id} title={detail.card.title} can={detail.can} />
      </aside>
    </div>
  )
}

/** What is published stays as it is; a change is a new version that goes through review again. */
function BeginVersion({ detail }: { detail: ResourceDetail }) {
  const { t } = useTranslation('author')
  const beginning = useAction(saveDraft, [getResource, listMyResources])
  const begin = () =>
    beginning.mutate({
      params: { id: detail.card.id },
      body: { metadata: newestOf(detail).metadata, revision: null },
    })
  return (
    <div className="desk-act">
      <p className="quiet">{t('edit.beginHint')}</p>
      {beginning.error && <ErrorNotice error={beginning.error} />}
      <Button type="primary" size="large" block loading={beginning.isPending} onClick={begin}>
        {t('edit.begin')}
      </Button>
    </div>
  )
}
