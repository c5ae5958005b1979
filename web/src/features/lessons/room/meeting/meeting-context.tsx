import type { MediaSource } from '@tongke/contract'
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react'
import { Store } from '../../../../live/store.ts'
import { useLesson, useMediaView, useRemotes, useStore } from '../room-context.tsx'
import { identityOf, meetingOf, type Meeting } from './meeting.rules.ts'
import { Voices, type VoicesView } from './voices.ts'

const SILENT = new Store<VoicesView>({ speaking: new Set(), spokeAt: new Map() })
const VoicesContext = createContext<Voices | null>(null)

/** Listens to whoever is heard, oneself too. */
export function VoicesProvider({ children }: { children: ReactNode }) {
  const [voices, setVoices] = useState<Voices | null>(null)
  const remotes = useRemotes()
  const { local, muted } = useMediaView()
  const { myIdentity } = useMeeting()
  useEffect(() => {
    const ears = new Voices()
    setVoices(ears)
    return () => ears.close()
  }, [])
  const own = muted.has('microphone') ? null : (local.microphone?.track ?? null)
  useEffect(() => {
    const tracks = new Map<string, MediaStreamTrack>()
    for (const remote of Object.values(remotes)) {
      const track =
        remote?.source === 'microphone' && remote.isLive ? remote.stream.getTracks()[0] : undefined
      if (remote && track) tracks.set(remote.identity, track)
    }
    if (own) tracks.set(myIdentity, own)
    voices?.follow(tracks)
  }, [voices, remotes, own, myIdentity])
  return <VoicesContext.Provider value={voices}>{children}</VoicesContext.Provider>
}

/** By media identity. */
export const useVoices = (): VoicesView => useStore(useContext(VoicesContext)?.view ?? SILENT)

/** The meeting and my place in it; only in a room that is one. */
export function useMeeting() {
  const { lesson, me } = useLesson()
  const meeting = meetingOf(lesson)
  if (!meeting) throw new Error('This lesson is no meeting')
  const myId = 'personId' in me ? me.personId : ''
  return {
    lesson,
    ...meeting,
    myId,
    myIdentity: identityOf(myId, meeting.chairId),
    isChair: myId === meeting.chairId,
  }
}

export type { Meeting }

/** What somebody sends now, by what arrives here. */
export function useSends(identity: string, source: MediaSource): boolean {
  const remote = useRemotes()[`${identity}/${source}` as keyof ReturnType<typeof useRemotes>]
  return remote !== undefined && remote.isLive && !remote.isPaused
}
