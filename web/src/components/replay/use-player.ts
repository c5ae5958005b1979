import { getReplayPiece, type Replay } from '@tongke/contract'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { urlOf } from '../../lib/api-url.ts'
import { ReplayPlayer, type PlayerState } from '../../live/replay/replay-player.ts'

const fetcher =
  ({ recordingId, viewId }: Replay) =>
  async (streamId: string, number: number, signal: AbortSignal): Promise<ArrayBuffer> => {
    const url = urlOf(getReplayPiece.path, { id: recordingId, streamId, number }, { view: viewId })
    const answer = await fetch(url, { credentials: 'same-origin', signal })
    if (!answer.ok) throw new Error(`A piece was answered with ${answer.status}`)
    return answer.arrayBuffer()
  }

/** The player of this replay; a new look at the same recording is a new one. */
export function useReplayPlayer(replay: Replay): ReplayPlayer | null {
  const [player, setPlayer] = useState<ReplayPlayer | null>(null)
  useEffect(() => {
    const made = new ReplayPlayer(replay, fetcher(replay))
    setPlayer(made)
    return () => made.close()
  }, [replay])
  return player
}

export const usePlayerState = (player: ReplayPlayer): PlayerState =>
  useSyncExternalStore(player.state.subscribe, player.state.get)

/** One part of the state, for what need not change ten times a second. */
export const usePlayerPart = <T>(player: ReplayPlayer, part: (state: PlayerState) => T): T =>
  useSyncExternalStore(player.state.subscribe, () => part(player.state.get()))
