import type { VisitRecord } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../../components/plain/error-words.tsx'
import { ApiError } from '../../../lib/api-error.ts'
import { waits, type VisitBook, type VisitBookView } from '../../../live/visits/visit-book.ts'
import type { HeldVisit } from '../../../live/visits/visit-shelf.ts'
import { LessonsField } from './lessons-field.tsx'
import { Area, Field } from './fields.tsx'
import { Photos } from './photos.tsx'
import { PurposeField } from './plan-dialog.tsx'
import { SchoolField } from './school-field.tsx'
import { TONES, schoolName, stateOf } from './visit-words.ts'

interface Props {
  book: VisitBook
  view: VisitBookView
  held: HeldVisit
  onLeave: () => void
}

/** One visit, from its plan to the school's answer. There is no button to save: everything is kept as it is typed. */
export function VisitEditor({ book, view, held, onLeave }: Props) {
  const { t } = useTranslation('visits')
  const { record } = held
  const state = stateOf(held)
  const change = (part: Partial<VisitRecord>) => book.change(held.id, part)
  return (
    <div className="visits visit-edit">
      <header className="visits-head">
        <div>
          <button type="button" className="visit-back" onClick={onLeave}>
            ‹ {t('back')}
          </button>
          <h1>{schoolName(held, view) || t('title')}</h1>
          <p className="visits-quiet">
            <span className={`pill ${TONES[state]}`}>{t(`state.${state}`)}</span> {record.day}
          </p>
        </div>
        <SavedMark held={held} view={view} />
      </header>
      <Problem view={view} id={held.id} />
      {held.visit?.isMerged && <p className="notice notice-warn">{t('merged')}</p>}
      {held.visit?.answer && (
        <section className="card visit-part visit-part-wide">
          <h2>{t('answer.title')}</h2>
          <p className="visit-text">{held.visit.answer}</p>
          <p className="visits-quiet">{held.visit.answeredByName}</p>
        </section>
      )}
      <div className="visit-sheets">
        <section className="card visit-part">
          <h2>{t('part.plan')}</h2>
          {view.frame && (
            <SchoolField
              schools={view.frame.schools}
              value={record.orgId}
              onChange={(orgId) => orgId !== '' && change({ orgId })}
            />
          )}
          <Field label={t('field.day')}>
            {(id) => (
              <input
                id={id}
                type="date"
                value={record.day}
                onChange={(event) => event.target.value !== '' && change({ day: event.target.value })}
              />
            )}
          </Field>
          <PurposeField value={record.purpose} onChange={(purpose) => change({ purpose })} />
          <Area label={t('field.note')} value={record.note} max={500} onChange={(note) => change({ note })} />
          <Field label={t('field.companions')}>
            {(id) => (
              <input
                id={id}
                maxLength={200}
                value={record.companions}
                onChange={(event) => change({ companions: event.target.value })}
              />
            )}
          </Field>
        </section>
        <section className="card visit-part">
          <h2>{t('part.lessons')}</h2>
          <LessonsField lessons={record.lessons} onChange={(lessons) => change({ lessons })} />
        </section>
        <section className="card visit-part">
          <h2>{t('part.advice')}</h2>
          <Area
            label={t('field.advice')}
            value={record.advice}
            max={5000}
            rows={6}
            onChange={(advice) => change({ advice })}
          />
          <Area
            label={t('field.followUp')}
            value={record.followUp}
            max={2000}
            onChange={(followUp) => change({ followUp })}
          />
          <Field label={t('field.followUpDue')}>
            {(id) => (
              <input
                id={id}
                type="date"
                value={record.followUpDue ?? ''}
                onChange={(event) => change({ followUpDue: event.target.value || null })}
              />
            )}
          </Field>
        </section>
        <section className="card visit-part">
          <h2>{t('part.photos')}</h2>
          <Photos book={book} view={view} held={held} />
        </section>
      </div>
      <footer className="visit-foot">
        {state === 'PLANNED' && (
          <>
            <button
              type="button"
              className="button button-primary button-big"
              onClick={() => change({ isDone: true })}
            >
              {t('done')}
            </button>
            <button
              type="button"
              className="button button-big"
              onClick={() => {
                if (!window.confirm(t('removeSure'))) return
                book.remove(held.id)
                onLeave()
              }}
            >
              {t('remove')}
            </button>
          </>
        )}
        <p className="visits-quiet">{t(state === 'PLANNED' ? 'doneHint' : 'doneAlready')}</p>
      </footer>
    </div>
  )
}

function SavedMark({ held, view }: { held: HeldVisit; view: VisitBookView }) {
  const { t } = useTranslation('visits')
  const isHere = waits(held) || view.photos.some(({ visitId }) => visitId === held.id)
  const words = isHere ? (view.isAway ? 'savedHere' : 'saving') : 'saved'
  return (
    <span className={`pill ${isHere ? 'pill-warn' : 'pill-ok'}`} role="status">
      {t(words)}
    </span>
  )
}

function Problem({ view, id }: { view: VisitBookView; id: string }) {
  const { t } = useTranslation('visits')
  const text = useErrorText()
  const code = view.problems[id]
  if (!code) return null
  return (
    <p className="notice" role="alert">
      {t('problem')} {text(new ApiError(code, 422))}
    </p>
  )
}
