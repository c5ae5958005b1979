import type { LessonState } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { paths } from '../../../../config/paths.ts'
import { useLesson, useRoom } from '../room-context.tsx'
import { lessonTime } from '../room.rules.ts'
import { minutesSeconds } from './time-words.ts'

const pupils = (lesson: LessonState): number =>
  Object.values(lesson.legs).reduce((sum, leg) => sum + (leg.headcount?.present ?? 0), 0)

function Figure({ value, label }: { value: string; label: string }) {
  return (
    <div className="ended-figure">
      <strong>{value}</strong>
      <span>{label}</span>
    </div>
  )
}

/** After class: what it was, in figures, and class by class. */
export function Ended() {
  const { t } = useTranslation('room')
  const { lesson, me } = useLesson()
  const { leave } = useRoom()
  const wasHeld = lesson.status === 'ENDED' || lesson.status === 'SETTLED'
  return (
    <main
      className={me.part === 'room' ? 'room room-centre ended ended-far' : 'room room-centre ended'}
      aria-label={t('ended.title')}
    >
      <h1>
        {wasHeld ? t('ended.title') : t(`never.${lesson.status as 'CANCELLED' | 'RESCHEDULED' | 'NOT_HELD'}`)}
      </h1>
      <p className="ended-lesson">
        {lesson.plan.title} · {lesson.plan.lecturer.name}
      </p>
      {wasHeld && (
        <>
          <div className="ended-figures">
            <Figure
              value={minutesSeconds(lessonTime(lesson, lesson.endedAt ?? 0).elapsedMs)}
              label={t('ended.time')}
            />
            <Figure value={String(lesson.plan.legs.length)} label={t('ended.classes')} />
            <Figure value={String(pupils(lesson))} label={t('ended.pupils')} />
          </div>
          <ul className="ended-classes">
            {lesson.plan.legs.map((planned) => (
              <EndedClass key={planned.id} lesson={lesson} planned={planned} />
            ))}
          </ul>
        </>
      )}
      {me.part === 'assistant' && wasHeld && !lesson.legs[me.legId]?.headcount && (
        <p className="ended-reminder">{t('ended.headcountMissing')}</p>
      )}
      {wasHeld && (me.part === 'assistant' || me.part === 'lecturer') && (
        <Link className="button button-big" to={paths.papers(lesson.lessonId)}>
          {t('ended.papers')}
        </Link>
      )}
      <button type="button" className="button button-big button-primary" onClick={leave}>
        {me.part === 'room' ? t('ended.home') : t('ended.ledger')}
      </button>
    </main>
  )
}

function EndedClass({
  lesson,
  planned,
}: {
  lesson: LessonState
  planned: LessonState['plan']['legs'][number]
}) {
  const { t } = useTranslation('room')
  const leg = lesson.legs[planned.id]
  return (
    <li>
      <span>
        {planned.orgName} {planned.className}
      </span>
      <span>
        {leg?.headcount
          ? t('ended.present', { present: leg.headcount.present, expected: leg.headcount.expected })
          : t('ended.noHeadcount')}
      </span>
      <span>{t('ended.interactions', { count: leg?.interactions ?? 0 })}</span>
    </li>
  )
}
