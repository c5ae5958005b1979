import { useSyncExternalStore } from 'react'
import type { ReplayPlayer } from '../../../../live/replay/replay-player.ts'

const nothing = () => () => undefined

/** Where the player is, to the second: lanes need not move ten times a second. Null: there is no player. */
export const usePlace = (player: ReplayPlayer | null): number | null =>
  useSyncExternalStore(player?.state.subscribe ?? nothing, () =>
    player ? Math.floor(player.state.get().at / 1000) * 1000 : null,
  )
