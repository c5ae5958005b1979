import './observe.css'
import type { Observation } from '@tongke/contract'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams, useSearchParams } from 'react-router'
import { BlankState } from '../../../../components/plain/blank-state.tsx'
import { ErrorPanel } from '../../../../components/plain/error-words.tsx'
import { Opening } from '../../../../components/opening.tsx'
import { useTitle } from '../../../../components/plain/use-title.ts'
import { paths } from '../../../../config/paths.ts'
import { isApiError } from '../../../../lib/api-error.ts'
import type { KnownPerson } from '../../../../lib/known-person.ts'
import { keepOfflineShell } from '../../../../lib/offline-shell.ts'
import { Sheet } from './sheet.tsx'
import { StartCard } from './start-card.tsx'
import { useObservation } from './use-observation.ts'
import { useObserver } from './use-observer.ts'

/** 观课: a phone in one hand, or a PC beside the replay. It opens and goes on without a line. */
export function ObserveSessionPage() {
  const { t } = useTranslation('observation')
  const { id = '' } = useParams()
  const { who, isAway } = useObserver()
  useTitle(t('title'))
  useEffect(() => void keepOfflineShell(), [])
  if (who) return <Observing key={`${who.id}/${id}`} who={who} sessionId={id} />
  if (isAway) return <BlankState title={t('away')} hint={t('awayHint')} />
  return <Opening />
}

function Observing({ who, sessionId }: { who: KnownPerson; sessionId: string }) {
  const { t } = useTranslation('observation')
  const { observation, error, retry } = useObservation(who.id, sessionId)
  if (observation) return <Chosen who={who} observation={observation} />
  if (isApiError(error, 'offline')) return <BlankState title={t('away')} hint={t('awayHint')} />
  if (error) return <ErrorPanel error={error} onRetry={retry} />
  return <Opening />
}

function Chosen({ who, observation }: { who: KnownPerson; observation: Observation }) {
  const { t } = useTranslation('observation')
  const [query, setQuery] = useSearchParams()
  const lesson = observation.lessons.find(({ id }) => id === query.get('lesson'))
  const on = query.get('on') === 'replay' && lesson?.hasReplay ? 'replay' : 'live'
  if (lesson && observation.mayObserve)
    return (
      <Sheet
        key={lesson.id}
        who={who}
        observation={observation}
        lesson={lesson}
        on={on}
        onLeave={() => setQuery({})}
      />
    )
  return (
    <main className="observe observe-start">
      <header>
        <Link to={paths.researchSession(observation.sessionId)} className="observe-back">
          {t('toSession')}
        </Link>
        <h1>{observation.theme}</h1>
      </header>
      <StartCard
        observation={observation}
        onChoose={(lessonId, how) => setQuery({ lesson: lessonId, ...(how === 'replay' ? { on: how } : {}) })}
      />
    </main>
  )
}
