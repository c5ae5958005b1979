import type { Deck } from '@tongke/contract'

/** A stroke a command names, as far as it is there: who drew it (null: the lecturer), and whether it is erased. */
export interface StrokeFact {
  readonly id: string
  readonly surface: string
  readonly legId: string | null
  readonly erased: boolean
}

/** What the rules of slides and boards must know beside the state. */
export interface BoardFacts {
  /** The deck a command chooses: null when the lesson has none, `working` while its pages are being drawn. */
  readonly deck: Deck | 'working' | null
  /** Those that a command draws or erases and that were drawn before. */
  readonly strokes: readonly StrokeFact[]
  /** The last stroke of the actor that is on the surface. */
  readonly lastOwn: string | null
  /** Revision of the last clearing of the surface that was not taken back. */
  readonly lastClear: number | null
  /** Something lies on the surface. */
  readonly isInked: boolean
}

export const NO_BOARD_FACTS: BoardFacts = {
  deck: null,
  strokes: [],
  lastOwn: null,
  lastClear: null,
  isInked: false,
}
