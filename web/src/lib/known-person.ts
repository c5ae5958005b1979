import type { PersonMe } from './me.ts'

const KEY = 'tongke.person'

export interface KnownPerson {
  readonly id: string
  readonly name: string
}

/** Who was signed in here when the server last said so: what a person wrote opens without a line. Gone with signing out. */
export function knownPerson(): KnownPerson | null {
  try {
    const read = JSON.parse(localStorage.getItem(KEY) ?? 'null') as Partial<KnownPerson> | null
    return typeof read?.id === 'string' && typeof read.name === 'string'
      ? { id: read.id, name: read.name }
      : null
  } catch {
    return null
  }
}

export const keepPerson = ({ id, name }: Pick<PersonMe, 'id' | 'name'>): void =>
  localStorage.setItem(KEY, JSON.stringify({ id, name }))

export const forgetPerson = (): void => localStorage.removeItem(KEY)
