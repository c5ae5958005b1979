import { getLesson, type CurriculumNode, type LessonDetail } from '@tongke/contract'
import { Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { PageHead } from '../../../components/admin/page-head.tsx'
import { ClassLine } from '../../../components/lesson/class-line.tsx'
import { lessonLine } from '../../../components/lesson/lesson-line.ts'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { ErrorPanel } from '../../../components/plain/error-words.tsx'
import { LessonStatusPill } from '../../../components/plain/lesson-status.tsx'
import { PATHS } from '../../../config/paths.ts'
import { isApiError } from '../../../lib/api-error.ts'
import { isAhead, isOpen, plannedEnd, ROOM_OPENS_BEFORE_MS } from '../../../lib/lesson-day.ts'
import { useEndpoint } from '../../../lib/query.ts'
import { dayName, timeOf } from '../../../lib/time.ts'
import { useNow } from '../../../lib/use-now.ts'
import { Agreement } from '../agreement/agreement.tsx'
import { LessonChanges } from './lesson-changes.tsx'
import { LessonActions } from './lesson-actions.tsx'
import { Ledger } from './ledger.tsx'
import { LessonPapersCard } from './papers-card.tsx'
import { Materials } from './materials.tsx'
import { Slides } from './slides.tsx'
import { MyCheck } from './my-check.tsx'
import { MyNotes } from '../notes/my-notes.tsx'
import { Watchers } from '../observe/watchers.tsx'
import { Participants } from './participants.tsx'
import './detail.css'

const REFRESH_MS = 5_000
/** Parts that are told who watched. */
const GIVES: readonly string[] = ['lecturer', 'assistant']
const CALLED_OFF = ['CANCELLED', 'RESCHEDULED', 'NOT_HELD'] as const

/** `观潮 · 统编版 · 四年级上册 · 第一单元`. */
const placeOf = ({ title, editionName, trail }: CurriculumNode): string =>
  [title, editionName, ...trail.slice(0, -1).map((step) => step.title)].join(' · ')

function Facts({ lesson: { summary, node } }: { lesson: LessonDetail }) {
  const { t, i18n } = useTranslation('lessons')
  const { t: common } = useTranslation()
  const facts: [string, string][] = [
    [t('detail.lecturer'), summary.lecturerName],
    [
      t('detail.planned'),
      `${dayName(summary.plannedStart, i18n.language)} ${timeOf(summary.plannedStart)}–${timeOf(plannedEnd(summary))}`,
    ],
    ...(summary.startedAt
      ? [
          [
            t('detail.actual'),
            `${timeOf(summary.startedAt)}–${summary.endedAt ? timeOf(summary.endedAt) : common('now')}`,
          ] as [string, string],
        ]
      : []),
    [t('plan.type'), t(`type.${summary.type}`)],
    ...(node ? [[t('plan.node'), placeOf(node)] as [string, string]] : []),
  ]
  return (
    <dl className="lesson-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Observers({ observers }: { observers: LessonDetail['observers'] }) {
  const { t } = useTranslation('lessons')
  return (
    <section className="card observers" aria-labelledby="observers">
      <h2 id="observers">{t('detail.observers')}</h2>
      {observers.length === 0 && <p className="quiet">{t('detail.noObservers')}</p>}
      <ul>
        {observers.map((one) => (
          <li key={one.id}>
            {one.name} <span className="quiet">{one.orgName}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Not there, or not for this reader: the server does not say which. */
function Missing() {
  const { t } = useTranslation('lessons')
  const { t: errors } = useTranslation('errors')
  return (
    <BlankState
      title={t('detail.missing')}
      hint={errors('not_found')}
      action={
        <Link className="button" to={PATHS.lessons}>
          {t('detail.toList')}
        </Link>
      }
    />
  )
}

function Body({ lesson }: { lesson: LessonDetail }) {
  const { t } = useTranslation('lessons')
  const { status, id, plannedStart, me } = lesson.summary
  const off = CALLED_OFF.find((one) => one === status)
  if (off) return <p className="notice notice-warn">{t(`detail.over.${off}`)}</p>
  if (isAhead(status) || isOpen(status))
    return (
      <div className={me && isAhead(status) ? 'lesson-pair' : ''}>
        {lesson.summary.legs.length > 0 && <Participants lesson={lesson} />}
        {me && isAhead(status) && (
          <MyCheck lessonId={id} openAt={timeOf(plannedStart - ROOM_OPENS_BEFORE_MS)} />
        )}
      </div>
    )
  return (
    <>
      {/* A lesson for teachers alone has no class to count. */}
      {lesson.summary.legs.length > 0 && <Ledger lesson={lesson} />}
      <LessonPapersCard lessonId={id} />
      {!GIVES.includes(me?.part ?? '') && <Observers observers={lesson.observers} />}
    </>
  )
}

/** One lesson. Before class: plan and participants. After class: the ledger. */
export function LessonPage() {
  const { t } = useTranslation('lessons')
  const { t: common } = useTranslation()
  const { id = '' } = useParams()
  const now = useNow(15_000)
  const lesson = useEndpoint(getLesson, { params: { id } }, { refetchInterval: REFRESH_MS })
  if (isApiError(lesson.error, 'not_found')) return <Missing />
  if (lesson.error && !lesson.data)
    return <ErrorPanel error={lesson.error} onRetry={() => void lesson.refetch()} />
  if (!lesson.data) return <Skeleton active paragraph={{ rows: 8 }} />
  const { summary, state } = lesson.data
  return (
    <>
      <p className="crumb">
        <Link to={PATHS.lessons}>{t('title')}</Link>
      </p>
      <PageHead
        tab={summary.title}
        title={
          <span className="lesson-title">
            {summary.title} <LessonStatusPill status={summary.status} />
          </span>
        }
        note={`${common(`subject.${summary.subject}`)} · ${common(`grade.${String(summary.grade) as '1'}`)}`}
      >
        <LessonActions lesson={lesson.data} now={now} />
      </PageHead>
      <section className="card lesson-card">
        <ClassLine {...lessonLine(summary, isOpen(summary.status) ? state : undefined)} />
        <Facts lesson={lesson.data} />
        <LessonChanges lesson={lesson.data} />
      </section>
      <Materials lesson={lesson.data} />
      <Slides lesson={lesson.data} />
      <Agreement lesson={lesson.data} />
      <Body lesson={lesson.data} />
      {GIVES.includes(summary.me?.part ?? '') && <Watchers lessonId={id} />}
      {summary.me?.part === 'observer' && <MyNotes lessonId={id} />}
    </>
  )
}
