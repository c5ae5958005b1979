import type { RoomDetail, RoomSample } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { LessonStatusPill } from '../../../components/plain/lesson-status.tsx'
import { VerdictPill } from '../../../components/plain/verdict-pill.tsx'
import { dayName, momentOf, timeOf } from '../../../lib/time.ts'
import { stretchesOf } from './stretches.rules.ts'
import { STATE_TONES, useProblemWords } from './room-words.ts'

const SHOWN = 60

export function RoomHistory({ samples }: { samples: readonly RoomSample[] }) {
  const { t, i18n } = useTranslation('classroom')
  const words = useProblemWords()
  if (samples.length === 0) return <p className="quiet">{t('detail.historyEmpty')}</p>
  return (
    <ol className="room-history">
      {stretchesOf(samples)
        .slice(0, SHOWN)
        .map(({ from, to, sample }) => (
          <li key={to}>
            <time>
              {dayName(to, i18n.language)} {timeOf(from)}
              {from === to ? '' : `–${timeOf(to)}`}
            </time>
            <span className={`pill ${STATE_TONES[sample.state]}`}>{t(`state.${sample.state}`)}</span>
            <span>
              {sample.problems.map(words).join('；') ||
                [
                  ...(sample.microphoneLevel === null
                    ? []
                    : [`${t('detail.level2')} ${sample.microphoneLevel} dBFS`]),
                  ...(sample.rttMs === null ? [] : [`${t('detail.rtt')} ${sample.rttMs} ms`]),
                ].join(' · ')}
            </span>
          </li>
        ))}
    </ol>
  )
}

/** Lessons of this room around now, and how it stood before each. */
export function RoomWeek({ lessons, now }: { lessons: RoomDetail['lessons']; now: number }) {
  const { t } = useTranslation('classroom')
  if (lessons.length === 0) return <p className="quiet">{t('detail.weekEmpty')}</p>
  return (
    <ol className="room-week">
      {lessons.map((lesson) => (
        <li key={lesson.id} data-past={lesson.plannedStart < now}>
          <time>{momentOf(lesson.plannedStart)}</time>
          <strong>{lesson.title}</strong>
          <LessonStatusPill status={lesson.status} />
          {lesson.readiness ? (
            <span className="room-ready">
              <VerdictPill verdict={lesson.readiness} /> {t(`detail.readiness.${lesson.readiness}`)}
            </span>
          ) : (
            <span className="quiet">{t('detail.notJudged')}</span>
          )}
        </li>
      ))}
    </ol>
  )
}
