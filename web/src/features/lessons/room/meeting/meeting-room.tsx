import '../lecturer/lecturer.css'
import './meeting.css'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { DeviceTrouble } from '../parts/device-trouble.tsx'
import { Placard } from '../parts/placard.tsx'
import { PlaceTaken } from '../parts/place-taken.tsx'
import { RemoteSound } from '../parts/remote-sound.tsx'
import { clockTime, minutesSeconds } from '../parts/time-words.ts'
import { useCommand, useLessonView, useMediaView, useRoom, useServerNow } from '../room-context.tsx'
import { sceneOf } from '../room.rules.ts'
import { AgendaClock } from './agenda-clock.tsx'
import { BreakoutBanner } from './breakout.tsx'
import { MeetingBar } from './meeting-bar.tsx'
import { MeetingEnded } from './meeting-ended.tsx'
import { useMeeting, VoicesProvider } from './meeting-context.tsx'
import { Notice } from './notice.tsx'
import { PeopleGrid } from './people-grid.tsx'

/** The room of a joint research meeting: everybody at their own desk, all may speak. */
export default function MeetingRoom() {
  const view = useLessonView()
  const scene = sceneOf(view, useMediaView(), null)
  if (scene === 'ended' || scene === 'closed') return <MeetingEnded />
  if (scene === 'before') return <BeforeMeeting />
  if (scene === 'duplicate' || scene === 'superseded')
    return (
      <main className="room room-centre">
        <PlaceTaken />
      </main>
    )
  return (
    <VoicesProvider>
      <Table isRecovering={scene === 'recovering' || view.line === 'recovering'} />
    </VoicesProvider>
  )
}

function Table({ isRecovering }: { isRecovering: boolean }) {
  const { lesson, isChair } = useMeeting()
  const { media } = useRoom().client
  // Muted stays muted over a reload: the meeting remembers.
  const isMuted = isChair && lesson.lecturerMuted
  useEffect(() => {
    if (isChair) media.setMuted('microphone', isMuted)
  }, [media, isChair, isMuted])
  return (
    <main className="room meet" data-status={lesson.status}>
      <Head isRecovering={isRecovering} />
      <div className="meet-middle">
        <Notice />
        <DeviceTrouble />
        {lesson.status === 'WAITING' ? <StartPanel /> : <AgendaClock />}
        {lesson.status === 'INTERRUPTED' && <ChairAway />}
        <BreakoutBanner />
        <PeopleGrid />
      </div>
      <MeetingBar />
      <RemoteSound />
    </main>
  )
}

function Head({ isRecovering }: { isRecovering: boolean }) {
  const { t } = useTranslation('meeting')
  const { t: room } = useTranslation('room')
  const { lesson } = useMeeting()
  const now = useServerNow()
  const status = lesson.status as 'WAITING' | 'LIVE' | 'INTERRUPTED'
  return (
    <header className="desk-head">
      <span className={`room-status room-status-${status.toLowerCase()}`} data-testid="lesson-status">
        {t(`status.${status}`)}
      </span>
      <h1>{lesson.plan.title}</h1>
      {isRecovering && (
        <span className="desk-recovering" role="status">
          {room('recovering.short')}
        </span>
      )}
      {lesson.startedAt !== null && (
        <span className="desk-time">
          <b>{minutesSeconds(now - lesson.startedAt)}</b>
        </span>
      )}
      <time className="desk-clock">{clockTime(now)}</time>
    </header>
  )
}

function StartPanel() {
  const { t } = useTranslation('meeting')
  const { meeting, isChair, people } = useMeeting()
  const send = useCommand()
  return (
    <section className="meet-start">
      <p>
        <strong>{t('start.here', { here: meeting.online.length, all: people.length - 1 })}</strong>
        <span>{t(isChair ? 'start.chair' : 'start.member')}</span>
      </p>
      {isChair && (
        <button
          type="button"
          className="button button-big button-primary"
          disabled={meeting.online.length === 0}
          onClick={() => void send({ type: 'start' })}
        >
          {t('start.action')}
        </button>
      )}
    </section>
  )
}

function ChairAway() {
  const { t } = useTranslation('meeting')
  return (
    <p className="room-trouble" role="status">
      {t('chairAway')}
    </p>
  )
}

/** The room is not open yet: the chair opens it. */
function BeforeMeeting() {
  const { t } = useTranslation('meeting')
  const { lesson, isChair } = useMeeting()
  const { leave } = useRoom()
  const send = useCommand()
  const time = clockTime(lesson.plan.plannedStart)
  return (
    <main className="room room-centre">
      <Placard
        title={lesson.plan.title}
        hint={t(isChair ? 'before.chair' : 'before.member', { time, name: lesson.plan.lecturer.name })}
      >
        <button type="button" className="button button-big" onClick={leave}>
          {t('leave')}
        </button>
        {isChair && (
          <button
            type="button"
            className="button button-big button-primary"
            onClick={() => void send({ type: 'open' })}
          >
            {t('before.open')}
          </button>
        )}
      </Placard>
    </main>
  )
}
