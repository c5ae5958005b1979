import { getReplay, quizzesOf, type Replay } from '@tongke/contract'
import { replaceEqualDeep, useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams, useSearchParams } from 'react-router'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { ErrorPanel, useErrorText } from '../../../components/plain/error-words.tsx'
import { Skeleton } from '../../../components/plain/skeleton.tsx'
import { useTitle } from '../../../components/plain/use-title.ts'
import { paths } from '../../../config/paths.ts'
import { call } from '../../../lib/api.ts'
import { ApiError } from '../../../lib/api-error.ts'
import { dateOf, timeOf } from '../../../lib/time.ts'
import type { ReplayPlayer } from '../../../live/replay/replay-player.ts'
import { ClipDialog } from '../clips/clip-dialog.tsx'
import { ClipList } from '../clips/clip-list.tsx'
import { KeepPanel } from '../keeping/keep-panel.tsx'
import { ReplayBar } from '../../../components/replay/replay-bar.tsx'
import { ReplayChapters } from './replay-chapters.tsx'
import { ReplayNotes } from './replay-notes.tsx'
import { ReplayQuizzes } from './replay-quizzes.tsx'
import { useReplayNotes } from './use-replay-notes.ts'
import { ReplayStage } from '../../../components/replay/replay-stage.tsx'
import { useReplayKeys } from '../../../components/replay/use-replay-keys.ts'
import { useReplayPlayer } from '../../../components/replay/use-player.ts'
import './replay.css'

const GROWING_MS = 4_000

/** What is said in place of a replay that is not there. */
const ABSENT = ['recording.none', 'recording.deleted', 'recording.state', 'not_found'] as const

/** A recorded lesson as it was: picture, sound, pages and ink on one clock. */
export function ReplayPage() {
  const { id = '' } = useParams()
  // Each look is written down, so nothing asks again by itself but for a recording whose end is still on its way.
  const replay = useQuery<Replay, ApiError>({
    queryKey: ['replay', id],
    queryFn: ({ signal }) => call(getReplay, { params: { id } }, signal),
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    retry: false,
    // Asked again it is the same look: nothing begins anew unless pieces have come.
    structuralSharing: (before, now) => goOnLooking(before as Replay | undefined, now as Replay),
    refetchInterval: ({ state }) =>
      state.data?.isGrowing || state.error?.code === 'recording.state' ? GROWING_MS : false,
  })
  if (replay.data) return <Loaded replay={replay.data} onChanged={() => void replay.refetch()} />
  const code = ABSENT.find((one) => one === replay.error?.code)
  if (code) return <Absent lessonId={id} code={code} />
  if (replay.error) return <ErrorPanel error={replay.error} onRetry={() => void replay.refetch()} />
  return <Skeleton lines={10} />
}

const goOnLooking = (before: Replay | undefined, now: Replay): Replay =>
  before?.recordingId === now.recordingId ? replaceEqualDeep(before, { ...now, viewId: before.viewId }) : now

function Absent({ lessonId, code }: { lessonId: string; code: (typeof ABSENT)[number] }) {
  const { t } = useTranslation('replay')
  const text = useErrorText()
  return (
    <BlankState
      title={t(code === 'recording.state' ? 'notYet' : 'absent')}
      hint={text(new ApiError(code, 0))}
      action={
        <Link className="button" to={paths.lesson(lessonId)}>
          {t('toLesson')}
        </Link>
      }
    />
  )
}

function Loaded({ replay, onChanged }: { replay: Replay; onChanged: () => void }) {
  const player = useReplayPlayer(replay)
  return player ? <Playing replay={replay} player={player} onChanged={onChanged} /> : <Skeleton lines={10} />
}

function useFullscreen(frame: RefObject<HTMLDivElement | null>): () => void {
  return useCallback(
    () =>
      void (
        document.fullscreenElement ? document.exitFullscreen() : frame.current?.requestFullscreen()
      )?.catch(() => undefined),
    [frame],
  )
}

interface Props {
  replay: Replay
  player: ReplayPlayer
  onChanged: () => void
}

function Playing({ replay, player, onChanged }: Props) {
  const { t } = useTranslation('replay')
  const frame = useRef<HTMLDivElement>(null)
  const full = useFullscreen(frame)
  const [clipping, setClipping] = useState(false)
  const asked = useMemo(() => quizzesOf(replay.events), [replay])
  const [openId, setOpenId] = useState<string | null>(null)
  const { book, view, notes } = useReplayNotes(replay)
  const noted = useMemo(
    () =>
      book
        ? {
            ...replay,
            notes: notes.map(({ lessonMs, ...note }) => ({
              ...note,
              at: lessonMs ?? 0,
              tags: [...note.tags],
            })),
          }
        : replay,
    [replay, book, notes],
  )
  const [params] = useSearchParams()
  const from = Number(params.get('t') ?? 0)
  useReplayKeys(player, replay, full)
  useTitle(t('tab', { title: replay.title }))
  useEffect(() => {
    if (Number.isFinite(from) && from > 0) player.seek(from * 1000)
  }, [player, from])
  return (
    <div className="replay">
      <header className="replay-head">
        <p className="crumb">
          <Link to={paths.lesson(replay.lessonId)}>{t('toLesson')}</Link>
        </p>
        <div>
          <h1>{replay.title}</h1>
          <p>
            {replay.lecturerName} · {replay.lectureOrgName} · {dateOf(replay.startedAt)}{' '}
            {timeOf(replay.startedAt)}
          </p>
        </div>
        {replay.can.clip && (
          <button type="button" className="button button-primary" onClick={() => setClipping(true)}>
            {t('clip.open')}
          </button>
        )}
      </header>
      {replay.isGrowing && <p className="notice notice-warn">{t('growing')}</p>}
      <div className="replay-body">
        <div className="replay-main">
          <div className="replay-player" ref={frame} data-testid="replay-player">
            <ReplayStage replay={replay} player={player} />
            <ReplayBar replay={noted} player={player} asked={asked} onAsked={setOpenId} onFull={full} />
          </div>
          {book && <ReplayNotes book={book} view={view} notes={notes} player={player} />}
        </div>
        <div className="replay-side">
          <ReplayChapters replay={replay} player={player} />
          <ReplayQuizzes replay={replay} player={player} asked={asked} openId={openId} onOpen={setOpenId} />
        </div>
      </div>
      <p className="replay-keys">{t('keys')}</p>
      {replay.can.clip && <ClipList recordingId={replay.recordingId} />}
      <KeepPanel replay={replay} onChanged={onChanged} />
      {clipping && <ClipDialog replay={replay} player={player} onClose={() => setClipping(false)} />}
    </div>
  )
}
