import type { Replay } from '@tongke/contract'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../../../components/plain/error-words.tsx'
import { Skeleton } from '../../../../components/plain/skeleton.tsx'
import { ReplayBar } from '../../../../components/replay/replay-bar.tsx'
import { ReplayStage } from '../../../../components/replay/replay-stage.tsx'
import { useReplayPlayer } from '../../../../components/replay/use-player.ts'
import { useReplay } from '../use-replay.ts'

const NOTHING = () => undefined

function Player({ replay, onPlace }: { replay: Replay; onPlace: (place: (() => number) | null) => void }) {
  const player = useReplayPlayer(replay)
  useEffect(() => {
    if (!player) return
    onPlace(() => player.state.get().at)
    return () => onPlace(null)
  }, [player, onPlace])
  if (!player) return <Skeleton lines={8} />
  return (
    <div className="replay-player" data-testid="observed-replay">
      <ReplayStage replay={replay} player={player} />
      <ReplayBar replay={replay} player={player} asked={[]} onAsked={NOTHING} onFull={NOTHING} />
    </div>
  )
}

/** The replay beside the pad: marks belong to the place that is shown. */
export default function ReplaySide({
  lessonId,
  onPlace,
}: {
  lessonId: string
  onPlace: (place: (() => number) | null) => void
}) {
  const { t } = useTranslation('observation')
  const replay = useReplay(lessonId)
  if (replay.data) return <Player replay={replay.data} onPlace={onPlace} />
  if (replay.error) return <ErrorNotice error={replay.error} />
  return (
    <section aria-label={t('replay')}>
      <Skeleton lines={8} />
    </section>
  )
}
