import './evidence.css'
import { getEvidence, type Evidence, type EvidenceMark, type Replay } from '@tongke/contract'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams, useSearchParams } from 'react-router'
import { BlankState } from '../../../../components/plain/blank-state.tsx'
import { ErrorPanel } from '../../../../components/plain/error-words.tsx'
import { Skeleton } from '../../../../components/plain/skeleton.tsx'
import { useTitle } from '../../../../components/plain/use-title.ts'
import { ReplayBar } from '../../../../components/replay/replay-bar.tsx'
import { ReplayStage } from '../../../../components/replay/replay-stage.tsx'
import { useReplayPlayer } from '../../../../components/replay/use-player.ts'
import { paths } from '../../../../config/paths.ts'
import { useMe } from '../../../../lib/me.ts'
import { useEndpoint } from '../../../../lib/query.ts'
import type { ReplayPlayer } from '../../../../live/replay/replay-player.ts'
import { useReplay } from '../use-replay.ts'
import { DebriefBar } from './debrief-bar.tsx'
import { FilterBar } from './filter-bar.tsx'
import { lanesByFacet, lanesByPerson, shownMarks, type Filter } from './lanes.rules.ts'
import { Moments } from './moments.tsx'
import { EvidenceFigures } from './summary.tsx'
import { EvidenceTimeline } from './timeline.tsx'
import { useDebriefClient, useFollowing, useLeading } from './use-debrief.ts'
import { usePlace } from './use-place.ts'

const REFRESH_MS = 20_000
const NOTHING = () => undefined
const ALL: Filter = { sheets: new Set(), facets: new Set() }

/** 议课: the replay with all observers' marks on one clock. */
export function EvidencePage() {
  const { t } = useTranslation('observation')
  const { id = '' } = useParams()
  const [query, setQuery] = useSearchParams()
  const lessonId = query.get('lesson') ?? undefined
  const evidence = useEndpoint(
    getEvidence,
    { params: { id }, query: { lessonId } },
    { refetchInterval: REFRESH_MS },
  )
  useTitle(t('evidence.title'))
  const data = evidence.data?.sessionId === id ? evidence.data : undefined
  if (evidence.error && !data)
    return <ErrorPanel error={evidence.error} onRetry={() => void evidence.refetch()} />
  if (!data) return <Skeleton lines={10} />
  return (
    <div className="evidence">
      <header className="evidence-head">
        <p className="crumb">
          <Link to={paths.researchSession(id)}>{t('toSession')}</Link>
        </p>
        <h1>{data.theme}</h1>
        <Link className="button" to={paths.observeSession(id, data.lessonId ?? undefined)}>
          {t('evidence.observe')}
        </Link>
      </header>
      {data.lessons.length > 1 && (
        <nav className="evidence-lessons" aria-label={t('evidence.lessons')}>
          {data.lessons.map((lesson) => (
            <button
              key={lesson.id}
              type="button"
              aria-current={lesson.id === data.lessonId}
              onClick={() => setQuery({ lesson: lesson.id })}
            >
              {lesson.title} <small>{lesson.lecturerName}</small>
            </button>
          ))}
        </nav>
      )}
      <OfLesson
        key={data.lessonId}
        evidence={data}
        onLesson={(next) => next !== data.lessonId && setQuery({ lesson: next })}
      />
    </div>
  )
}

interface OfProps {
  evidence: Evidence
  onLesson: (lessonId: string) => void
}

function OfLesson({ evidence, onLesson }: OfProps) {
  const { t } = useTranslation('observation')
  const lesson = evidence.lessons.find(({ id }) => id === evidence.lessonId)
  if (!lesson) return <BlankState title={t('start.noLesson')} hint={t('start.noLessonHint')} />
  return lesson.hasReplay ? (
    <WithReplay evidence={evidence} lessonId={lesson.id} onLesson={onLesson} />
  ) : (
    <Looking evidence={evidence} replay={null} player={null} onLesson={onLesson} />
  )
}

function WithReplay({ evidence, lessonId, onLesson }: OfProps & { lessonId: string }) {
  const replay = useReplay(lessonId)
  if (replay.data) return <WithPlayer evidence={evidence} replay={replay.data} onLesson={onLesson} />
  if (replay.error) return <Looking evidence={evidence} replay={null} player={null} onLesson={onLesson} />
  return <Skeleton lines={10} />
}

function WithPlayer({ evidence, replay, onLesson }: OfProps & { replay: Replay }) {
  const player = useReplayPlayer(replay)
  return player ? (
    <Looking evidence={evidence} replay={replay} player={player} onLesson={onLesson} />
  ) : (
    <Skeleton lines={10} />
  )
}

interface LookingProps extends OfProps {
  replay: Replay | null
  player: ReplayPlayer | null
}

/** Who leads and who goes along. */
function useDebrief({ evidence, player, onLesson }: LookingProps) {
  const me = useMe()
  const { client, view } = useDebriefClient(evidence.sessionId)
  const [wantsLead, setWantsLead] = useState(false)
  const [isFollowing, setFollowing] = useState(true)
  const lessonId = evidence.lessonId ?? ''
  const { durationMs } = evidence
  const name = me.data?.name
  // Somebody else took over: one leads at a time.
  const isLeading = wantsLead && (view.state === null || !view.state.leading || view.state.byName === name)
  const led = view.state?.leading === true && !isLeading ? view.state : null
  useFollowing({ client, player, lessonId, durationMs }, isFollowing && led !== null)
  useLeading({ client, player, lessonId, durationMs }, isLeading)
  useEffect(() => {
    if (led?.lessonId && isFollowing) onLesson(led.lessonId)
  }, [led?.lessonId, isFollowing, onLesson])
  const lead = (on: boolean) => {
    setWantsLead(on)
    if (!on && player) {
      const { at } = player.state.get()
      void client?.steer({ lessonId, at, playing: false, leading: false }).catch(NOTHING)
    }
  }
  return { view, isLeading, isFollowing, lead, setFollowing }
}

function Looking(props: LookingProps) {
  const { t } = useTranslation('observation')
  const { evidence, replay, player } = props
  const [filter, setFilter] = useState<Filter>(ALL)
  const [by, setBy] = useState<'person' | 'facet'>('person')
  const at = usePlace(player)
  const debrief = useDebrief(props)
  const isHeld = evidence.lessons.some(({ id, startedAt }) => id === evidence.lessonId && startedAt !== null)
  const marks = useMemo(() => shownMarks(evidence.marks, filter), [evidence.marks, filter])
  const lanes = by === 'person' ? lanesByPerson(evidence, marks) : lanesByFacet(marks)
  const jump = ({ place }: EvidenceMark) => {
    // A little earlier: one sees how it came to that.
    player?.seek(Math.max(0, place - 3_000))
    player?.play()
  }
  return (
    <>
      <DebriefBar
        view={debrief.view}
        isLeading={debrief.isLeading}
        isFollowing={debrief.isFollowing}
        canLead={player !== null}
        onLead={debrief.lead}
        onFollow={debrief.setFollowing}
      />
      <div className="evidence-body" data-player={player !== null}>
        {replay && player && (
          <div className="replay-player" data-testid="replay-player">
            <ReplayStage replay={replay} player={player} />
            <ReplayBar replay={replay} player={player} asked={[]} onAsked={NOTHING} onFull={NOTHING} />
          </div>
        )}
        {evidence.sheets.length > 0 && <Moments evidence={evidence} marks={marks} at={at} onJump={jump} />}
      </div>
      {evidence.sheets.length === 0 ? (
        <div className="card">
          <BlankState
            title={t(isHeld ? 'evidence.none' : 'evidence.notHeld')}
            hint={t(isHeld ? 'evidence.noneHint' : 'evidence.notHeldHint')}
          />
        </div>
      ) : (
        <section className="card evidence-lanes" aria-label={t('evidence.timeline')}>
          <FilterBar evidence={evidence} filter={filter} onFilter={setFilter} by={by} onBy={setBy} />
          <EvidenceTimeline evidence={evidence} lanes={lanes} by={by} at={at} onJump={jump} />
          {evidence.missing.length > 0 && (
            <p className="quiet">{t('evidence.missing', { names: evidence.missing.join(t('comma')) })}</p>
          )}
        </section>
      )}
      {isHeld && evidence.summary && <EvidenceFigures summary={evidence.summary} />}
    </>
  )
}
