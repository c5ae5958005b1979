import type { PackManifest, PackPart } from '@tongke/contract'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { stepFor } from '../../view/pages.rules.ts'
import { useBlobUrls } from './use-blob-url.ts'

interface Props {
  manifest: PackManifest
  part: PackPart
}

/** One file of a held resource, shown from this computer. */
export function HeldPart({ manifest, part }: Props) {
  const { t } = useTranslation('packs')
  const View = VIEWS[part.kind]
  return (
    <section className="held-part" aria-label={part.name}>
      <View manifest={manifest} part={part} />
      {part.print && <Print manifest={manifest} path={part.print} words={t('print')} />}
    </section>
  )
}

function HeldVideo({ manifest, part }: Props) {
  const { t } = useTranslation('packs')
  const tracks = part.subtitles.map(({ path }) => path)
  const urls = useBlobUrls(manifest, [...part.shows, ...(part.poster ? [part.poster] : []), ...tracks])
  if (!urls) return <p className="held-wait">{t('opening')}</p>
  const [video, ...rest] = urls
  const [poster, ...subtitles] = part.poster ? rest : [undefined, ...rest]
  if (!video) return <Lost />
  return (
    <video className="held-video" controls playsInline src={video} poster={poster} aria-label={part.name}>
      {part.subtitles.map(
        ({ language, label }, index) =>
          subtitles[index] && (
            <track
              key={language}
              kind="subtitles"
              src={subtitles[index]}
              srcLang={language}
              label={label}
              default={index === 0}
            />
          ),
      )}
    </video>
  )
}

function HeldAudio({ manifest, part }: Props) {
  const urls = useBlobUrls(manifest, part.shows)
  if (urls && !urls[0]) return <Lost />
  return <audio className="held-audio" controls src={urls?.[0]} aria-label={part.name} />
}

function HeldText({ manifest, part }: Props) {
  const urls = useBlobUrls(manifest, part.shows)
  const [text, setText] = useState('')
  const url = urls?.[0]
  useEffect(() => {
    if (url) void fetch(url).then(async (answer) => setText(await answer.text()))
  }, [url])
  if (urls && !url) return <Lost />
  return <pre className="held-text card">{text}</pre>
}

/** Pages turn by keys and clickers, at a touch on either half, and fill the screen in front of a class. */
function HeldPages({ manifest, part }: Props) {
  const { t } = useTranslation('packs')
  const frame = useRef<HTMLDivElement>(null)
  const [page, setPage] = useState(1)
  const last = part.shows.length
  const urls = useBlobUrls(manifest, [part.shows[page - 1] ?? ''])
  const go = (to: number) => setPage((now) => Math.max(1, Math.min(last, now + to)))
  const toggle = () =>
    void (document.fullscreenElement ? document.exitFullscreen() : frame.current?.requestFullscreen())?.catch(
      () => undefined,
    )
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return
      const target = event.target instanceof Element ? event.target : null
      if (target?.closest('video, audio, input') || (event.key === ' ' && target?.closest('button, a')))
        return
      setPage((now) => {
        const to = stepFor(event.key, now, last)
        if (to !== undefined) event.preventDefault()
        return to ?? now
      })
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [last])
  const url = urls?.[0]
  return (
    <div className="held-pages" ref={frame}>
      <div className="held-sheet" onClick={(event) => go(event.clientX > window.innerWidth / 2 ? 1 : -1)}>
        {urls && !url ? <Lost /> : <img src={url} alt={t('page', { name: part.name, page })} />}
      </div>
      <div className="held-bar">
        {last > 1 && (
          <>
            <button type="button" disabled={page === 1} onClick={() => go(-1)}>
              {t('previous')}
            </button>
            <span>
              {page} / {last}
            </span>
            <button type="button" disabled={page === last} onClick={() => go(1)}>
              {t('next')}
            </button>
          </>
        )}
        <button type="button" className="held-teach" onClick={toggle}>
          {t('teach')}
        </button>
      </div>
    </div>
  )
}

function Print({ manifest, path, words }: { manifest: PackManifest; path: string; words: string }) {
  const url = useBlobUrls(manifest, [path])?.[0]
  return url ? (
    <p className="held-print">
      <a className="button" href={url} target="_blank" rel="noopener">
        {words}
      </a>
    </p>
  ) : null
}

function Lost() {
  const { t } = useTranslation('packs')
  return <p className="notice notice-warn">{t('lost')}</p>
}

const VIEWS = {
  video: HeldVideo,
  audio: HeldAudio,
  pages: HeldPages,
  image: HeldPages,
  text: HeldText,
} as const
