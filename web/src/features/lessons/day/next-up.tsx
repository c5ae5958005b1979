import type { LessonSummary } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { ClassLine } from '../../../components/lesson/class-line.tsx'
import { lessonLine } from '../../../components/lesson/lesson-line.ts'
import { paths } from '../../../config/paths.ts'
import { actionFor, isOpen, plannedEnd } from '../../../lib/lesson-day.ts'
import { timeOf } from '../../../lib/time.ts'
import { useNow } from '../../../lib/use-now.ts'
import { useRoomWarmUp } from '../room/warm-up.ts'
import './day.css'

const MINUTE = 60_000

function useWhen(lesson: LessonSummary, now: number): string {
  const { t } = useTranslation('lessons')
  const { t: common } = useTranslation()
  if (isOpen(lesson.status)) return common(`lessonStatus.${lesson.status}`)
  const minutes = Math.ceil((lesson.plannedStart - now) / MINUTE)
  if (minutes <= 0) return t('day.late')
  const hours = Math.floor(minutes / 60)
  return t('day.in', {
    time:
      hours > 0 ? `${hours}:${String(minutes % 60).padStart(2, '0')}` : common('minutes', { count: minutes }),
  })
}

/** The one thing to do next: the lesson, its classrooms on their line, and a big button. */
export function NextUp({ lesson }: { lesson: LessonSummary }) {
  const { t } = useTranslation('lessons')
  const { t: common } = useTranslation()
  const now = useNow(5_000)
  const action = actionFor(lesson, now)
  const when = useWhen(lesson, now)
  const teaches = lesson.me?.part === 'lecturer' || lesson.me?.part === 'assistant'
  useRoomWarmUp(lesson.id, action !== null && isOpen(lesson.status))
  const checks = teaches && !isOpen(lesson.status)
  return (
    <section className="next-up" aria-labelledby="next-up">
      <div className="next-up-head">
        <div>
          <p className="next-up-when">
            <time>
              {timeOf(lesson.plannedStart)}–{timeOf(plannedEnd(lesson))}
            </time>
            <span data-live={lesson.status === 'LIVE'}>{when}</span>
          </p>
          <h2 id="next-up">
            <Link to={paths.lesson(lesson.id)}>{lesson.title}</Link>
          </h2>
          <p className="next-up-what">
            {common(`subject.${lesson.subject}`)} · {common(`grade.${String(lesson.grade) as '1'}`)}
            {lesson.me &&
              lesson.me.part !== 'lecturer' &&
              ` · ${t('day.lecturer', { name: lesson.lecturerName })}`}
          </p>
        </div>
        <div className="next-up-actions">
          {action && (
            <Link className="next-up-go" to={paths.room(lesson.id)}>
              {t(`action.${action}`)}
            </Link>
          )}
          {checks && (
            <Link className={action ? 'next-up-side' : 'next-up-go'} to={paths.check(lesson.id)}>
              {t('action.check')}
            </Link>
          )}
          {!action && !checks && (
            <Link className="next-up-side" to={paths.lesson(lesson.id)}>
              {t('action.details')}
            </Link>
          )}
        </div>
      </div>
      <ClassLine dark {...lessonLine(lesson)} />
    </section>
  )
}
