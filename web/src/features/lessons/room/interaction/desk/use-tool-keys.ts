import type { TeachingMode } from '@tongke/contract'
import { useEffect, useRef } from 'react'
import { useCommand, useLesson } from '../../room-context.tsx'
import { tray, type Tool } from '../tray-store.ts'
import { useTool } from './tray.tsx'

const TOOL_KEYS: Readonly<Record<string, Tool>> = {
  q: 'quiz',
  c: 'call',
  r: 'pick',
  t: 'timer',
  p: 'praise',
  b: 'buzzer',
  h: 'help',
  '?': 'help',
}
const MODE_KEYS: Readonly<Record<string, TeachingMode>> = {
  l: 'lecture',
  i: 'interaction',
  d: 'discussion',
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]')

/** Letters open tools and change the mode, Escape closes what is open. */
export function useToolKeys(): void {
  const { lesson } = useLesson()
  const send = useCommand()
  const use = useTool()
  const act = (key: string): boolean => {
    const tool = TOOL_KEYS[key]
    const mode = MODE_KEYS[key]
    if (key === 'escape' && tray.get()) tray.set(null)
    else if (tool === 'help') use(tool)
    else if (lesson.status !== 'LIVE') return false
    else if (tool) use(tool)
    else if (mode) void send({ type: 'set_teaching', mode })
    else return false
    return true
  }
  const latest = useRef(act)
  useEffect(() => {
    latest.current = act
  })
  useEffect(() => {
    const handle = (event: KeyboardEvent) => {
      if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) return
      if (isTyping(event.target) && event.key !== 'Escape') return
      if (document.querySelector('dialog[open]')) return
      if (latest.current(event.key.toLowerCase())) event.preventDefault()
    }
    window.addEventListener('keydown', handle)
    return () => {
      window.removeEventListener('keydown', handle)
      tray.set(null)
    }
  }, [])
}
