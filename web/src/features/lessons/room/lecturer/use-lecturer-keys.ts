import { useEffect, useRef } from 'react'
import { useCommand, useLesson } from '../room-context.tsx'
import { useDesk } from './use-desk.ts'

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]')

/** Digits put a class on stage, 0 takes it off, M mutes all classes, the space bar is the own microphone. */
export function useLecturerKeys(): void {
  const { lesson } = useLesson()
  const send = useCommand()
  const desk = useDesk()
  const act = (key: string): boolean => {
    const legId = lesson.plan.legs[Number(key) - 1]?.id
    if (legId && lesson.status === 'LIVE') {
      const handId = lesson.hands.find((hand) => hand.legId === legId)?.id ?? null
      void send({ type: 'call_on_stage', legId, handId })
    } else if (key === '0') desk.leaveStage()
    else if (key === 'm') desk.muteAll()
    else if (key === ' ') desk.toggleMicrophone()
    else return false
    return true
  }
  const latest = useRef(act)
  useEffect(() => {
    latest.current = act
  })
  useEffect(() => {
    const handle = (event: KeyboardEvent) => {
      if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      // A focused button keeps its space bar.
      if (event.key === ' ' && event.target instanceof HTMLButtonElement) return
      if (latest.current(event.key.toLowerCase())) event.preventDefault()
    }
    // A button touched by hand must not keep the focus, else the next space bar would press it again.
    const letGo = (event: MouseEvent) => {
      if (event.detail > 0 && document.activeElement instanceof HTMLButtonElement)
        document.activeElement.blur()
    }
    window.addEventListener('keydown', handle)
    window.addEventListener('click', letGo)
    return () => {
      window.removeEventListener('keydown', handle)
      window.removeEventListener('click', letGo)
    }
  }, [])
}
