import type { AskedQuiz, Replay } from '@tongke/contract'
import { useState, type PointerEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { PACES } from '../../live/replay/active.rules.ts'
import type { ReplayPlayer } from '../../live/replay/replay-player.ts'
import { chapterAt, turnFrom } from './chapters.rules.ts'
import { clockText } from './clock-text.ts'
import { usePageWords } from './page-words.ts'
import { usePlayerState } from './use-player.ts'

const share = (part: number, whole: number) => `${whole > 0 ? Math.min(100, (part / whole) * 100) : 0}%`

const Icon = ({ path }: { path: string }) => (
  <svg
    width="22"
    height="22"
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    strokeWidth="2"
    aria-hidden="true"
  >
    <path d={path} strokeLinecap="round" strokeLinejoin="round" />
  </svg>
)
const ICONS = {
  play: 'M7 4.500v15l12-7.500z',
  pause: 'M8 5v14M16 5v14',
  before: 'M18 5l-9 7 9 7zM6 5v14',
  after: 'M6 5l9 7-9 7zM18 5v14',
  sound: 'M4 9.500v5h4l5 4v-13l-5 4zM17 9a4 4 0 0 1 0 6M19.500 6.500a8 8 0 0 1 0 11',
  mute: 'M4 9.500v5h4l5 4v-13l-5 4zM17 9.500l5 5m0-5-5 5',
  full: 'M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5',
}

function BarButton({
  words,
  icon,
  onClick,
}: {
  words: string
  icon: keyof typeof ICONS
  onClick: () => void
}) {
  return (
    <button type="button" className="replay-button" aria-label={words} title={words} onClick={onClick}>
      <Icon path={ICONS[icon]} />
    </button>
  )
}

interface LineProps {
  replay: Replay
  player: ReplayPlayer
  asked: readonly AskedQuiz[]
  /** The mark of a question was touched. */
  onAsked: (quizId: string) => void
}

/** The whole lesson as a line: turns of the page, who was on stage, hands and quizzes; touched it goes there. */
export function ReplayTimeline({ replay, player, asked, onAsked }: LineProps) {
  const { t } = useTranslation('replay')
  const words = usePageWords()
  const { at } = usePlayerState(player)
  const { durationMs, chapters, stages, marks, notes, pages, cuts } = replay
  const [hover, setHover] = useState<number | null>(null)
  const look = (event: PointerEvent<HTMLDivElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect()
    setHover(Math.max(0, Math.min(1, (event.clientX - left) / width)) * durationMs)
  }
  const chapter = hover === null ? undefined : chapterAt(chapters, hover)
  const page = pages.find(({ key }) => key === chapter?.key)
  return (
    <div className="replay-line" onPointerMove={look} onPointerLeave={() => setHover(null)}>
      <div className="replay-marks" aria-hidden="true">
        {marks
          .filter(({ kind }) => kind !== 'quiz')
          .map((mark, index) => (
            <i key={index} data-kind={mark.kind} style={{ left: share(mark.at, durationMs) }} />
          ))}
        {notes.map((note) => (
          <i key={note.id} data-kind="note" style={{ left: share(note.at, durationMs) }} />
        ))}
      </div>
      <div className="replay-track" aria-hidden="true">
        {stages.map(({ from, to }) => (
          <span
            key={from}
            className="replay-staged"
            style={{ left: share(from, durationMs), width: share(to - from, durationMs) }}
          />
        ))}
        <span className="replay-done" style={{ width: share(at, durationMs) }} />
        {chapters.slice(1).map((one) => (
          <i key={one.at} style={{ left: share(one.at, durationMs) }} />
        ))}
        {cuts.map((one) => (
          <i key={`cut ${one}`} className="replay-cut" style={{ left: share(one, durationMs) }} />
        ))}
      </div>
      <input
        type="range"
        min={0}
        max={Math.max(1, durationMs)}
        step={1}
        value={at}
        aria-label={t('seek')}
        aria-valuetext={`${clockText(at)} / ${clockText(durationMs)}`}
        onChange={(event) => player.seek(Number(event.target.value))}
      />
      {asked.map((one) => (
        <button
          key={one.quiz.id}
          type="button"
          className="replay-asked"
          aria-label={t('asked', { number: one.quiz.number, time: clockText(one.at) })}
          style={{ left: share(one.at, durationMs) }}
          onClick={() => {
            player.seek(one.at)
            onAsked(one.quiz.id)
          }}
        />
      ))}
      {hover !== null && (
        <div
          className="replay-peek"
          style={{ left: `clamp(80px, ${share(hover, durationMs)}, calc(100% - 80px))` }}
          aria-hidden="true"
        >
          {page?.thumbnail && <img src={page.thumbnail} alt="" />}
          <b>
            {clockText(hover)} {chapter && words(page)}
          </b>
        </div>
      )}
    </div>
  )
}

interface BarProps extends LineProps {
  onFull: () => void
  children?: ReactNode
}

export function ReplayBar({ replay, player, asked, onAsked, onFull, children }: BarProps) {
  const { t } = useTranslation('replay')
  const state = usePlayerState(player)
  const turn = (step: -1 | 1) => {
    const to = turnFrom(replay.chapters, state.at, step)
    if (to !== undefined) player.seek(to)
  }
  return (
    <div className="replay-controls">
      <ReplayTimeline replay={replay} player={player} asked={asked} onAsked={onAsked} />
      <div className="replay-buttons">
        <BarButton words={t('before')} icon="before" onClick={() => turn(-1)} />
        <BarButton
          words={t(state.playing ? 'pause' : 'play')}
          icon={state.playing ? 'pause' : 'play'}
          onClick={() => player.toggle()}
        />
        <BarButton words={t('after')} icon="after" onClick={() => turn(1)} />
        <span className="replay-time" data-testid="replay-time" data-at={state.at}>
          {clockText(state.at)} / {clockText(replay.durationMs)}
        </span>
        <span className="replay-gap" />
        {children}
        <BarButton
          words={t(state.muted ? 'unmute' : 'mute')}
          icon={state.muted ? 'mute' : 'sound'}
          onClick={() => player.setMuted(!state.muted)}
        />
        <label className="replay-pace">
          <span className="visually-hidden">{t('pace')}</span>
          <select value={state.pace} onChange={(event) => player.setPace(Number(event.target.value))}>
            {PACES.map((pace) => (
              <option key={pace} value={pace}>
                {pace} ×
              </option>
            ))}
          </select>
        </label>
        <BarButton words={t('full')} icon="full" onClick={onFull} />
      </div>
    </div>
  )
}
