import type { ResourceDetail, ResourceFile } from '@tongke/contract'
import { useEffect, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { PageViewer } from '../view/page-viewer.tsx'
import { ImageView, TextView } from '../view/still-views.tsx'
import { warmUp } from '../watch/attach-stream.ts'
import { AudioPlayer } from '../watch/audio-player.tsx'
import type { Timeline } from '../watch/timeline.ts'
import { usePlay } from '../watch/use-play.ts'
import { VideoPlayer } from '../watch/video-player.tsx'
import { Cover } from '../card/cover.tsx'
import { isShown } from './files.rules.ts'

interface Props {
  detail: ResourceDetail
  file: ResourceFile | undefined
  media: RefObject<HTMLMediaElement | null>
  timeline: Timeline | undefined
  inClass: boolean
}

/** Where a resource is shown; or why it cannot be, and what to do instead. */
export function Stage({ detail, file, ...rest }: Props) {
  const { title, link } = detail.version.metadata
  if (file && isShown(file)) return <Shown key={file.id} file={file} title={title} {...rest} />
  return <NotShown detail={detail} file={file} link={link} />
}

function Shown({
  file,
  title,
  media,
  timeline,
  inClass,
}: Omit<Props, 'detail' | 'file'> & { file: ResourceFile; title: string }) {
  const play = usePlay(file.id, inClass)
  useEffect(() => {
    if (file.kind === 'video') warmUp(file.id)
  }, [file.kind, file.id])
  const shared = { file, play, title }
  if (file.kind === 'video') return <VideoPlayer {...shared} timeline={timeline} media={media} />
  if (file.kind === 'audio') return <AudioPlayer {...shared} timeline={timeline} media={media} />
  if (file.kind === 'document') return <PageViewer {...shared} />
  if (file.kind === 'image') return <ImageView file={file} title={title} />
  return <TextView file={file} />
}

function NotShown({ detail, file, link }: Pick<Props, 'detail' | 'file'> & { link: string | null }) {
  const { t } = useTranslation('watch')
  const state = file?.processing.state
  const words = (() => {
    if (state === 'QUEUED' || state === 'RUNNING')
      return t('stage.working', { percent: Math.floor((file?.processing.progress ?? 0) * 100) })
    if (state === 'FAILED' || state === 'CANCELLED') return t('stage.failed')
    if (link) return t('stage.linked')
    return t(detail.version.files.length > 0 ? 'stage.download' : 'stage.empty')
  })()
  return (
    <div className="stage-empty">
      <Cover {...detail.card} />
      <p role="status">{words}</p>
      {link && (
        <a className="button button-primary button-big" href={link} target="_blank" rel="noopener noreferrer">
          {t('stage.open')}
        </a>
      )}
    </div>
  )
}
