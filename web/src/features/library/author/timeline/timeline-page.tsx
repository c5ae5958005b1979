import { getResource, getTimeline, type ResourceDetail } from '@tongke/contract'
import { Skeleton, Tabs } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useParams, useSearchParams } from 'react-router'
import { PageHead } from '../../../../components/admin/page-head.tsx'
import { BlankState } from '../../../../components/plain/blank-state.tsx'
import { ErrorPanel } from '../../../../components/plain/error-words.tsx'
import { paths } from '../../../../config/paths.ts'
import { useEndpoint } from '../../../../lib/query.ts'
import '../../parts/desk.css'
import { newestOf } from '../../parts/work.rules.ts'
import { hasTimeline } from './has-timeline.ts'
import { TimelineEditor } from './timeline-editor.tsx'
import './timeline.css'

/** Chapters and subtitles of a resource's videos, for its author. */
export function TimelinePage() {
  const { id = '' } = useParams()
  const resource = useEndpoint(getResource, { params: { id } })
  if (resource.error && !resource.data)
    return <ErrorPanel error={resource.error} onRetry={() => void resource.refetch()} />
  if (!resource.data || resource.isPlaceholderData) return <Skeleton active paragraph={{ rows: 10 }} />
  return <Page detail={resource.data} />
}

function Page({ detail }: { detail: ResourceDetail }) {
  const { t } = useTranslation('timeline')
  const [params, setParams] = useSearchParams()
  const newest = newestOf(detail)
  const { title } = newest.metadata
  const files = newest.files.filter(hasTimeline)
  const file = files.find(({ id }) => id === params.get('file')) ?? files[0]
  const back = (
    <Link to={paths.editResource(detail.card.id)} className="button">
      {t('back')}
    </Link>
  )
  return (
    <>
      <PageHead title={t('title')} note={title}>
        {back}
      </PageHead>
      {files.length > 1 && (
        <Tabs
          activeKey={file?.id ?? ''}
          onChange={(key) => setParams({ file: key }, { replace: true })}
          items={files.map(({ id, name }) => ({ key: id, label: name }))}
        />
      )}
      {file ? (
        <Editor key={file.id} file={file} title={title} />
      ) : (
        <div className="card">
          <BlankState title={t('none')} hint={t('noneHint')} action={back} />
        </div>
      )}
    </>
  )
}

function Editor({ file, title }: Omit<React.ComponentProps<typeof TimelineEditor>, 'timeline'>) {
  const { t } = useTranslation('timeline')
  const timeline = useEndpoint(getTimeline, { params: { id: file.id } })
  if (timeline.error && !timeline.data)
    return <ErrorPanel error={timeline.error} onRetry={() => void timeline.refetch()} />
  if (!timeline.data || timeline.isPlaceholderData) return <Skeleton active paragraph={{ rows: 8 }} />
  if (!timeline.data.canEdit)
    return (
      <div className="card">
        <BlankState title={t('notYours')} hint={t('notYoursHint')} />
      </div>
    )
  return <TimelineEditor file={file} title={title} timeline={timeline.data} />
}
