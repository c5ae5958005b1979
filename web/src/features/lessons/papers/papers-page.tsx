import '../../../components/plain/plain.css'
import './papers.css'
import { getPapers, type LegPapers, type LessonIncident, type LessonPapers } from '@tongke/contract'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { ErrorPanel } from '../../../components/plain/error-words.tsx'
import { Skeleton } from '../../../components/plain/skeleton.tsx'
import { useTitle } from '../../../components/plain/use-title.ts'
import { paths } from '../../../config/paths.ts'
import { keepPapers, keptPapers } from '../../../live/papers/kept-papers.ts'
import { paperBox } from '../../../live/papers/papers.ts'
import { isApiError } from '../../../lib/api-error.ts'
import { keepPerson, knownPerson, type KnownPerson } from '../../../lib/known-person.ts'
import { useMe } from '../../../lib/me.ts'
import { keepOfflineShell } from '../../../lib/offline-shell.ts'
import { useEndpoint } from '../../../lib/query.ts'
import { dayName, momentOf, timeOf } from '../../../lib/time.ts'
import { useNow } from '../../../lib/use-now.ts'
import { EvaluationForm } from './evaluation-form.tsx'
import { IncidentForm } from './incident-form.tsx'
import { RollForm } from './roll-form.tsx'

/** After class: roll, evaluation and incidents, on a phone or a PC, with or without a line. */
export function PapersPage() {
  const { t } = useTranslation('papers')
  const { id = '' } = useParams()
  const { who, isAway } = useWriter()
  useTitle(t('title'))
  useEffect(() => void keepOfflineShell(), [])
  if (who) return <Known key={`${who.id}/${id}`} who={who} lessonId={id} />
  if (isAway) return <BlankState title={t('notHeld')} hint={t('notHeldHint')} />
  return <Skeleton lines={8} />
}

/** Who writes: by the server's word, and without a line whoever was signed in here last. Null: not known yet, or nobody. */
function useWriter(): { who: KnownPerson | null; isAway: boolean } {
  const me = useMe()
  const person = me.data?.kind === 'person' ? me.data : null
  const isAway = isApiError(me.error ?? me.failureReason, 'offline', 'unavailable')
  useEffect(() => {
    if (person) keepPerson(person)
  }, [person])
  return { who: person ?? (isAway ? knownPerson() : null), isAway }
}

function Known({ who, lessonId }: { who: KnownPerson; lessonId: string }) {
  const { t } = useTranslation('papers')
  const now = useNow(60_000)
  const read = useEndpoint(getPapers, { params: { id: lessonId } }, { refetchInterval: 15_000 })
  const [held] = useState(() => keptPapers(who.id, lessonId))
  useSent(lessonId, read.refetch)
  const fresh = read.data?.lessonId === lessonId ? read.data : null
  useEffect(() => {
    if (fresh) keepPapers(who.id, fresh)
  }, [fresh, who.id])
  const isAway = isApiError(read.error ?? read.failureReason, 'offline', 'unavailable')
  const papers = fresh ?? (isAway ? held : null)
  if (papers)
    return (
      <Papers
        papers={papers}
        personId={who.id}
        now={now}
        away={isAway ? t('away', { name: who.name }) : null}
      />
    )
  if (isAway) return <BlankState title={t('notHeld')} hint={t('notHeldHint')} />
  if (read.error) return <ErrorPanel error={read.error} onRetry={() => void read.refetch()} />
  return <Skeleton lines={8} />
}

/** What this browser has sent is read again at once. */
function useSent(lessonId: string, refetch: () => unknown): void {
  const { view } = paperBox()
  const all = useSyncExternalStore(view.subscribe, view.get)
  const sent = Object.values(all)
    .filter((paper) => paper.lessonId === lessonId && paper.state === 'sent')
    .map(({ sheet }) => sheet.body.key)
    .join()
  useEffect(() => {
    if (sent) refetch()
  }, [sent, refetch])
}

interface PapersProps {
  papers: LessonPapers
  personId: string
  now: number
  /** What is said while there is no line. */
  away: string | null
}

function Papers({ papers, personId, now, away }: PapersProps) {
  const { t, i18n } = useTranslation('papers')
  const { mine, legs, closes } = papers
  const places = [...new Set([...mine.roll, ...mine.evaluate, ...mine.incident])]
  const [place, setPlace] = useState<string | null>(places.find((one) => one !== null) ?? null)
  const leg = legs.find(({ legId }) => legId === place)
  return (
    <div className="papers">
      <header className="papers-head">
        <Link to={paths.lesson(papers.lessonId)}>{t('toLesson')}</Link>
        <h1>{papers.title}</h1>
        <p className="quiet">
          {dayName(papers.plannedStart, i18n.language)} {timeOf(papers.plannedStart)}
          {closes && ` · ${t('closes', { time: momentOf(closes.upload) })}`}
        </p>
      </header>
      {away && (
        <p className="notice notice-warn" role="status">
          {away}
        </p>
      )}
      {places.length === 0 ? (
        <BlankState title={t('closed')} hint={t('closedHint')} />
      ) : (
        <>
          {places.length > 1 && (
            <nav className="papers-places" aria-label={t('places')}>
              {places.map((one) => (
                <button
                  key={one ?? 'lesson'}
                  type="button"
                  aria-pressed={one === place}
                  onClick={() => setPlace(one)}
                >
                  <PlaceName leg={legs.find(({ legId }) => legId === one)} />
                </button>
              ))}
            </nav>
          )}
          <Sheets key={place ?? 'lesson'} papers={papers} leg={leg} personId={personId} now={now} />
        </>
      )}
    </div>
  )
}

function PlaceName({ leg }: { leg: LegPapers | undefined }) {
  const { t } = useTranslation('papers')
  if (!leg) return <b>{t('wholeLesson')}</b>
  return (
    <>
      <b>{leg.orgName}</b>
      <span>{leg.className}</span>
    </>
  )
}

interface SheetsProps {
  papers: LessonPapers
  leg: LegPapers | undefined
  personId: string
  now: number
}

function Sheets({ papers, leg, personId, now }: SheetsProps) {
  const { t } = useTranslation('papers')
  const { mine, lessonId, closes } = papers
  const legId = leg?.legId ?? null
  return (
    <div className="papers-sheets">
      {leg && mine.roll.includes(leg.legId) && (
        <section className="card paper-card" aria-labelledby="roll">
          <h2 id="roll">{t('roll.title')}</h2>
          <RollNote leg={leg} />
          <RollForm
            lessonId={lessonId}
            legId={leg.legId}
            personId={personId}
            pupils={leg.pupils}
            roll={leg.roll}
            told={null}
            needsReason={leg.roll !== null && closes !== null && now > closes.roll}
          />
        </section>
      )}
      {leg && mine.role && mine.evaluate.includes(leg.legId) && (
        <section className="card paper-card" aria-labelledby="evaluation">
          <h2 id="evaluation">{t('evaluation.title')}</h2>
          {closes && <p className="quiet">{t('evaluation.until', { time: momentOf(closes.evaluation) })}</p>}
          <EvaluationForm lessonId={lessonId} personId={personId} leg={leg} role={mine.role} />
        </section>
      )}
      {mine.incident.includes(legId) && (
        <section className="card paper-card" aria-labelledby="incident">
          <h2 id="incident">{t('incident.title')}</h2>
          <p className={leg?.incidentDue ? 'notice notice-warn' : 'quiet'}>
            {t(leg?.incidentDue ? 'incident.due' : 'incident.hint')}
          </p>
          <Incidents incidents={papers.incidents.filter((one) => one.legId === legId)} />
          <IncidentForm papers={papers} personId={personId} legId={legId} />
        </section>
      )}
    </div>
  )
}

function RollNote({ leg: { roll } }: { leg: LegPapers }) {
  const { t } = useTranslation('papers')
  if (!roll) return null
  const { state, takenByName, changedAt, byProxy } = roll
  return (
    <p className="quiet">
      {t(`roll.state.${state}`, { name: takenByName, time: momentOf(changedAt) })}
      {byProxy && ` · ${t('roll.byProxy')}`}
    </p>
  )
}

function Incidents({ incidents }: { incidents: readonly LessonIncident[] }) {
  const { t } = useTranslation('papers')
  if (incidents.length === 0) return null
  return (
    <ul className="incidents">
      {incidents.map(({ id, kind, minutes, remark, byName }) => (
        <li key={id}>
          <b>{t(`incident.kind.${kind}`)}</b> {t('incident.minutes', { count: minutes })} · {byName}
          {remark && <span>{remark}</span>}
        </li>
      ))}
    </ul>
  )
}
