import { getReplayPiece, type Replay } from '@tongke/contract'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
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

/** The player of this replay; a new look at the same recording is a new one, which goes on where the last one was. */
export function useReplayPlayer(replay: Replay): ReplayPlayer | null {
  const [player, setPlayer] = useState<ReplayPlayer | null>(null)
  const last = useRef<{ recordingId: string; player: ReplayPlayer } | null>(null)
  useEffect(() => {
    const { recordingId } = replay
    const before = last.current?.recordingId === recordingId ? last.current.player.state.get() : undefined
    const made = new ReplayPlayer(replay, fetcher(replay), before)
    last.current = { recordingId, player: made }
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
