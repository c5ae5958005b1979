import type { ApiError } from '../../../lib/api-error.ts'

/** How far one item is. */
export type Outcome =
  | { readonly state: 'busy' }
  | { readonly state: 'done'; readonly resourceId: string }
  | { readonly state: 'failed'; readonly error: ApiError }

export type Outcomes = ReadonlyMap<string, Outcome>

interface Tools {
  /** @throws ApiError */
  readonly importItem: (key: string) => Promise<{ resourceId: string }>
  readonly show: (outcomes: Outcomes) => void
  readonly signal: AbortSignal
}

/** Refusals of one item; anything else (no line, signed out, no room) would meet the next one as well. */
const OF_ITEM = /^(package\.item|resource\.|node\.unknown|file\.|not_found|conflict\.)/

/**
 * Items one after another: a thin line carries one request well, and what is done stays done. Stops after the item in
 * hand when told, and by itself when nothing more can work.
 * @returns how many became drafts
 */
export async function runImport(
  keys: readonly string[],
  { importItem, show, signal }: Tools,
): Promise<number> {
  const outcomes = new Map<string, Outcome>()
  const tell = (key: string, outcome: Outcome) => {
    outcomes.set(key, outcome)
    show(new Map(outcomes))
  }
  let count = 0
  for (const key of keys) {
    if (signal.aborted) break
    tell(key, { state: 'busy' })
    try {
      const { resourceId } = await importItem(key)
      count += 1
      tell(key, { state: 'done', resourceId })
    } catch (error) {
      tell(key, { state: 'failed', error: error as ApiError })
      if (!OF_ITEM.test((error as ApiError).code)) break
    }
  }
  return count
}
