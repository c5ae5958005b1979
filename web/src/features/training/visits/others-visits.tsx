import { answerVisit, getVisitPhoto, listVisits, type Visit } from '@tongke/contract'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { ErrorNotice, ErrorPanel } from '../../../components/plain/error-words.tsx'
import { Skeleton } from '../../../components/plain/skeleton.tsx'
import { urlOf } from '../../../lib/api-url.ts'
import { useAction, useEndpoint } from '../../../lib/query.ts'
import { TONES } from './visit-words.ts'

const PAGE_SIZE = 20

/** Visits that others make: to one's school, which answers them, or in the whole county. Due ones come first. */
export function OthersVisits({ scope }: { scope: 'school' | 'all' }) {
  const { t } = useTranslation('visits')
  const [params, setParams] = useSearchParams()
  const [page, setPage] = useState(1)
  const overdue = params.get('overdue') === 'true'
  const query = useEndpoint(listVisits, {
    query: { scope, page, pageSize: PAGE_SIZE, ...(overdue ? { overdue: 'true' as const } : {}) },
  })
  if (query.error && !query.data)
    return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) return <Skeleton lines={6} />
  const { items, total } = query.data
  const pages = Math.ceil(total / PAGE_SIZE)
  const choose = (next: boolean) => {
    setPage(1)
    setParams({ tab: scope, ...(next ? { overdue: 'true' } : {}) }, { replace: true })
  }
  return (
    <>
      <div className="visits-tabs">
        <button type="button" aria-pressed={!overdue} onClick={() => choose(false)}>
          {t('filter.all')}
        </button>
        <button type="button" aria-pressed={overdue} onClick={() => choose(true)}>
          {t('filter.overdue')}
        </button>
      </div>
      {total === 0 && (
        <BlankState
          title={t(overdue ? 'filter.noneOverdue' : 'others.empty')}
          hint={t(overdue ? 'filter.noneOverdueHint' : 'others.emptyHint')}
        />
      )}
      <ul className="visit-cards">
        {items.map((visit) => (
          <li key={visit.id}>
            <VisitCard visit={visit} />
          </li>
        ))}
      </ul>
      {pages > 1 && (
        <nav className="visits-pages">
          <button type="button" className="button" disabled={page === 1} onClick={() => setPage(page - 1)}>
            {t('pages.before')}
          </button>
          <span>{t('pages.of', { page, pages })}</span>
          <button
            type="button"
            className="button"
            disabled={page === pages}
            onClick={() => setPage(page + 1)}
          >
            {t('pages.after')}
          </button>
        </nav>
      )}
    </>
  )
}

function VisitCard({ visit }: { visit: Visit }) {
  const { t } = useTranslation('visits')
  const { record, state, isOverdue, photos, answer } = visit
  return (
    <article className="card visit-card">
      <header>
        <strong>{visit.orgName}</strong>
        <span className={`pill ${isOverdue ? TONES.overdue : TONES[state]}`}>
          {t(isOverdue ? 'overdue' : `state.${state}`)}
        </span>
      </header>
      <p className="visits-quiet">
        {record.day} · {visit.visitorName} · {t(`purpose.${record.purpose}`)}
        {record.companions && ` · ${t('others.with', { names: record.companions })}`}
      </p>
      {record.note && <p className="visit-text">{record.note}</p>}
      <Observed visit={visit} />
      {record.advice && (
        <div className="visit-said">
          <h3>{t('field.advice')}</h3>
          <p className="visit-text">{record.advice}</p>
        </div>
      )}
      {record.followUp && (
        <div className="visit-said">
          <h3>
            {t('field.followUp')}
            {record.followUpDue && ` · ${t('others.due', { day: record.followUpDue })}`}
          </h3>
          <p className="visit-text">{record.followUp}</p>
        </div>
      )}
      {photos.length > 0 && (
        <ul className="visit-strip">
          {photos.map(({ id }) => (
            <li key={id}>
              <a
                href={urlOf(getVisitPhoto.path, { id: visit.id, photoId: id })}
                target="_blank"
                rel="noreferrer"
              >
                <img
                  src={urlOf(getVisitPhoto.path, { id: visit.id, photoId: id })}
                  alt={t('photos.one')}
                  loading="lazy"
                />
              </a>
            </li>
          ))}
        </ul>
      )}
      {answer !== null && (
        <div className="visit-said visit-said-answer">
          <h3>
            {t('answer.title')} · {visit.answeredByName}
          </h3>
          <p className="visit-text">{answer}</p>
        </div>
      )}
      {visit.can.answer && <AnswerForm visit={visit} />}
    </article>
  )
}

function Observed({ visit: { record } }: { visit: Visit }) {
  const { t } = useTranslation('visits')
  const { t: common } = useTranslation()
  if (record.lessons.length === 0) return null
  return (
    <div className="visit-said">
      <h3>{t('part.lessons')}</h3>
      <ul className="visit-observed">
        {record.lessons.map((lesson) => (
          <li key={lesson.id}>
            <b>
              {[lesson.className, lesson.subject && common(`subject.${lesson.subject}`), lesson.topic]
                .filter(Boolean)
                .join(' · ')}
            </b>{' '}
            {lesson.teacherName}
            {lesson.scores && <span className="visits-quiet"> · {lesson.scores}</span>}
            {lesson.remark && <p className="visit-text">{lesson.remark}</p>}
          </li>
        ))}
      </ul>
    </div>
  )
}

function AnswerForm({ visit }: { visit: Visit }) {
  const { t } = useTranslation('visits')
  const [text, setText] = useState('')
  const field = useId()
  const answering = useAction(answerVisit, [listVisits])
  return (
    <form
      className="visit-answer-form"
      onSubmit={(event) => {
        event.preventDefault()
        answering.mutate({ params: { id: visit.id }, body: { answer: text } })
      }}
    >
      <label htmlFor={field}>{t('answer.ask')}</label>
      <textarea
        id={field}
        rows={3}
        maxLength={2000}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {answering.error && <ErrorNotice error={answering.error} />}
      <button
        type="submit"
        className="button button-primary button-big"
        disabled={text.trim().length < 2 || answering.isPending}
      >
        {t('answer.send')}
      </button>
    </form>
  )
}
