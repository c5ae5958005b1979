import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { VisitState } from '@tongke/contract'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { waits, type VisitBook, type VisitBookView } from '../../../live/visits/visit-book.ts'
import type { HeldVisit } from '../../../live/visits/visit-shelf.ts'
import { PlanDialog } from './plan-dialog.tsx'
import { TONES, dayHere, schoolName, stateOf } from './visit-words.ts'

const GROUPS: readonly VisitState[] = ['PLANNED', 'DONE', 'FOLLOWED']

interface Props {
  book: VisitBook
  view: VisitBookView
  onOpen: (id: string) => void
}

/** My own visits: what is to be made, what waits for the school, what is settled. */
export function MyVisits({ book, view, onOpen }: Props) {
  const { t } = useTranslation('visits')
  const [planning, setPlanning] = useState(false)
  const shown = view.visits.filter(({ removed }) => !removed)
  return (
    <>
      <button
        type="button"
        className="button button-primary button-big visits-new"
        onClick={() => setPlanning(true)}
        disabled={!view.frame}
      >
        {t('plan.new')}
      </button>
      {shown.length === 0 && <BlankState title={t('empty')} hint={t('emptyHint')} />}
      <div className="visits-groups">
        {GROUPS.map((state) => (
          <Group key={state} state={state} view={view} visits={shown} onOpen={onOpen} />
        ))}
      </div>
      {planning && view.frame && (
        <PlanDialog
          schools={view.frame.schools}
          onClose={() => setPlanning(false)}
          onPlan={(record) => onOpen(book.plan(record))}
        />
      )}
    </>
  )
}

interface GroupProps {
  state: VisitState
  view: VisitBookView
  visits: readonly HeldVisit[]
  onOpen: (id: string) => void
}

function Group({ state, view, visits, onOpen }: GroupProps) {
  const { t } = useTranslation('visits')
  const later = (one: HeldVisit, other: HeldVisit) => (one.record.day < other.record.day ? 1 : -1)
  const mine = visits.filter((held) => stateOf(held) === state).toSorted(later)
  if (mine.length === 0) return null
  return (
    <section>
      <h2>
        {t(`state.${state}`)} <span className="visits-quiet">{mine.length}</span>
      </h2>
      <ul className="visit-rows">
        {(state === 'PLANNED' ? mine.toReversed() : mine).map((held) => (
          <li key={held.id}>
            <button type="button" className="card visit-row" onClick={() => onOpen(held.id)}>
              <Row held={held} view={view} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Row({ held, view }: { held: HeldVisit; view: VisitBookView }) {
  const { t } = useTranslation('visits')
  const { record } = held
  const isOverdue =
    stateOf(held) === 'DONE' && record.followUp !== '' && (record.followUpDue ?? '9') < dayHere()
  const photos =
    (held.visit?.photos.length ?? 0) + view.photos.filter((one) => one.visitId === held.id).length
  return (
    <>
      <span className="visit-row-head">
        <strong>{schoolName(held, view)}</strong>
        {isOverdue && <span className={`pill ${TONES.overdue}`}>{t('overdue')}</span>}
        {waits(held) && <span className="pill pill-warn">{t('waits')}</span>}
      </span>
      <span>
        {record.day} · {t(`purpose.${record.purpose}`)}
        {record.lessons.length > 0 && ` · ${t('lessons.count', { count: record.lessons.length })}`}
        {photos > 0 && ` · ${t('photos.count', { count: photos })}`}
      </span>
      {record.note && <span className="visits-quiet">{record.note}</span>}
      {held.visit?.answer && (
        <span className="visit-answer">{t('answered', { text: held.visit.answer })}</span>
      )}
    </>
  )
}
