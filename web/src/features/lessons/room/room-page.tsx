import '../../../components/plain/plain.css'
import './room.css'
import type { Participant } from '@tongke/contract'
import { lazy, Suspense, useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useNavigate, useParams } from 'react-router'
import { PATHS, paths } from '../../../config/paths.ts'
import { knownDevice } from '../../../lib/device-mark.ts'
import { takeRoom, type RoomClient } from '../../../live/room-client.ts'
import { Store } from '../../../live/store.ts'
import { holdBack } from '../keeper/held-back.ts'
import { useLastWords } from '../keeper/use-last-words.ts'
import { AssistantRoom } from './assistant/assistant-room.tsx'
import { LecturerRoom } from './lecturer/lecturer-room.tsx'
import { DecksAtHand } from './board/decks-at-hand.tsx'
import { ListeningRoom } from './listening/listening-room.tsx'
import { ObserverRoom } from './observer/observer-room.tsx'
import { Notes } from './parts/notes.tsx'
import { Placard } from './parts/placard.tsx'
import { useWakeLock } from './parts/use-wake-lock.ts'
import { RoomContext, useLessonView, useRoom, type Note } from './room-context.tsx'

/** Teachers come to meetings from their own machines, which keep no pages; classrooms need not load it. */
const MeetingRoom = lazy(() => import('./meeting/meeting-room.tsx'))

/** The client of this page's lesson: entered when the page opens, closed when it goes. */
function useEnteredRoom(lessonId: string): RoomClient | null {
  const [client, setClient] = useState<RoomClient | null>(null)
  useEffect(() => {
    const room = takeRoom(lessonId)
    room.enter()
    setClient(room)
    return () => room.close()
  }, [lessonId])
  return client
}

/** Picks the room by my part in the lesson. */
export function RoomPage() {
  const { id = '' } = useParams()
  const client = useEnteredRoom(id)
  return client ? <Room key={id} client={client} lessonId={id} /> : null
}

/** Where a meeting was entered from: the page of what it belongs to. */
const backFrom = (state: unknown): string =>
  typeof state === 'object' && state !== null && 'back' in state && typeof state.back === 'string'
    ? state.back
    : PATHS.home

function Room({ client, lessonId }: { client: RoomClient; lessonId: string }) {
  const navigate = useNavigate()
  const back = backFrom(useLocation().state)
  const [notes] = useState(() => new Store<readonly Note[]>([]))
  const leave = useCallback(() => {
    const { me, line, lesson } = client.lesson.view.get()
    if (lesson?.meeting) return void navigate(back)
    const isRoom = me?.part === 'room' || (line === 'refused' && knownDevice() !== null)
    if (isRoom) holdBack(lessonId)
    void navigate(isRoom ? PATHS.device : paths.lesson(lessonId), { replace: isRoom })
  }, [client, navigate, lessonId, back])
  useWakeLock()
  return (
    <RoomContext.Provider value={{ client, notes, leave }}>
      <PartOfRoom />
      <Notes />
    </RoomContext.Provider>
  )
}

function PartOfRoom() {
  const { me, lesson, line } = useLessonView()
  useLastWords(me?.part ?? null, lesson?.status ?? null, line === 'refused', useRoom().leave)
  if (line === 'refused') return <Refused />
  if (!me || !lesson) return <Entering />
  if (lesson.meeting)
    return (
      <Suspense fallback={<Entering />}>
        <MeetingRoom />
      </Suspense>
    )
  return (
    <>
      <DecksAtHand />
      <RoomOf me={me} />
    </>
  )
}

function RoomOf({ me }: { me: Participant }) {
  switch (me.part) {
    case 'lecturer':
      return <LecturerRoom />
    case 'room':
      return <ListeningRoom legId={me.legId} />
    case 'assistant':
      return <AssistantRoom legId={me.legId} />
    case 'observer':
      return <ObserverRoom />
    case 'member':
      return <MeetingRoom />
  }
}

function Entering() {
  const { t } = useTranslation('room')
  return (
    <main className="room room-centre">
      <Placard title={t('entering.title')} hint={t('entering.hint')} />
    </main>
  )
}

function Refused() {
  const { t } = useTranslation('room')
  const { t: words } = useTranslation('errors')
  const { refusal } = useLessonView()
  const { leave } = useRoom()
  return (
    <main className="room room-centre">
      <Placard title={t('refused.title')} hint={words(refusal ?? 'internal')}>
        <button type="button" className="button button-big" onClick={leave}>
          {t('leave')}
        </button>
      </Placard>
    </main>
  )
}
