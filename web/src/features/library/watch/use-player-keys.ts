import { useEffect } from 'react'

export interface PlayerKeys {
  toggle: () => void
  /** By so many seconds, to either side. */
  skip: (seconds: number) => void
  louder: (by: number) => void
  fullscreen: () => void
  mute: () => void
  subtitles: () => void
  faster: (steps: number) => void
}

const FRAME_SECONDS = 1 / 25

const ACTIONS: Record<string, (keys: PlayerKeys) => void> = {
  ' ': (keys) => keys.toggle(),
  k: (keys) => keys.toggle(),
  j: (keys) => keys.skip(-10),
  l: (keys) => keys.skip(10),
  ArrowLeft: (keys) => keys.skip(-5),
  ArrowRight: (keys) => keys.skip(5),
  ArrowUp: (keys) => keys.louder(0.1),
  ArrowDown: (keys) => keys.louder(-0.1),
  f: (keys) => keys.fullscreen(),
  m: (keys) => keys.mute(),
  c: (keys) => keys.subtitles(),
  ',': (keys) => keys.skip(-FRAME_SECONDS),
  '.': (keys) => keys.skip(FRAME_SECONDS),
  '<': (keys) => keys.faster(-1),
  '>': (keys) => keys.faster(1),
}

/** What takes keys itself: whoever writes a comment does not mean the video. */
const TAKES_TEXT =
  'input:not([type=range]), textarea, select, [contenteditable], [role=combobox], dialog[open] *'
const TAKES_SPACE = 'button, a, summary, [role=slider]'

export function keyAction(event: KeyboardEvent): ((keys: PlayerKeys) => void) | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return undefined
  const target = event.target instanceof Element ? event.target : null
  if (target?.closest(TAKES_TEXT)) return undefined
  if (event.key === ' ' && target?.closest(TAKES_SPACE)) return undefined
  return ACTIONS[event.key.length === 1 ? event.key.toLowerCase() : event.key]
}

/** The keys of a player, wherever on the page the reader is, but not while they type. */
export function usePlayerKeys(keys: PlayerKeys): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const action = keyAction(event)
      if (!action) return
      event.preventDefault()
      action(keys)
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [keys])
}
