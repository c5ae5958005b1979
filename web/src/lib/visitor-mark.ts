const KEY = 'tongke.visitor'

export interface Visitor {
  readonly id: string
  readonly name: string
}

/** Who writes visits on this device: without a line nobody can be asked. */
export function knownVisitor(): Visitor | null {
  try {
    const { id, name } = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Visitor>
    return typeof id === 'string' && typeof name === 'string' ? { id, name } : null
  } catch {
    return null
  }
}

/** @param visitor null: forget, whoever signs out leaves no open book behind */
export function keepVisitor(visitor: Visitor | null): void {
  try {
    if (visitor) localStorage.setItem(KEY, JSON.stringify(visitor))
    else localStorage.removeItem(KEY)
  } catch {
    // A browser that keeps nothing asks the server each time.
  }
}
