import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { DebriefClient, type DebriefView } from '../../../../live/debrief/debrief-client.ts'
import { guidanceOf, isTurn, type Playing } from '../../../../live/debrief/debrief.rules.ts'
import type { ReplayPlayer } from '../../../../live/replay/replay-player.ts'

const FOLLOW_MS = 250
const NOBODY: DebriefView = { isLive: false, state: null, canSteer: false, clockOffset: 0 }
const nothing = () => () => undefined
const nobody = () => NOBODY

export function useDebriefClient(sessionId: string): { client: DebriefClient | null; view: DebriefView } {
  const [client, setClient] = useState<DebriefClient | null>(null)
  useEffect(() => {
    const opened = new DebriefClient(window.location.origin, sessionId)
    setClient(opened)
    opened.open()
    return () => opened.close()
  }, [sessionId])
  const view = useSyncExternalStore(client?.view.subscribe ?? nothing, client?.view.get ?? nobody)
  return { client, view }
}

interface Following {
  client: DebriefClient | null
  player: ReplayPlayer | null
  lessonId: string
  durationMs: number
}

/** Moves the player to where all are, until one stops following. */
export function useFollowing({ client, player, lessonId, durationMs }: Following, isOn: boolean): void {
  useEffect(() => {
    if (!client || !player || !isOn) return
    const guide = () => {
      const { state, clockOffset } = client.view.get()
      if (!state?.leading || state.lessonId !== lessonId) return
      const { seek, play } = guidanceOf(state, player.state.get(), Date.now() + clockOffset, durationMs)
      if (seek !== null) player.seek(seek)
      if (play !== null) player.toggle()
    }
    const timer = setInterval(guide, FOLLOW_MS)
    const forget = client.view.subscribe(guide)
    guide()
    return () => {
      clearInterval(timer)
      forget()
    }
  }, [client, player, lessonId, durationMs, isOn])
}

/** While one leads, what the own player does is what all see. */
export function useLeading({ client, player, lessonId }: Following, isOn: boolean): void {
  const last = useRef<(Playing & { time: number }) | null>(null)
  useEffect(() => {
    if (!client || !player || !isOn) return
    const steer = ({ at, playing }: Playing) => {
      last.current = { at, playing, time: performance.now() }
      void client.steer({ lessonId, at, playing, leading: true }).catch(() => undefined)
    }
    const look = () => {
      const { at, playing, waiting } = player.state.get()
      const before = last.current
      // A player that waits for pieces stands still for its own line only.
      if (!before || (waiting && before.playing)) return
      if (isTurn(before, { at, playing }, performance.now() - before.time)) steer({ at, playing })
    }
    steer(player.state.get())
    return player.state.subscribe(look)
  }, [client, player, lessonId, isOn])
}
