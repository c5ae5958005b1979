import { useMemo, useState, type RefObject } from 'react'
import type { Stream } from './attach-stream.ts'
import { rememberChoice, rememberedChoice, SPEEDS, type PlayerChoice } from './player-memory.ts'
import type { PlayerKeys } from './use-player-keys.ts'

export interface PlayerActions extends PlayerKeys {
  seek: (at: number) => void
  setSpeed: (speed: number) => void
  setQuality: (index: number | null) => void
  setSubtitle: (language: string | null) => void
  setLowData: (on: boolean) => void
}

export interface Player {
  readonly actions: PlayerActions
  readonly choice: PlayerChoice
  readonly muted: boolean
  readonly quality: number | null
  readonly subtitle: string | null
}

/** What can be done with a player, and what was chosen; choices are remembered in this browser. */
export function usePlayer(
  media: RefObject<HTMLMediaElement | null>,
  frame: RefObject<HTMLElement | null>,
  stream: RefObject<Stream | null>,
  languages: readonly string[],
): Player {
  const [choice, setChoice] = useState(rememberedChoice)
  const [muted, setMuted] = useState(false)
  const [quality, setQuality] = useState<number | null>(null)
  const [language, setLanguage] = useState<string | null>(null)
  const subtitle = choice.subtitles
    ? (languages.find((one) => one === language) ?? languages[0] ?? null)
    : null

  const actions = useMemo((): PlayerActions => {
    const choose = (change: Partial<PlayerChoice>) =>
      setChoice((before) => {
        const after = { ...before, ...change }
        rememberChoice(after)
        return after
      })
    const onMedia = (act: (element: HTMLMediaElement) => void) => {
      if (media.current) act(media.current)
    }
    const setSpeed = (speed: number) => {
      onMedia((element) => (element.playbackRate = speed))
      choose({ speed })
    }
    return {
      toggle: () =>
        onMedia((element) => (element.paused ? void element.play().catch(() => {}) : element.pause())),
      seek: (at) => onMedia((element) => (element.currentTime = at)),
      skip: (seconds) =>
        onMedia((element) => {
          if (Math.abs(seconds) < 1) element.pause()
          const end = Number.isFinite(element.duration) ? element.duration : Infinity
          element.currentTime = Math.max(0, Math.min(end, element.currentTime + seconds))
        }),
      louder: (by) =>
        onMedia((element) => {
          element.volume = Math.max(0, Math.min(1, element.volume + by))
          choose({ volume: element.volume })
        }),
      mute: () =>
        onMedia((element) => {
          element.muted = !element.muted
          setMuted(element.muted)
        }),
      fullscreen: () =>
        void (
          document.fullscreenElement ? document.exitFullscreen() : frame.current?.requestFullscreen()
        )?.catch(() => undefined),
      subtitles: () => setChoice((before) => remember({ ...before, subtitles: !before.subtitles })),
      faster: (steps) =>
        onMedia((element) => {
          const now = SPEEDS.findIndex((speed) => speed === element.playbackRate)
          const next = SPEEDS[Math.max(0, Math.min(SPEEDS.length - 1, now + steps))]
          if (next) setSpeed(next)
        }),
      setSpeed,
      setQuality: (index) => {
        stream.current?.setQuality(index)
        setQuality(index)
      },
      setSubtitle: (wanted) => {
        if (wanted) setLanguage(wanted)
        choose({ subtitles: wanted !== null })
      },
      setLowData: (on) => {
        choose({ lowData: on })
        stream.current?.setLowData(on)
        // A height chosen by hand would win over the cap.
        if (on) {
          stream.current?.setQuality(null)
          setQuality(null)
        }
      },
    }
  }, [media, frame, stream])

  return { actions, choice, muted, quality, subtitle }
}

function remember(choice: PlayerChoice): PlayerChoice {
  rememberChoice(choice)
  return choice
}
