import '../room/room.css'
import './audience.css'
import {
  AUDIENCE_DELAY_MS,
  AUDIENCE_POLL_MS,
  watchLesson,
  type AudienceStream,
  type AudienceView,
} from '@tongke/contract'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { ErrorPanel } from '../../../components/plain/error-words.tsx'
import { useTitle } from '../../../components/plain/use-title.ts'
import { PageSheet } from '../../../components/replay/page-sheet.tsx'
import { PATHS } from '../../../config/paths.ts'
import { isApiError } from '../../../lib/api-error.ts'
import { useMe } from '../../../lib/me.ts'
import { useEndpoint } from '../../../lib/query.ts'
import { isNear, isShown, ServerClock } from '../../../live/pieces/playhead.ts'
import { canPlay } from '../../../live/pieces/stream-player.ts'
import { LeaveIcon, SpeakerIcon, SpeakerOffIcon } from '../room/parts/icons.tsx'
import { Placard } from '../room/parts/placard.tsx'
import { clockTime } from '../room/parts/time-words.ts'
import { useWakeLock } from '../room/parts/use-wake-lock.ts'
import { StreamVideo } from './stream-video.tsx'
import { useInk } from './use-ink.ts'

const TICK_MS = 500
const OVER = ['ENDED', 'SETTLED', 'CANCELLED', 'RESCHEDULED', 'NOT_HELD']

/** Wall time that is shown now, ms; renewed twice a second. */
function usePlayhead(clock: ServerClock): number {
  const [at, setAt] = useState(() => clock.playhead(performance.now()))
  useEffect(() => {
    const timer = setInterval(() => setAt(clock.playhead(performance.now())), TICK_MS)
    return () => clearInterval(timer)
  }, [clock])
  return at
}

/** Watching a lesson from outside its room, some seconds late. */
export function AudiencePage() {
  const { t } = useTranslation('audience')
  const { id = '' } = useParams()
  const [clock] = useState(() => new ServerClock())
  const view = useEndpoint(watchLesson, { params: { id } }, { refetchInterval: AUDIENCE_POLL_MS })
  const { data, error } = view
  useEffect(() => {
    if (data) clock.hear(data.now, performance.now())
  }, [data, clock])
  useTitle(data?.title ?? t('title'))
  useWakeLock()
  if (isApiError(error, 'not_found')) return <Instead title={t('missing')} hint={t('missingHint')} />
  if (error && !data) return <ErrorPanel error={error} onRetry={() => void view.refetch()} />
  if (!data) return <Instead title={t('opening')} hint={t('openingHint')} />
  return <Watching view={data} clock={clock} isLost={error !== null} />
}

function Instead({ title, hint }: { title: string; hint: string }) {
  return (
    <main className="room room-centre audience-instead">
      <Placard title={title} hint={hint}>
        <Back />
      </Placard>
    </main>
  )
}

function Back() {
  const { t } = useTranslation('audience')
  const isDevice = useMe().data?.kind === 'device'
  return (
    <Link className="desk-button" to={isDevice ? PATHS.device : PATHS.home}>
      <LeaveIcon />
      {t('leave')}
    </Link>
  )
}

function Watching({ view, clock, isLost }: { view: AudienceView; clock: ServerClock; isLost: boolean }) {
  const { t } = useTranslation('audience')
  const [isMuted, setMuted] = useState(false)
  const [isBlocked, setBlocked] = useState(false)
  const wall = usePlayhead(clock)
  const block = useCallback(() => {
    setBlocked(true)
    setMuted(true)
  }, [])
  const streams = view.streams.filter((stream) => canPlay(stream) && isNear(stream, wall))
  return (
    <main className="room audience" data-testid="audience" data-status={view.status}>
      <header className="audience-head">
        <strong className="audience-late">{t('late', { seconds: AUDIENCE_DELAY_MS / 1000 })}</strong>
        <div>
          <b>{view.title}</b>
          <span>
            {view.lecturerName} · {view.orgName}
          </span>
        </div>
        {view.page !== null && <span className="audience-page">{t('page', { page: view.page })}</span>}
        <time>{clockTime(wall)}</time>
        <button
          type="button"
          className="desk-button"
          aria-pressed={isMuted}
          onClick={() => setMuted(!isMuted)}
        >
          {isMuted ? <SpeakerOffIcon /> : <SpeakerIcon />}
          {t(isMuted ? 'soundOff' : 'soundOn')}
        </button>
        <Back />
      </header>
      <Pictures view={view} streams={streams} wall={wall} clock={clock} isMuted={isMuted} onBlocked={block} />
      {isLost && (
        <p className="audience-lost" role="status">
          {t('lost')}
        </p>
      )}
      {isBlocked && isMuted && (
        <button
          type="button"
          className="room-unblock"
          onClick={() => {
            setBlocked(false)
            setMuted(false)
          }}
        >
          <SpeakerOffIcon size={32} />
          {t('unblock')}
        </button>
      )}
    </main>
  )
}

interface PicturesProps {
  view: AudienceView
  streams: readonly AudienceStream[]
  wall: number
  clock: ServerClock
  isMuted: boolean
  onBlocked: () => void
}

type Place = 'main' | 'corner' | 'stage' | 'unseen'

/** A page or a shared screen takes the main place from the lecturer; a class on stage stands beside; sound alone is not seen. */
function placeOf(stream: AudienceStream, isCovered: boolean): Place {
  if (stream.videoCodec === null) return 'unseen'
  if (stream.identity !== 'lecturer') return 'stage'
  return stream.source === 'screen' || !isCovered ? 'main' : 'corner'
}

function Pictures({ view, streams, wall, clock, isMuted, onBlocked }: PicturesProps) {
  const shown = streams.filter((stream) => isShown(stream, wall))
  const isSharing = shown.some(({ source }) => source === 'screen')
  const hasPicture = shown.some(({ videoCodec }) => videoCodec !== null)
  const page = isSharing ? undefined : view.pages.findLast(({ at }) => at <= wall)
  const surface = page?.key?.startsWith('textbook:') ? null : (page?.key ?? null)
  const isCovered = isSharing || surface !== null
  return (
    <div className="audience-front" data-page={surface !== null}>
      {surface !== null && <Page view={view} surface={surface} image={page?.image ?? null} wall={wall} />}
      {streams.map((stream) => (
        <figure
          key={stream.id}
          className={`audience-picture audience-${shown.includes(stream) ? placeOf(stream, isCovered) : 'unseen'}`}
        >
          <StreamVideo
            lessonId={view.lessonId}
            stream={stream}
            clock={clock}
            isMuted={isMuted}
            label={stream.name}
            onBlocked={onBlocked}
          />
          <figcaption>{stream.name}</figcaption>
        </figure>
      ))}
      {!hasPicture && surface === null && <NoPicture view={view} hasSound={shown.length > 0} />}
    </div>
  )
}

interface PageProps {
  view: AudienceView
  surface: string
  image: string | null
  wall: number
}

/** Slide or board, sharp, with what was written on it by then. */
function Page({ view, surface, image, wall }: PageProps) {
  const { t } = useTranslation('audience')
  const ink = useInk(view)
  return (
    <div className="audience-sheet">
      <PageSheet key={surface} surface={surface} image={image} alt={t('onBoard')} ink={ink} at={wall} />
    </div>
  )
}

function NoPicture({ view, hasSound }: { view: AudienceView; hasSound: boolean }) {
  const { t } = useTranslation('audience')
  const reason = reasonOf(view, hasSound)
  return (
    <div className="audience-words">
      <Placard title={t(`none.${reason}.title`)} hint={t(`none.${reason}.hint`)} />
    </div>
  )
}

type Reason = 'over' | 'before' | 'refused' | 'paused' | 'sound' | 'soon'

function reasonOf({ status, recording }: AudienceView, hasSound: boolean): Reason {
  if (OVER.includes(status)) return 'over'
  if (status !== 'LIVE' && status !== 'INTERRUPTED') return 'before'
  if (recording === 'refused') return 'refused'
  if (recording === 'paused') return 'paused'
  return hasSound ? 'sound' : 'soon'
}
