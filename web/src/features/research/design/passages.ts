import type { DesignComment, DesignField, DesignPerson } from '@tongke/contract'
import * as Y from 'yjs'
import { fromBase64, toBase64 } from '../../../live/design/bytes.ts'

/** A place in a text, as it stays right while others write. */
export const positionOf = (text: Y.Text, index: number, assoc = 0): string =>
  toBase64(Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(text, index, assoc)))

/** Where it is now; null: in another text, or what it hung on is gone. */
export function indexOf(text: Y.Text, position: string): number | null {
  try {
    const relative = Y.decodeRelativePosition(fromBase64(position))
    const absolute = text.doc && Y.createAbsolutePositionFromRelativePosition(relative, text.doc)
    return absolute?.type === text ? absolute.index : null
  } catch {
    return null
  }
}

export interface Passage {
  readonly id: string
  readonly from: number
  readonly to: number
}

/** Open comments of a field whose passage is still there. */
export function passagesIn(text: Y.Text, field: DesignField, comments: readonly DesignComment[]): Passage[] {
  return comments.flatMap((comment) => {
    if (comment.field !== field || comment.resolvedAt !== null) return []
    const from = indexOf(text, comment.start)
    const to = indexOf(text, comment.end)
    return from === null || to === null || from >= to ? [] : [{ id: comment.id, from, to }]
  })
}

export interface Caret {
  readonly person: DesignPerson
  readonly at: number
}

export function caretsIn(text: Y.Text, field: DesignField, people: readonly DesignPerson[]): Caret[] {
  return people.flatMap((person) => {
    if (person.cursor?.field !== field) return []
    const at = indexOf(text, person.cursor.head)
    return at === null ? [] : [{ person, at }]
  })
}

/** A stretch of a text that looks the same throughout, and carets that stand before it. */
export interface Stretch {
  readonly text: string
  readonly comments: readonly string[]
  readonly carets: readonly DesignPerson[]
}

/** Cuts a text where a passage begins or ends or somebody's caret stands. */
export function stretchesOf(text: string, passages: readonly Passage[], carets: readonly Caret[]): Stretch[] {
  const cuts = new Set([0, text.length])
  for (const { from, to } of passages) cuts.add(from).add(to)
  for (const { at } of carets) cuts.add(at)
  const places = [...cuts].filter((place) => place <= text.length).sort((a, b) => a - b)
  return places.map((from, index) => ({
    text: text.slice(from, places[index + 1] ?? from),
    comments: passages.filter((one) => one.from <= from && from < one.to).map(({ id }) => id),
    carets: carets.filter(({ at }) => at === from).map(({ person }) => person),
  }))
}
