import { listLessons, MY_DAY } from '@tongke/contract'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { ErrorPanel } from '../../../components/plain/error-words.tsx'
import { Skeleton } from '../../../components/plain/skeleton.tsx'
import { nextLesson } from '../../../lib/lesson-day.ts'
import { useEndpoint } from '../../../lib/query.ts'
import { NextUp } from './next-up.tsx'
import { Timeline } from './timeline.tsx'
import './day.css'

const REFRESH_MS = 15_000

/** Today's lessons: what is next, then the whole day. `scope` all is for those who look after many. */
export function MyDay({ scope, create }: { scope: 'mine' | 'all'; create: ReactNode }) {
  const { t } = useTranslation('lessons')
  const day = useEndpoint(listLessons, { query: { ...MY_DAY, scope } }, { refetchInterval: REFRESH_MS })
  if (day.error && !day.data)
    return (
      <div className="card">
        <ErrorPanel error={day.error} onRetry={() => void day.refetch()} />
      </div>
    )
  if (!day.data)
    return (
      <div className="card" style={{ padding: 24 }}>
        <Skeleton lines={6} />
      </div>
    )
  const lessons = [...day.data.items].sort((a, b) => a.plannedStart - b.plannedStart)
  if (lessons.length === 0)
    return (
      <div className="card">
        <BlankState title={t('day.none')} hint={t('day.noneHint')} action={create} />
      </div>
    )
  const next = nextLesson(lessons.filter((lesson) => lesson.me)) ?? nextLesson(lessons)
  return (
    <>
      {next ? <NextUp lesson={next} /> : <p className="day-done">{t('day.allDone')}</p>}
      <div className="card day-card">
        <h2>{t('day.label')}</h2>
        <Timeline lessons={lessons} />
      </div>
    </>
  )
}
