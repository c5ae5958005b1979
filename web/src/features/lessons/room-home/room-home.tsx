import { listLessons, listMaterials, type LessonSummary } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Opening } from '../../../components/opening.tsx'
import { ErrorPanel } from '../../../components/plain/error-words.tsx'
import { LessonStatusPill } from '../../../components/plain/lesson-status.tsx'
import { Logo } from '../../../components/plain/logo.tsx'
import { useTitle } from '../../../components/plain/use-title.ts'
import { PATHS, paths } from '../../../config/paths.ts'
import { isOpen, mayEnter, nextLesson, plannedEnd, ROOM_OPENS_BEFORE_MS } from '../../../lib/lesson-day.ts'
import type { DeviceMe } from '../../../lib/me.ts'
import { useEndpoint } from '../../../lib/query.ts'
import { dayName, timeOf } from '../../../lib/time.ts'
import { useNow } from '../../../lib/use-now.ts'
import { SlidesHere } from './slides-here.tsx'
import { useRoomWarmUp } from '../room/warm-up.ts'
import './room-home.css'

const REFRESH_MS = 10_000
const MATERIALS_REFRESH_MS = 60_000

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

function NextLesson({ lesson, now }: { lesson: LessonSummary; now: number }) {
  const { t } = useTranslation('signin')
  const { t: common } = useTranslation()
  const live = lesson.status === 'LIVE' || lesson.status === 'INTERRUPTED'
  useRoomWarmUp(lesson.id, isOpen(lesson.status))
  return (
    <section className="room-next" aria-label={lesson.title}>
      <p className="room-next-when">
        {live ? t('roomHome.live') : t('roomHome.next')} {timeOf(lesson.plannedStart)}–
        {timeOf(plannedEnd(lesson))}
      </p>
      <h1>{lesson.title}</h1>
      <p className="room-next-what">
        {common(`subject.${lesson.subject}`)} · {lesson.lectureOrgName} ·{' '}
        {t('roomHome.lecturer', { name: lesson.lecturerName })}
      </p>
      {mayEnter(lesson, now) ? (
        <Link className="room-enter" to={paths.room(lesson.id)}>
          {t('roomHome.enter')}
        </Link>
      ) : (
        <span className="room-enter room-enter-closed">
          {t('roomHome.enterEarly', { time: timeOf(lesson.plannedStart - ROOM_OPENS_BEFORE_MS) })}
        </span>
      )}
      <RoomMaterials lessonId={lesson.id} />
      <SlidesHere lessonId={lesson.id} />
    </section>
  )
}

function Nothing({ over }: { over: boolean }) {
  const { t } = useTranslation('signin')
  return (
    <section className="room-next">
      <h1>{t(over ? 'roomHome.over' : 'roomHome.none')}</h1>
      <p className="room-next-what">{t(over ? 'roomHome.overHint' : 'roomHome.noneHint')}</p>
    </section>
  )
}

function DayList({
  lessons,
  current,
}: {
  lessons: readonly LessonSummary[]
  current: LessonSummary | undefined
}) {
  const { t } = useTranslation('signin')
  return (
    <section className="room-day">
      <h2>{t('roomHome.today')}</h2>
      <ol>
        {lessons.map((lesson) => (
          <li key={lesson.id} data-current={lesson === current}>
            <time>{timeOf(lesson.plannedStart)}</time>
            <strong>{lesson.title}</strong>
            <LessonStatusPill status={lesson.status} />
          </li>
        ))}
      </ol>
    </section>
  )
}

/** What a classroom PC shows between lessons: the clock, the next lesson, one big button. */
export function RoomHome({ me }: { me: DeviceMe }) {
  const { t, i18n } = useTranslation('signin')
  const now = useNow(1000)
  useTitle(me.className ?? me.name)
  const day = useEndpoint(
    listLessons,
    { query: { when: 'today', pageSize: 100 } },
    { refetchInterval: REFRESH_MS },
  )
  const lessons = day.data ? [...day.data.items].sort((a, b) => a.plannedStart - b.plannedStart) : []
  const next = nextLesson(lessons)

  const body = () => {
    if (day.isPending) return <Opening />
    if (!day.data)
      return (
        <div className="paper-sheet">
          <ErrorPanel error={day.error} onRetry={() => void day.refetch()} />
        </div>
      )
    return next ? <NextLesson lesson={next} now={now} /> : <Nothing over={lessons.length > 0} />
  }

  return (
    <div className="room-home">
      <header className="room-head">
        <div>
          <Logo height={24} />
          <p className="room-name">
            {me.orgName} · {me.className ?? t('roomHome.noClass')}
          </p>
        </div>
        <p className="room-clock">
          <time>{timeOf(now)}</time>
          <span>{dayName(now, i18n.language)}</span>
        </p>
      </header>
      <main className="room-main">
        {day.data && day.isError && (
          <p role="alert" className="room-offline">
            {t('roomHome.offline')}
          </p>
        )}
        {body()}
      </main>
      {lessons.length > 0 && <DayList lessons={lessons} current={next} />}
      <footer className="room-foot">
        <span>{me.name}</span>
        <nav>
          <Link to={PATHS.library}>{t('roomHome.library')}</Link>
          <Link to={PATHS.check}>{t('roomHome.check')}</Link>
        </nav>
      </footer>
    </div>
  )
}
