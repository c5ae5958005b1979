import { getResource, getTimeline, type ResourceDetail, type ResourceFile } from '@tongke/contract'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams, useSearchParams } from 'react-router'
import { Opening } from '../../../components/opening.tsx'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { ErrorPanel } from '../../../components/plain/error-words.tsx'
import { useTitle } from '../../../components/plain/use-title.ts'
import { PATHS } from '../../../config/paths.ts'
import { useMe } from '../../../lib/me.ts'
import { useEndpoint } from '../../../lib/query.ts'
import { fileToShow, isShown, shownFiles } from './files.rules.ts'
import { Comments } from './comments.tsx'
import { Facts } from './facts.tsx'
import { Stage } from './stage.tsx'
import { Similar } from './similar.tsx'
import { TimelinePanel } from './timeline-panel.tsx'
import { UseBar } from './use-bar.tsx'
import '../../../components/admin/admin.css'
import './resource.css'

const REFRESH_MS = 5_000

const isWorking = (detail: ResourceDetail | undefined) =>
  detail?.version.files.some(
    ({ processing }) => processing.state === 'QUEUED' || processing.state === 'RUNNING',
  )

/** One resource: watched, turned over or read at once, with what can be done with it below. */
export function ResourcePage() {
  const { t } = useTranslation('watch')
  const { id = '' } = useParams()
  const query = useEndpoint(getResource, { params: { id } })
  // The list keeps its old page while loading; here that would be another resource.
  const detail = query.data?.card.id === id ? query.data : undefined
  useTitle(detail?.version.metadata.title)
  useEndpoint(
    getResource,
    { params: { id } },
    { enabled: isWorking(detail) === true, refetchInterval: REFRESH_MS },
  )
  if (detail) return <Resource key={id} detail={detail} />
  if (query.error?.code === 'not_found')
    return (
      <BlankState
        title={t('missing.title')}
        hint={t('missing.hint')}
        action={
          <Link className="button" to={PATHS.library}>
            {t('missing.back')}
          </Link>
        }
      />
    )
  if (query.error) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
  return <Opening />
}

function Resource({ detail }: { detail: ResourceDetail }) {
  const { t } = useTranslation('watch')
  const [params] = useSearchParams()
  const me = useMe().data
  const media = useRef<HTMLMediaElement | null>(null)
  const { card, version } = detail
  const file = fileToShow(version.files, params.get('file'))
  const hasTimeline = file !== undefined && isShown(file) && (file.kind === 'video' || file.kind === 'audio')
  const timeline = useEndpoint(getTimeline, { params: { id: file?.id ?? '' } }, { enabled: hasTimeline })
  const isPerson = me?.kind === 'person'
  return (
    <article className="resource">
      <nav className="resource-way" aria-label={t('way')}>
        <Link to={PATHS.library}>{t('library')}</Link>
        {card.editionName && <span>{card.editionName}</span>}
        {card.nodePath.map((step) => (
          <span key={step}>{step}</span>
        ))}
      </nav>
      <div className="resource-main">
        <FileTabs files={version.files} shown={file} />
        <Stage
          detail={detail}
          file={file}
          media={media}
          timeline={hasTimeline ? timeline.data : undefined}
          inClass={me?.kind === 'device'}
        />
        <h1>{version.metadata.title}</h1>
        <UseBar detail={detail} file={file} isPerson={isPerson} />
        <Facts detail={detail} />
        {isPerson && detail.standing === 'ONLINE' && <Comments resourceId={card.id} />}
      </div>
      <aside className="resource-side">
        {hasTimeline && file && (
          <TimelinePanel
            resourceId={card.id}
            file={file}
            timeline={timeline.data}
            media={media}
            isPerson={isPerson}
          />
        )}
        <Similar id={card.id} media={media} />
      </aside>
    </article>
  )
}

function FileTabs({ files, shown }: { files: readonly ResourceFile[]; shown: ResourceFile | undefined }) {
  const { t } = useTranslation('watch')
  const choices = shownFiles(files)
  if (choices.length < 2) return null
  return (
    <nav className="file-tabs" aria-label={t('files.label')}>
      {choices.map((file) => (
        <Link
          key={file.id}
          to={`?file=${file.id}`}
          replace
          preventScrollReset
          aria-current={file.id === shown?.id ? 'page' : undefined}
          title={file.name}
        >
          {file.role === 'main' || file.role === 'attachment' ? file.name : t(`files.${file.role}`)}
        </Link>
      ))}
    </nav>
  )
}
