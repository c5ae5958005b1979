import './player.css'
import {
  inkOf,
  RoomThen,
  shownKey,
  type InkSpan,
  type Replay,
  type ReplayPage,
  type ReplayStream,
} from '@tongke/contract'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { isPlayed } from '../../live/replay/active.rules.ts'
import type { ReplayPlayer } from '../../live/replay/replay-player.ts'
import { PageSheet } from './page-sheet.tsx'
import { usePageWords } from './page-words.ts'
import { StreamView } from './stream-view.tsx'
import { usePlayerState } from './use-player.ts'
import { Watermark } from './watermark.tsx'

const covers = ({ pieces }: ReplayStream, at: number): boolean =>
  pieces.some((piece) => piece.at <= at && at < piece.at + piece.playMs + 400)

/** The room as it was: pages or the shared screen large, the lecturer and whoever is on stage beside them. */
export function ReplayStage({ replay, player }: { replay: Replay; player: ReplayPlayer }) {
  const { t } = useTranslation('replay')
  const { at, waiting, playing, fault } = usePlayerState(player)
  const then = useMemo(() => new RoomThen(replay.lessonId, replay.plan, replay.events), [replay])
  const ink = useMemo(() => inkOf(replay.events), [replay])
  const key = shownKey(then.at(at))
  const page = replay.pages.find((one) => one.key === key)
  const stage = replay.stages.find(({ from, to }) => from <= at && at < to)
  const isSeen = (stream: ReplayStream) => isPlayed(stream, replay, at) && covers(stream, at)
  const screens = replay.streams.filter(({ source }) => source === 'screen')
  const screen = screens.find(isSeen)
  const people = replay.streams.filter(({ source }) => source === 'camera')
  const lecturers = people.filter(({ legId }) => legId === null)
  const classes = people.filter(({ legId }) => legId !== null)
  const hasBoard = replay.pages.length > 0 || screens.length > 0
  return (
    <div className="replay-stage" data-board={hasBoard} data-on-stage={stage !== undefined}>
      {hasBoard && (
        <div className="replay-board" data-testid="replay-board" data-key={key ?? ''}>
          {screens.map((stream) => (
            <StreamView
              key={stream.id}
              player={player}
              stream={stream}
              label={t('screen')}
              shown={stream === screen}
            />
          ))}
          {!screen &&
            (page ? <PageThen key={page.key} page={page} ink={ink} at={at} /> : <p>{t('noPage')}</p>)}
        </div>
      )}
      <div className="replay-people">
        <figure>
          {lecturers.map((stream) => (
            <StreamView
              key={stream.id}
              player={player}
              stream={stream}
              label={replay.lecturerName}
              shown={stream === lecturers.find(isSeen)}
            />
          ))}
          {!lecturers.some((stream) => stream.hasVideo && isSeen(stream)) && (
            <p className="replay-absent">{t('lecturerAbsent')}</p>
          )}
          <figcaption>
            {replay.lecturerName} <small>{replay.lectureOrgName}</small>
          </figcaption>
        </figure>
        <figure className="replay-onstage" hidden={!stage}>
          {classes.map((stream) => (
            <StreamView
              key={stream.id}
              player={player}
              stream={stream}
              label={stage?.className ?? ''}
              shown={stream.legId === stage?.legId && isSeen(stream)}
            />
          ))}
          <figcaption>
            {t('onStage')} {stage?.orgName} <small>{stage?.className}</small>
          </figcaption>
        </figure>
      </div>
      <Watermark name={replay.viewerName} />
      {playing && waiting && <p className="replay-wait">{t(fault ? 'fault' : 'waiting')}</p>}
      {!playing && (
        <button type="button" className="replay-start" onClick={() => player.play()} aria-label={t('play')}>
          <svg width="30" height="30" viewBox="0 0 24 24" aria-hidden="true">
            <path d="M7 4.500v15l12-7.500z" fill="currentColor" />
          </svg>
        </button>
      )}
    </div>
  )
}

function PageThen({ page, ink, at }: { page: ReplayPage; ink: readonly InkSpan[]; at: number }) {
  const { t } = useTranslation('replay')
  const words = usePageWords()
  if (page.kind !== 'textbook')
    return <PageSheet surface={page.key} image={page.image} alt={words(page)} ink={ink} at={at} />
  return (
    <div className="replay-textbook">
      <strong>{words(page)}</strong>
      <span>{t('textbookHint')}</span>
    </div>
  )
}
