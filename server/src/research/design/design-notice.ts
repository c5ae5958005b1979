import type { DesignNews } from '@tongke/contract'

/** Topic of a saved update. */
export const DESIGN_SAVED = 'design.saved'
/** Topic of everything about a design that is not in its document. */
export const DESIGN_NEWS = 'design.news'

/** What replicas hear after a commit. */
export interface SavedNotice {
  readonly designId: string
  readonly seq: number
  /** Number of updates up to `seq`, and all of them as one, base64; null: too large for a notice, ask the log. */
  readonly count: number
  readonly update: string | null
}

export type NewsNotice = DesignNews

/** Postgres takes less than 8 kB. */
export const NOTICE_BYTES = 5_000
