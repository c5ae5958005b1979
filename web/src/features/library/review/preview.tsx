import { createDownload, getRendition, type ResourceFile } from '@tongke/contract'
import { App, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useErrorText } from '../../../components/plain/error-words.tsx'
import { paths } from '../../../config/paths.ts'
import { urlOf } from '../../../lib/api-url.ts'
import { useAction } from '../../../lib/query.ts'

const HLS = 'application/vnd.apple.mpegurl'

const partOf = (file: ResourceFile, name: string): string =>
  urlOf(getRendition.path, { id: file.id, name }, {})

const playsHls = (): boolean => document.createElement('video').canPlayType(HLS) !== ''

/** A file as a reviewer looks at it; its original can always be fetched. */
export function Preview({ file, resourceId }: { file: ResourceFile; resourceId: string }) {
  const { t } = useTranslation('author')
  const pages = file.renditions.filter((name) => /^page-\d+\.webp$/.test(name)).length
  const has = (name: string) => file.renditions.includes(name)
  if (pages > 0) return <Pages file={file} count={pages} />
  if (has('master.m3u8')) return <Film file={file} resourceId={resourceId} />
  if (has('audio.m4a'))
    return <audio className="preview-audio" controls preload="none" src={partOf(file, 'audio.m4a')} />
  if (has('large.webp'))
    return <img className="preview-image" src={partOf(file, 'large.webp')} alt={file.name} />
  return <p className="preview-none">{t('preview.none')}</p>
}

function Pages({ file, count }: { file: ResourceFile; count: number }) {
  const { t } = useTranslation('author')
  return (
    <ol className="preview-pages" tabIndex={0} aria-label={t('preview.pagesOf', { name: file.name })}>
      {Array.from({ length: count }, (_, index) => (
        <li key={index}>
          <img
            loading="lazy"
            src={partOf(file, `page-${index + 1}.webp`)}
            alt={t('preview.page', { count: index + 1 })}
          />
          <span>
            {index + 1} / {count}
          </span>
        </li>
      ))}
    </ol>
  )
}

/** Played where the browser can by itself; elsewhere the resource's own page has a player. */
function Film({ file, resourceId }: { file: ResourceFile; resourceId: string }) {
  const { t } = useTranslation('author')
  const poster = file.renditions.includes('poster.jpg') ? partOf(file, 'poster.jpg') : undefined
  if (playsHls())
    return (
      <video className="preview-film" controls playsInline preload="metadata" poster={poster}>
        <source src={partOf(file, 'master.m3u8')} type={HLS} />
      </video>
    )
  return (
    <div className="preview-film preview-film-closed">
      {poster && <img src={poster} alt="" />}
      <Link className="button button-primary" to={paths.resource(resourceId)} target="_blank">
        {t('preview.watch')}
      </Link>
    </div>
  )
}

/** The original, by an address that is good for ten minutes. */
export function Original({ file }: { file: ResourceFile }) {
  const { t } = useTranslation('author')
  const { message } = App.useApp()
  const errorText = useErrorText()
  const fetching = useAction(createDownload)
  return (
    <Button
      loading={fetching.isPending}
      onClick={() =>
        fetching.mutate(
          { params: { id: file.id } },
          {
            onSuccess: ({ url }) => window.location.assign(url),
            onError: (error) => void message.error(errorText(error)),
          },
        )
      }
    >
      {t('preview.original')}
    </Button>
  )
}
