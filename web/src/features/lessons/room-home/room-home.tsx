import { listMaterials, type RoomLesson } from '@tongke/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Opening } from '../../../components/opening.tsx'
import { ErrorPanel } from '../../../components/plain/error-words.tsx'
import { LessonStatusPill } from '../../../components/plain/lesson-status.tsx'
import { Logo } from '../../../components/plain/logo.tsx'
import { useTitle } from '../../../components/plain/use-title.ts'
import { PATHS, paths } from '../../../config/paths.ts'
import { isOpen, isOver, plannedEnd } from '../../../lib/lesson-day.ts'
import type { DeviceMe } from '../../../lib/me.ts'
import { useEndpoint } from '../../../lib/query.ts'
import { countdown, dayName, timeOf } from '../../../lib/time.ts'
import { currentLesson, isDue } from '../keeper/follow.rules.ts'
import { heldBackNow, letGo } from '../keeper/held-back.ts'
import { useRoomDay, type RoomDayData } from '../keeper/use-room-day.ts'
import { useRoomWarmUp } from '../room/warm-up.ts'
import { SlidesHere } from './slides-here.tsx'
import { TellRepair } from './tell-repair.tsx'
import { useCheckKey } from './use-check-key.ts'
import './room-home.css'

const MATERIALS_REFRESH_MS = 60_000
/** Farther away than this a clock time says more than a countdown. */
const COUNTED_MS = 60 * 60_000

/** What the lesson will use, to be opened before class or when the line fails. */
function RoomMaterials({ lessonId }: { lessonId: string }) {
  const { t } = useTranslation('materials')
  const { data, isPlaceholderData } = useEndpoint(
    listMaterials,
    { params: { id: lessonId } },
    { refetchInterval: MATERIALS_REFRESH_MS },
  )
  if (!data || isPlaceholderData || data.items.length === 0) return null
  return (
    <nav className="room-materials" aria-label={t('title')}>
      <h2>{t('title')}</h2>
      <ul>
        {data.items.map(({ card }) => (
          <li key={card.id}>
            <Link to={paths.resource(card.id)}>
              <small>{t(`type.${card.type}`)}</small> {card.title}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** How long until this room goes in, or what it is waiting for. */
function Entry({ lesson, now }: { lesson: RoomLesson; now: number }) {
  const { t } = useTranslation('classroom')
  const heldBack = heldBackNow(now)
  if (lesson.role === 'lecture')
    return (
      <Link className="room-enter" to={paths.signIn(paths.room(lesson.id))}>
        {t('home.teach')}
      </Link>
    )
  if (isDue(lesson, now))
    return (
      <Link className="room-enter" to={paths.room(lesson.id)} onClick={letGo}>
        {t('home.enter')}
        {heldBack?.lessonId === lesson.id && (
          <small>{t('home.entersAgain', { time: countdown(heldBack.until - now) })}</small>
        )}
      </Link>
    )
  return (
    <p className="room-auto">
      {lesson.enterFrom - now < COUNTED_MS
        ? t('home.entersIn', { time: countdown(lesson.enterFrom - now) })
        : t('home.entersAt', { time: timeOf(lesson.enterFrom) })}
    </p>
  )
}

function NextLesson({ lesson, now }: { lesson: RoomLesson; now: number }) {
  const { t } = useTranslation('classroom')
  const { t: common } = useTranslation()
  const live = lesson.status === 'LIVE' || lesson.status === 'INTERRUPTED'
  const left = lesson.plannedStart - now
  useRoomWarmUp(lesson.id, isOpen(lesson.status))
  return (
    <section className="room-next" aria-label={lesson.title}>
      <div className="room-next-words">
        <p className="room-next-when">
          {live ? t('home.live') : t('home.next')} {timeOf(lesson.plannedStart)}–{timeOf(plannedEnd(lesson))}
        </p>
        <h1>{lesson.title}</h1>
        <p className="room-next-what">
          {common(`subject.${lesson.subject}`)} · {lesson.lectureOrgName} ·{' '}
          {t('home.lecturer', { name: lesson.lecturerName })}
        </p>
        <Entry lesson={lesson} now={now} />
        <RoomMaterials lessonId={lesson.id} />
      </div>
      {!live && left > 0 && left < COUNTED_MS && (
        <p className="room-countdown">
          <span>{t('home.startsIn')}</span>
          <time role="timer">{countdown(left)}</time>
        </p>
      )}
      <SlidesHere lessonId={lesson.id} />
    </section>
  )
}

function Nothing({ over }: { over: boolean }) {
  const { t } = useTranslation('classroom')
  return (
    <section className="room-next">
      <div className="room-next-words">
        <h1>{t(over ? 'home.over' : 'home.none')}</h1>
        <p className="room-next-what">{t(over ? 'home.overHint' : 'home.noneHint')}</p>
      </div>
    </section>
  )
}

function DayList({ lessons, current }: { lessons: readonly RoomLesson[]; current: RoomLesson | undefined }) {
  const { t } = useTranslation('classroom')
  return (
    <section className="room-day">
      <h2>{t('home.today')}</h2>
      <ol>
        {lessons.map((lesson) => (
          <li key={lesson.id} data-current={lesson === current} data-over={isOver(lesson.status)}>
            <time>{timeOf(lesson.plannedStart)}</time>
            <strong>{lesson.title}</strong>
            {lesson.movedTo === null ? (
              <LessonStatusPill status={lesson.status} />
            ) : (
              <span className="pill pill-warn">{t('home.movedTo', { time: movedWords(lesson) })}</span>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}

/** The clock of the same day, else the day before it. */
function movedWords({ plannedStart, movedTo }: RoomLesson): string {
  const to = movedTo ?? plannedStart
  const isSameDay = new Date(to).toDateString() === new Date(plannedStart).toDateString()
  const day = new Date(to)
  return isSameDay ? timeOf(to) : `${day.getMonth() + 1}/${day.getDate()} ${timeOf(to)}`
}

/** Whom to call, what is being seen to already, and the two keys: check, and say what does not work. */
function Foot({ me, day }: { me: DeviceMe; day: RoomDayData | undefined }) {
  const { t } = useTranslation('classroom')
  const [isTelling, setTelling] = useState(false)
  const check = useCheckKey(!isTelling)
  return (
    <footer className="room-foot">
      <div className="room-help">
        <span>{me.name}</span>
        {day?.hotline && (
          <strong>{t('home.hotline', { name: day.hotline.orgName, contact: day.hotline.contact })}</strong>
        )}
        {day?.repairs.map((repair) => (
          <span key={repair.id} className="room-repair">
            {t('home.repair', { what: t(`kind.${repair.kind}`), time: timeOf(repair.openedAt) })} ·{' '}
            {t(`repairState.${repair.state}`)}
          </span>
        ))}
      </div>
      <nav>
        <Link to={PATHS.library}>{t('home.library')}</Link>
        <button type="button" onClick={() => setTelling(true)}>
          {t('home.tell')}
        </button>
        <button type="button" className="room-check" onClick={check}>
          {t('home.check')} <kbd>Enter</kbd>
        </button>
      </nav>
      {isTelling && <TellRepair onClose={() => setTelling(false)} />}
    </footer>
  )
}

/** What a classroom PC shows between lessons: the clock, the next lesson with its countdown, the day; it goes in by itself. */
export function RoomHome({ me }: { me: DeviceMe }) {
  const { t, i18n } = useTranslation('classroom')
  const { data, now, isOld, error, retry } = useRoomDay()
  useTitle(me.className ?? me.name)
  const lessons = data?.lessons ?? []
  const current = currentLesson(lessons, now)

  const body = () => {
    if (!data && error)
      return (
        <div className="paper-sheet">
          <ErrorPanel error={error} onRetry={retry} />
        </div>
      )
    if (!data) return <Opening />
    return current ? <NextLesson lesson={current} now={now} /> : <Nothing over={lessons.length > 0} />
  }

  return (
    <div className="room-home">
      <header className="room-head">
        <div>
          <Logo height={24} />
          <p className="room-name">
            {me.orgName} · {me.className ?? t('home.noClass')}
          </p>
        </div>
        <p className="room-clock">
          <time>{timeOf(now)}</time>
          <span>{dayName(now, i18n.language)}</span>
        </p>
      </header>
      <main className="room-main">
        {data && isOld && (
          <p role="alert" className="room-offline">
            {t('home.offline')}
          </p>
        )}
        {body()}
      </main>
      {lessons.length > 0 && <DayList lessons={lessons} current={current} />}
      <Foot me={me} day={data} />
    </div>
  )
}
