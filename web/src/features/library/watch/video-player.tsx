import type { ResourceFile } from '@tongke/contract'
import { useEffect, useRef, useState, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { Timeline } from './timeline.ts'
import { attachStream, type Quality, type Stream } from './attach-stream.ts'
import { applyChoice, showSubtitles } from './media-acts.ts'
import { PlayerBar } from './player-bar.tsx'
import { PlayIcon } from './player-icons.tsx'
import { renditionUrl, subtitlesUrl } from './rendition-url.ts'
import { clockOf, resumeAt } from './resume.rules.ts'
import { SeekBar } from './seek-bar.tsx'
import { useMediaState } from './use-media-state.ts'
import type { Play } from './use-play.ts'
import { usePlayerKeys } from './use-player-keys.ts'
import { usePlayer } from './use-player.ts'
import { useReporting } from './use-reporting.ts'
import './player.css'

export interface MediaProps {
  file: ResourceFile
  play: Play
  timeline: Timeline | undefined
  media: RefObject<HTMLMediaElement | null>
  title: string
}

type Fault = 'network' | 'media' | null

function useStream(
  media: RefObject<HTMLMediaElement | null>,
  file: ResourceFile,
  startAt: number | undefined,
) {
  const stream = useRef<Stream | null>(null)
  const [qualities, setQualities] = useState<readonly Quality[]>([])
  const [shown, setShown] = useState(0)
  const [fault, setFault] = useState<Fault>(null)
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    const video = media.current
    if (!video || startAt === undefined) return
    let gone = false
    const at = video.currentTime || startAt
    const onFault = (isNetwork: boolean) => setFault(isNetwork ? 'network' : 'media')
    setFault(null)
    attachStream(video as HTMLVideoElement, renditionUrl(file.id, 'master.m3u8'), at, {
      onQualities: setQualities,
      onShown: setShown,
      onFault,
    }).then(
      (attached) => {
        if (gone) attached.detach()
        else stream.current = attached
      },
      () => setFault(navigator.onLine ? 'media' : 'network'),
    )
    return () => {
      gone = true
      stream.current?.detach()
      stream.current = null
    }
  }, [media, file.id, startAt, attempt])
  return { stream, qualities, shown, fault, again: () => setAttempt((one) => one + 1) }
}

/** A video with everything a teacher does with one: pace, place, words, and as little data as the line bears. */
export function VideoPlayer({ file, play, timeline, media, title }: MediaProps) {
  const { t } = useTranslation('watch')
  const frame = useRef<HTMLDivElement>(null)
  const startAt =
    play.watched === undefined ? undefined : resumeAt(play.watched?.positionMs ?? 0, file.durationMs)
  const { stream, qualities, shown, fault, again } = useStream(media, file, startAt)
  const subtitles = timeline?.subtitles ?? []
  const player = usePlayer(
    media,
    frame,
    stream,
    subtitles.map(({ language }) => language),
  )
  const { actions, choice } = player
  const state = useMediaState(media)
  const [started, setStarted] = useState(false)
  useReporting(media, play)
  usePlayerKeys(actions)
  useEffect(() => showSubtitles(media, player.subtitle), [media, player.subtitle, subtitles.length])
  useEffect(() => applyChoice(media, choice), [media, choice])
  const duration = state.duration || (file.durationMs ?? 0) / 1000
  return (
    <div
      className="player"
      ref={frame}
      data-testid="player"
      data-state={state.playing ? 'playing' : 'paused'}
    >
      <div className="player-picture">
        <video
          ref={media as RefObject<HTMLVideoElement | null>}
          playsInline
          preload="auto"
          aria-label={title}
          poster={file.renditions.includes('poster.jpg') ? renditionUrl(file.id, 'poster.jpg') : undefined}
          onClick={actions.toggle}
          onDoubleClick={actions.fullscreen}
          onPlay={() => setStarted(true)}
        >
          {subtitles.map(({ language, label }) => (
            <track
              key={language}
              kind="subtitles"
              src={subtitlesUrl(file.id, language)}
              srcLang={language}
              label={label}
            />
          ))}
        </video>
        {!started && !fault && (
          <button type="button" className="player-start" onClick={actions.toggle}>
            <PlayIcon />
            <span>{startAt ? t('player.goOnAt', { time: clockOf(startAt) }) : t('player.start')}</span>
          </button>
        )}
        {started && state.waiting && !fault && <p className="player-wait">{t('player.waiting')}</p>}
        {fault && (
          <div className="player-fault" role="alert">
            <p>{t(`player.fault.${fault}`)}</p>
            <button type="button" className="button" onClick={again}>
              {t('player.again')}
            </button>
          </div>
        )}
      </div>
      <div className="player-controls">
        <SeekBar
          fileId={file.id}
          hasStoryboard={file.renditions.includes('storyboard.vtt')}
          at={state.at || (started ? 0 : (startAt ?? 0))}
          duration={duration}
          buffered={state.buffered}
          chapters={timeline?.chapters ?? []}
          onSeek={actions.seek}
        />
        <PlayerBar
          state={{ ...state, duration }}
          isVideo
          qualities={qualities}
          shown={shown}
          subtitles={subtitles}
          {...player}
        />
      </div>
      <PlayNotes
        startAt={startAt ?? 0}
        started={started}
        closed={play.closed}
        onFromStart={() => actions.seek(0)}
      />
    </div>
  )
}

interface NotesProps {
  startAt: number
  started: boolean
  closed: boolean
  onFromStart: () => void
}

function PlayNotes({ startAt, started, closed, onFromStart }: NotesProps) {
  const { t } = useTranslation('watch')
  if (closed) return <p className="player-note">{t('player.closed')}</p>
  if (startAt === 0) return null
  return (
    <p className="player-note">
      {t(started ? 'player.wentOn' : 'player.leftAt', { time: clockOf(startAt) })}
      <button type="button" onClick={onFromStart}>
        {t('player.fromStart')}
      </button>
    </p>
  )
}
