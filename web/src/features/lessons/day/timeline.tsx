import type { LessonSummary } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { LessonStatusPill } from '../../../components/plain/lesson-status.tsx'
import { paths } from '../../../config/paths.ts'
import { actionFor, isOpen, isOver, plannedEnd } from '../../../lib/lesson-day.ts'
import { timeOf } from '../../../lib/time.ts'
import { useNow } from '../../../lib/use-now.ts'
import './day.css'

const phaseOf = ({ status }: LessonSummary) => (isOpen(status) ? 'open' : isOver(status) ? 'over' : 'ahead')

function Row({ lesson, now }: { lesson: LessonSummary; now: number }) {
  const { t } = useTranslation('lessons')
  const { t: common } = useTranslation()
  const action = actionFor(lesson, now)
  return (
    <li data-phase={phaseOf(lesson)}>
      <time>
        {timeOf(lesson.plannedStart)}
        <span>{timeOf(plannedEnd(lesson))}</span>
      </time>
      <div className="day-what">
        <Link to={paths.lesson(lesson.id)}>{lesson.title}</Link>
        <span>
          {common(`subject.${lesson.subject}`)} · {lesson.lectureOrgName} →{' '}
          {lesson.legs.map((leg) => leg.orgName).join(common('listComma'))}
        </span>
      </div>
      <div className="day-part">
        {lesson.me && lesson.me.part !== 'observer' && lesson.me.part !== 'member'
          ? t(`day.part.${lesson.me.part}`)
          : t('day.lecturer', { name: lesson.lecturerName })}
      </div>
      <div className="day-state">
        <LessonStatusPill status={lesson.status} />
        {action && <Link to={paths.room(lesson.id)}>{t(`action.${action}`)}</Link>}
      </div>
    </li>
  )
}

/** Where the line of now runs: before the first lesson that ends later than now. */
const nowIndex = (lessons: readonly LessonSummary[], now: number) => {
  const index = lessons.findIndex((lesson) => plannedEnd(lesson) > now)
  return index < 0 ? lessons.length : index
}

/** Lessons of one day in order of time, with a line where the day stands now. */
export function Timeline({ lessons }: { lessons: readonly LessonSummary[] }) {
  const { t } = useTranslation('lessons')
  const now = useNow(15_000)
  const at = nowIndex(lessons, now)
  const mark = (
    <li className="day-now" key="now" aria-label={t('day.nowIs', { time: timeOf(now) })}>
      <span>{timeOf(now)}</span>
    </li>
  )
  return (
    <ol className="day" aria-label={t('day.label')}>
      {lessons.slice(0, at).map((lesson) => (
        <Row key={lesson.id} lesson={lesson} now={now} />
      ))}
      {mark}
      {lessons.slice(at).map((lesson) => (
        <Row key={lesson.id} lesson={lesson} now={now} />
      ))}
    </ol>
  )
}
