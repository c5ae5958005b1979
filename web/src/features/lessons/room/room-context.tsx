import type {
  LegState,
  LessonCommand,
  LessonPlan,
  LessonState,
  MediaIdentity,
  MediaSource,
  Participant,
} from '@tongke/contract'
import { createContext, useCallback, useContext, useEffect, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { LessonView } from '../../../live/lesson-client.ts'
import { codeOf } from '../../../live/live-error.ts'
import type { MediaView } from '../../../live/media-client.ts'
import { keyOf, type RemoteSource, type RemoteView } from '../../../live/media/remote-streams.ts'
import type { RoomClient } from '../../../live/room-client.ts'
import type { ReadStore, Store } from '../../../live/store.ts'

/** A short message at the bottom of the screen that goes away by itself. */
export interface Note {
  id: number
  text: string
  tone: 'ok' | 'bad'
}

interface RoomContextValue {
  client: RoomClient
  notes: Store<readonly Note[]>
  leave: () => void
}

export const RoomContext = createContext<RoomContextValue | null>(null)

export const useStore = <T,>(store: ReadStore<T>): T => useSyncExternalStore(store.subscribe, store.get)

export function useRoom(): RoomContextValue {
  const room = useContext(RoomContext)
  if (!room) throw new Error('Used outside a room')
  return room
}

export const useLessonView = (): LessonView => useStore(useRoom().client.lesson.view)
export const useMediaView = (): MediaView => useStore(useRoom().client.media.view)
export const useRemotes = (): RemoteView => useStore(useRoom().client.media.remotes)
export const useRemote = (identity: MediaIdentity, source: MediaSource): RemoteSource | undefined =>
  useRemotes()[keyOf(identity, source)]

/** The lesson and my part in it; only below `RoomPage`, which shows something else until both are known. */
export function useLesson(): { lesson: LessonState; me: Participant } {
  const { lesson, me } = useLessonView()
  if (!lesson || !me) throw new Error('The lesson is not known yet')
  return { lesson, me }
}

export type PlannedLeg = LessonPlan['legs'][number]

export function useLeg(legId: string): { planned: PlannedLeg; leg: LegState } {
  const { lesson } = useLesson()
  const planned = lesson.plan.legs.find((one) => one.id === legId)
  const leg = lesson.legs[legId]
  if (!planned || !leg) throw new Error(`The lesson has no class ${legId}`)
  return { planned, leg }
}

/** The server's time, ms, renewed once a second. */
export function useServerNow(): number {
  const { clockOffset } = useLessonView()
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  return now + clockOffset
}

const NOTE_MS = 6_000
let noteCount = 0

/** Shows a note for a few seconds. */
export function useSay(): (text: string, tone?: Note['tone']) => void {
  const { notes } = useRoom()
  return useCallback(
    (text, tone = 'ok') => {
      const note: Note = { id: (noteCount += 1), text, tone }
      notes.set([...notes.get().slice(-2), note])
      setTimeout(() => notes.set(notes.get().filter((one) => one !== note)), NOTE_MS)
    },
    [notes],
  )
}

/** Sends a command; a refusal is said in words. Resolves whether it was done. */
export function useCommand(): (command: LessonCommand) => Promise<boolean> {
  const { client } = useRoom()
  const { t } = useTranslation('errors')
  const say = useSay()
  return useCallback(
    async (command) => {
      try {
        await client.lesson.send(command)
        return true
      } catch (error) {
        say(t(codeOf(error)), 'bad')
        return false
      }
    },
    [client, say, t],
  )
}
