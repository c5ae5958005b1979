import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Quality } from './attach-stream.ts'
import { BackIcon, ForwardIcon, FullIcon, PauseIcon, PlayIcon, SoundIcon } from './player-icons.tsx'
import { SPEEDS, type PlayerChoice } from './player-memory.ts'
import type { PlayerActions } from './use-player.ts'
import type { MediaState } from './use-media-state.ts'
import { clockOf } from './resume.rules.ts'

interface Props {
  state: MediaState
  choice: PlayerChoice
  actions: PlayerActions
  muted: boolean
  qualities: readonly Quality[]
  quality: number | null
  /** Lines shown now, 0 when unknown. */
  shown: number
  subtitles: readonly { language: string; label: string }[]
  subtitle: string | null
  /** Sound alone has no picture to choose. */
  isVideo: boolean
}

export function IconButton({
  words,
  onClick,
  children,
}: {
  words: string
  onClick: () => void
  children: ReactNode
}) {
  return (
    <button type="button" className="player-button" aria-label={words} title={words} onClick={onClick}>
      {children}
    </button>
  )
}

export function PlayerBar({ state, choice, actions, muted, isVideo, ...rest }: Props) {
  const { t } = useTranslation('watch')
  return (
    <div className="player-bar">
      <IconButton words={t(state.playing ? 'player.pause' : 'player.play')} onClick={actions.toggle}>
        {state.playing ? <PauseIcon /> : <PlayIcon />}
      </IconButton>
      <IconButton words={t('player.back')} onClick={() => actions.skip(-10)}>
        <BackIcon />
      </IconButton>
      <IconButton words={t('player.forward')} onClick={() => actions.skip(10)}>
        <ForwardIcon />
      </IconButton>
      <span className="player-time">
        {clockOf(state.at)} / {clockOf(state.duration)}
      </span>
      <span className="player-gap" />
      <label className="player-choice">
        <span className="visually-hidden">{t('player.speed')}</span>
        <select value={choice.speed} onChange={(event) => actions.setSpeed(Number(event.target.value))}>
          {SPEEDS.map((speed) => (
            <option key={speed} value={speed}>
              {t('player.times', { speed })}
            </option>
          ))}
        </select>
      </label>
      {isVideo && <PictureChoices choice={choice} actions={actions} {...rest} />}
      <IconButton words={t(muted ? 'player.unmute' : 'player.mute')} onClick={actions.mute}>
        <SoundIcon muted={muted} />
      </IconButton>
      {isVideo && (
        <IconButton words={t('player.fullscreen')} onClick={actions.fullscreen}>
          <FullIcon />
        </IconButton>
      )}
    </div>
  )
}

type PictureProps = Pick<
  Props,
  'choice' | 'actions' | 'qualities' | 'quality' | 'shown' | 'subtitles' | 'subtitle'
>

function PictureChoices({ choice, actions, qualities, quality, shown, subtitles, subtitle }: PictureProps) {
  const { t } = useTranslation('watch')
  return (
    <>
      {qualities.length > 1 && (
        <label className="player-choice">
          <span className="visually-hidden">{t('player.quality')}</span>
          <select
            value={quality ?? ''}
            onChange={(event) =>
              actions.setQuality(event.target.value === '' ? null : Number(event.target.value))
            }
          >
            <option value="">{shown ? t('player.autoAt', { lines: shown }) : t('player.auto')}</option>
            {qualities.map(({ index, height }) => (
              <option key={index} value={index}>
                {height}p
              </option>
            ))}
          </select>
        </label>
      )}
      {subtitles.length > 0 && (
        <label className="player-choice">
          <span className="visually-hidden">{t('player.subtitles')}</span>
          <select
            value={subtitle ?? ''}
            onChange={(event) => actions.setSubtitle(event.target.value || null)}
          >
            <option value="">{t('player.noSubtitles')}</option>
            {subtitles.map(({ language, label }) => (
              <option key={language} value={language}>
                {label}
              </option>
            ))}
          </select>
        </label>
      )}
      <button
        type="button"
        className="player-low"
        role="switch"
        aria-checked={choice.lowData}
        title={t('player.lowDataHint')}
        onClick={() => actions.setLowData(!choice.lowData)}
      >
        {t('player.lowData')}
      </button>
    </>
  )
}
