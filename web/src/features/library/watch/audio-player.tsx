import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, type RefObject } from 'react'
import type { Stream } from './attach-stream.ts'
import { applyChoice, seekTo } from './media-acts.ts'
import { PlayerBar } from './player-bar.tsx'
import { renditionUrl } from './rendition-url.ts'
import { resumeAt } from './resume.rules.ts'
import { SeekBar } from './seek-bar.tsx'
import { useMediaState } from './use-media-state.ts'
import { usePlayerKeys } from './use-player-keys.ts'
import { usePlayer } from './use-player.ts'
import { useReporting } from './use-reporting.ts'
import type { MediaProps } from './video-player.tsx'
import './player.css'

const BARS = 160
const NO_LANGUAGES: readonly string[] = []

/** Highest point of each of so many parts. */
function barsOf(points: readonly number[]): number[] {
  const size = Math.max(1, points.length / BARS)
  const count = Math.min(BARS, points.length)
  return Array.from({ length: count }, (_, index) =>
    Math.max(0, ...points.slice(Math.floor(index * size), Math.max(1, Math.floor((index + 1) * size)))),
  )
}

function WaveformPicture({ fileId, share }: { fileId: string; share: number }) {
  const { data } = useQuery({
    queryKey: ['waveform', fileId],
    staleTime: Infinity,
    retry: false,
    queryFn: async ({ signal }) => {
      const answer = await fetch(renditionUrl(fileId, 'waveform.json'), { signal })
      const { points } = (await answer.json()) as { points: number[] }
      return barsOf(points)
    },
  })
  return (
    <svg className="waveform" viewBox={`0 0 ${BARS * 4} 100`} preserveAspectRatio="none" aria-hidden="true">
      {(data ?? []).map((height, index) => (
        <rect
          key={index}
          x={index * 4}
          width="2.4"
          y={50 - Math.max(2, height) / 2}
          height={Math.max(2, height)}
          data-done={index / BARS < share}
        />
      ))}
    </svg>
  )
}

/** Sound alone, drawn as its waveform. */
export function AudioPlayer({ file, play, timeline, media, title }: MediaProps) {
  const frame = useRef<HTMLDivElement>(null)
  const stream = useRef<Stream | null>(null)
  const player = usePlayer(media, frame, stream, NO_LANGUAGES)
  const state = useMediaState(media)
  useReporting(media, play)
  usePlayerKeys(player.actions)
  const startAt =
    play.watched === undefined ? undefined : resumeAt(play.watched?.positionMs ?? 0, file.durationMs)
  useEffect(() => {
    if (startAt) seekTo(media, startAt)
  }, [media, startAt])
  useEffect(() => applyChoice(media, player.choice), [media, player.choice])
  const duration = state.duration || (file.durationMs ?? 0) / 1000
  return (
    <div
      className="player player-audio"
      ref={frame}
      data-testid="player"
      data-state={state.playing ? 'playing' : 'paused'}
    >
      {/* oxlint-disable-next-line media-has-caption */}
      <audio
        ref={media as RefObject<HTMLAudioElement | null>}
        src={renditionUrl(file.id, 'audio.m4a')}
        preload="metadata"
        aria-label={title}
      />
      {file.renditions.includes('waveform.json') && (
        <WaveformPicture fileId={file.id} share={duration ? state.at / duration : 0} />
      )}
      <div className="player-controls">
        <SeekBar
          fileId={file.id}
          hasStoryboard={false}
          at={state.at}
          duration={duration}
          buffered={state.buffered}
          chapters={timeline?.chapters ?? []}
          onSeek={player.actions.seek}
        />
        <PlayerBar
          state={{ ...state, duration }}
          isVideo={false}
          qualities={[]}
          shown={0}
          subtitles={[]}
          {...player}
        />
      </div>
    </div>
  )
}
