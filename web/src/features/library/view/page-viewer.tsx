import type { ResourceFile } from '@tongke/contract'
import { useEffect, useMemo, useRef, useState, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { CloseIcon, FullIcon, LeftIcon, RightIcon } from '../watch/player-icons.tsx'
import { IconButton } from '../watch/player-bar.tsx'
import { renditionUrl } from '../watch/rendition-url.ts'
import type { Play } from '../watch/use-play.ts'
import { pageNumbers, stepFor } from './pages.rules.ts'
import './view.css'

/** So long a page must be on the screen to count as shown. */
const SHOWN_MS = 1000
const SWIPE_PIXELS = 50

/** Pages that stay on the screen count; flicking through them does not. */
function usePageReport({ link, watched }: Play, page: number) {
  const known = watched !== undefined
  useEffect(() => {
    if (!known) return
    const timer = setTimeout(() => {
      if (document.hidden) return
      link.current?.reporter.shown({ from: page - 1, to: page })
      link.current?.flush()
    }, SHOWN_MS)
    return () => clearTimeout(timer)
  }, [link, known, page])
}

function usePageKeys(
  go: (page: number) => void,
  shown: RefObject<number>,
  last: number,
  toggleTeaching: () => void,
) {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      const target = event.target instanceof Element ? event.target : null
      if (target?.closest('input, textarea, select, dialog[open] *')) return
      if (event.key === ' ' && target?.closest('button, a, summary')) return
      if (event.key.toLowerCase() === 'f') return toggleTeaching()
      const to = stepFor(event.key, shown.current, last)
      if (to === undefined) return
      event.preventDefault()
      go(to)
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [go, shown, last, toggleTeaching])
}

function useFullscreen() {
  const frame = useRef<HTMLDivElement>(null)
  const [on, setOn] = useState(false)
  useEffect(() => {
    const read = () => setOn(document.fullscreenElement === frame.current && frame.current !== null)
    document.addEventListener('fullscreenchange', read)
    return () => document.removeEventListener('fullscreenchange', read)
  }, [])
  const toggle = useMemo(
    () => () =>
      void (
        document.fullscreenElement ? document.exitFullscreen() : frame.current?.requestFullscreen()
      )?.catch(() => undefined),
    [],
  )
  return { frame, on, toggle }
}

/** Slides and documents page by page; in front of a class they fill the screen and turn at a touch on either half. */
export function PageViewer({ file, play, title }: { file: ResourceFile; play: Play; title: string }) {
  const { t } = useTranslation('watch')
  const [params, setParams] = useSearchParams()
  const pages = useMemo(() => pageNumbers(file.renditions), [file.renditions])
  const last = pages.at(-1) ?? 1
  const asked = Number(params.get('page'))
  const left = Math.floor((play.watched?.positionMs ?? 0) / 1000) + 1
  const page = Math.max(1, Math.min(last, Number.isInteger(asked) && asked > 0 ? asked : left))
  const { frame, on, toggle } = useFullscreen()
  const swipe = useRef<number | null>(null)
  /** Where the last key led: a second one may come before the page is drawn. */
  const target = useRef(page)
  useEffect(() => {
    target.current = page
  }, [page])
  const go = useMemo(
    () => (to: number) => {
      target.current = Math.max(1, Math.min(last, to))
      setParams(
        (before) => {
          const next = new URLSearchParams(before)
          next.set('page', String(target.current))
          return next
        },
        { replace: true, preventScrollReset: true },
      )
    },
    [setParams, last],
  )
  usePageReport(play, page)
  usePageKeys(go, target, last, toggle)
  const url = (number: number) => renditionUrl(file.id, `page-${number}.webp`)
  return (
    <div className="pages" data-teaching={on} ref={frame} data-testid="pages">
      <div
        className="pages-sheet"
        onPointerDown={(event) => (swipe.current = event.clientX)}
        onPointerUp={(event) => {
          const by = event.clientX - (swipe.current ?? event.clientX)
          swipe.current = null
          if (Math.abs(by) > SWIPE_PIXELS) go(page + (by < 0 ? 1 : -1))
          else if (on) go(page + (event.clientX > window.innerWidth / 2 ? 1 : -1))
        }}
      >
        <img src={url(page)} alt={t('pages.alt', { title, page })} draggable={false} />
        {page < last && <link rel="prefetch" as="image" href={url(page + 1)} />}
      </div>
      <div className="pages-bar">
        <IconButton words={t('pages.previous')} onClick={() => go(page - 1)}>
          <LeftIcon />
        </IconButton>
        <label className="pages-number">
          <span className="visually-hidden">{t('pages.page')}</span>
          <input
            type="number"
            min={1}
            max={last}
            value={page}
            onChange={(event) => event.target.value !== '' && go(Number(event.target.value))}
          />
          <span>/ {last}</span>
        </label>
        <IconButton words={t('pages.next')} onClick={() => go(page + 1)}>
          <RightIcon />
        </IconButton>
        <span className="player-gap" />
        {on ? (
          <IconButton words={t('pages.leave')} onClick={toggle}>
            <CloseIcon />
          </IconButton>
        ) : (
          <button type="button" className="pages-teach" onClick={toggle}>
            <FullIcon />
            {t('pages.teach')}
          </button>
        )}
      </div>
      {!on && last > 1 && <Thumbnails fileId={file.id} pages={pages} page={page} onPick={go} />}
    </div>
  )
}

interface ThumbnailsProps {
  fileId: string
  pages: readonly number[]
  page: number
  onPick: (page: number) => void
}

function Thumbnails({ fileId, pages, page, onPick }: ThumbnailsProps) {
  const { t } = useTranslation('watch')
  const list = useRef<HTMLOListElement>(null)
  useEffect(() => {
    const strip = list.current
    const chosen = strip?.querySelector<HTMLElement>('[aria-current=true]')
    if (strip && chosen) strip.scrollLeft = chosen.offsetLeft - strip.clientWidth / 2
  }, [page])
  return (
    <ol className="pages-strip" ref={list} aria-label={t('pages.all')}>
      {pages.map((number) => (
        <li key={number}>
          <button
            type="button"
            aria-current={number === page}
            aria-label={t('pages.nth', { page: number })}
            onClick={() => onPick(number)}
          >
            <img src={renditionUrl(fileId, `page-${number}-small.webp`)} alt="" loading="lazy" />
            <span>{number}</span>
          </button>
        </li>
      ))}
    </ol>
  )
}
