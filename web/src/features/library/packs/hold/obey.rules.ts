import type { Pack } from '@tongke/contract'

interface HeldVersion {
  readonly version: number
  readonly withdrawn: readonly string[]
}

export type Duty =
  | { readonly kind: 'nothing' }
  /** The pack was changed: what is no longer in it must go, whatever else is new. */
  | { readonly kind: 'update' }
  /** Resources to stop playing; `comesBack`: others may be played again. */
  | { readonly kind: 'withdraw'; readonly withdrawn: readonly string[]; readonly comesBack: boolean }

/** What a computer that holds a pack owes to the portal's word about it. */
export function dutyOf(held: HeldVersion, pack: Pick<Pack, 'version' | 'state' | 'withdrawn'>): Duty {
  const withdrawn = pack.withdrawn.map(({ id }) => id)
  if (pack.version > held.version && pack.state === 'READY' && withdrawn.length === 0)
    return { kind: 'update' }
  const news = withdrawn.filter((id) => !held.withdrawn.includes(id))
  if (pack.version > held.version)
    return news.length > 0
      ? { kind: 'withdraw', withdrawn: [...held.withdrawn, ...news], comesBack: false }
      : { kind: 'nothing' }
  const comesBack = held.withdrawn.some((id) => !withdrawn.includes(id))
  return news.length > 0 || comesBack ? { kind: 'withdraw', withdrawn, comesBack } : { kind: 'nothing' }
}
