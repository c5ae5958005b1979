import { DesignDetail, Id } from '@tongke/contract'
import { useEffect, useState } from 'react'
import { z } from 'zod'
import { shelf } from './use-design.ts'

const Kept = z.object({ personId: Id, detail: DesignDetail })
export type KeptPage = z.infer<typeof Kept>

/**
 * What this device knows of a design's page from the last time; undefined while it is looked for, null when there is nothing. Whoever
 * is signed in gets only what they kept themselves.
 */
export function useKeptPage(
  designId: string,
  personId: string | undefined,
  fresh: DesignDetail | undefined,
): KeptPage | null | undefined {
  const [kept, setKept] = useState<KeptPage | null>()
  useEffect(() => {
    let isGone = false
    const take = (page: unknown) => {
      const parsed = Kept.safeParse(page)
      if (!isGone) setKept(parsed.success ? parsed.data : null)
    }
    shelf.page(designId).then(take, () => take(null))
    return () => {
      isGone = true
    }
  }, [designId])
  useEffect(() => {
    if (fresh && personId) void shelf.keepPage(designId, { personId, detail: fresh }).catch(() => undefined)
  }, [designId, personId, fresh])
  return kept && personId !== undefined && kept.personId !== personId ? null : kept
}
