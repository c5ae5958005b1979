export type IdentityKind = 'lecturer' | 'leg' | 'assistant' | 'member' | 'observer' | 'check'

export const kindOf = (identity: string): IdentityKind => identity.split(':', 1)[0] as IdentityKind

/** The listening class an identity sits in, null for lecturer and observers. */
export const legOf = (identity: string): string | null => {
  const kind = kindOf(identity)
  return kind === 'leg' || kind === 'assistant' ? identity.slice(kind.length + 1) : null
}
