import type { EditionInput, NodeInput, NodeKind, Stage, Subject, Volume } from '@tongke/contract'
import type { Item } from './items.rules.ts'

export interface EditionRow extends EditionInput {
  readonly id: string
}

/** A node as the database keeps it, but for the initials of its title. */
export interface NodeRow {
  readonly id: string
  readonly parentId: string | null
  readonly path: string
  readonly kind: NodeKind
  readonly code: string
  readonly editionId: string
  readonly stage: Stage
  readonly subject: Subject
  readonly gradeFrom: number
  readonly gradeTo: number
  readonly volume: Volume
  readonly title: string
  readonly position: number
  readonly closedOn: string | null
}

export interface ImportItems {
  readonly editions: readonly Item<EditionInput>[]
  readonly nodes: readonly Item<NodeInput>[]
  /** Codes of entries that could not be read: what hangs on them is not blamed. */
  readonly broken: ReadonlySet<string>
}

/** What the database has: all editions, and every node of the volumes that the file touches. */
export interface Known {
  readonly editions: readonly EditionRow[]
  readonly nodes: readonly NodeRow[]
}
