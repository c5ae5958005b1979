import type { Replay } from '@tongke/contract'
import { useEffect } from 'react'
import { paceBy } from '../../live/replay/active.rules.ts'
import type { ReplayPlayer } from '../../live/replay/replay-player.ts'
import { turnFrom } from './chapters.rules.ts'

const TAKES_TEXT = 'input:not([type=range]), textarea, select, dialog[open] *'
const TAKES_SPACE = 'button, a, summary'

type Act = (player: ReplayPlayer, replay: Replay) => void

const by =
  (ms: number): Act =>
  (player) =>
    player.seek(player.state.get().at + ms)
const turn =
  (step: -1 | 1): Act =>
  (player, { chapters }) => {
    const to = turnFrom(chapters, player.state.get().at, step)
    if (to !== undefined) player.seek(to)
  }
const pace =
  (steps: number): Act =>
  (player) =>
    player.setPace(paceBy(player.state.get().pace, steps))

const ACTS: Record<string, Act> = {
  ' ': (player) => player.toggle(),
  k: (player) => player.toggle(),
  j: by(-10_000),
  l: by(10_000),
  ArrowLeft: by(-5_000),
  ArrowRight: by(5_000),
  PageUp: turn(-1),
  PageDown: turn(1),
  Home: (player) => player.seek(0),
  m: (player) => player.setMuted(!player.state.get().muted),
  '<': pace(-1),
  '>': pace(1),
}

/** The keys of the library's player, and PageUp and PageDown from page to page. */
export function useReplayKeys(player: ReplayPlayer, replay: Replay, onFull: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
      const target = event.target instanceof Element ? event.target : null
      if (target?.closest(TAKES_TEXT) || (event.key === ' ' && target?.closest(TAKES_SPACE))) return
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
      const act = ACTS[key]
      if (!act && key !== 'f') return
      event.preventDefault()
      if (act) act(player, replay)
      else onFull()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [player, replay, onFull])
}
