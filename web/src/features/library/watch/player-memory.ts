const STORED = 'tongke.player'

/** What a reader of this browser chose once for every video. */
export interface PlayerChoice {
  readonly speed: number
  /** No more than 360 lines, whatever the line could carry. */
  readonly lowData: boolean
  readonly subtitles: boolean
  readonly volume: number
}

export const SPEEDS = [0.75, 1, 1.25, 1.5, 2] as const
const FIRST: PlayerChoice = { speed: 1, lowData: false, subtitles: true, volume: 1 }

/** Storage may be forbidden, full or written by somebody else. */
export function rememberedChoice(storage: Pick<Storage, 'getItem'> = localStorage): PlayerChoice {
  try {
    const stored = JSON.parse(storage.getItem(STORED) ?? '{}') as Partial<PlayerChoice>
    return {
      speed: SPEEDS.find((speed) => speed === stored.speed) ?? FIRST.speed,
      lowData: stored.lowData === true,
      subtitles: stored.subtitles !== false,
      volume:
        typeof stored.volume === 'number' && stored.volume >= 0 && stored.volume <= 1 ? stored.volume : 1,
    }
  } catch {
    return FIRST
  }
}

export function rememberChoice(choice: PlayerChoice, storage: Pick<Storage, 'setItem'> = localStorage): void {
  try {
    storage.setItem(STORED, JSON.stringify(choice))
  } catch {
    // It is then chosen again next time.
  }
}
