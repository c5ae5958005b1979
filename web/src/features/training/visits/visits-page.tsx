import '../../../components/plain/plain.css'
import './visits.css'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { Skeleton } from '../../../components/plain/skeleton.tsx'
import { useTitle } from '../../../components/plain/use-title.ts'
import { PATHS, paths } from '../../../config/paths.ts'
import { useMe } from '../../../lib/me.ts'
import { keepPerson, knownPerson } from '../../../lib/known-person.ts'
import { MyVisits } from './my-visits.tsx'
import { OthersVisits } from './others-visits.tsx'
import { useVisitBook } from './use-visit-book.ts'
import { VisitEditor } from './visit-editor.tsx'

const TABS = ['mine', 'school', 'all'] as const

/** Visits to schools: one's own, with or without a line, and those that others make. */
export function VisitsPage() {
  const { t } = useTranslation('visits')
  const me = useMe().data
  const person = me?.kind === 'person' ? { id: me.id, name: me.name } : knownPerson()
  useTitle(t('title'))
  useEffect(() => {
    if (me?.kind === 'person') keepPerson(me)
  }, [me])
  if (!person) return <BlankState title={t('nobody')} hint={t('nobodyHint')} />
  return <Visits key={person.id} person={person} isAlone={me === undefined} />
}

function Visits({ person, isAlone }: { person: { id: string; name: string }; isAlone: boolean }) {
  const { t } = useTranslation('visits')
  const { id } = useParams()
  const navigate = useNavigate()
  const [params, setParams] = useSearchParams()
  const { book, view } = useVisitBook(person.id)
  const { frame, isOpen, visits, isAway } = view
  const tabs = TABS.filter(
    (tab) =>
      (tab === 'mine' && (frame?.mayVisit || visits.length > 0)) ||
      (tab === 'school' && frame?.hasSchool) ||
      (tab === 'all' && frame?.seesAll),
  )
  const tab = tabs.find((one) => one === params.get('tab')) ?? tabs[0]
  const held = visits.find((one) => one.id === id && !one.removed)
  if (!book || !isOpen) return <Skeleton lines={8} />
  if (held)
    return (
      <VisitEditor
        key={held.id}
        book={book}
        view={view}
        held={held}
        onLeave={() => void navigate(PATHS.visits)}
      />
    )
  return (
    <div className="visits">
      <header className="visits-head">
        <div>
          <h1>{t('title')}</h1>
          <p className="visits-quiet">{t('note')}</p>
        </div>
      </header>
      {isAway && (
        <p className="notice notice-warn" role="status">
          {isAlone ? t('awayAs', { name: person.name }) : t('away')}
        </p>
      )}
      {tabs.length > 1 && (
        <nav className="visits-tabs" aria-label={t('title')}>
          {tabs.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={one === tab}
              onClick={() => setParams(one === tabs[0] ? {} : { tab: one }, { replace: true })}
            >
              {t(`tab.${one}`)}
            </button>
          ))}
        </nav>
      )}
      {frame === null && visits.length === 0 && !isAway && <Skeleton lines={6} />}
      {frame === null && visits.length === 0 && isAway && (
        <BlankState title={t('nothingHeld')} hint={t('nothingHeldHint')} />
      )}
      {frame !== null && tabs.length === 0 && <BlankState title={t('notYours')} hint={t('notYoursHint')} />}
      {tab === 'mine' && (
        <MyVisits book={book} view={view} onOpen={(visitId) => void navigate(paths.visit(visitId))} />
      )}
      {(tab === 'school' || tab === 'all') && <OthersVisits key={tab} scope={tab} />}
    </div>
  )
}
