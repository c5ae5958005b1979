/** One stretch of a text replaced by another. */
export interface TextEdit {
  readonly at: number
  readonly removed: number
  readonly inserted: string
}

/** One change of the shared text, in the words of Yjs. */
export type TextDelta = readonly { retain?: number; insert?: unknown; delete?: number }[]

const isHighSurrogate = (code: number): boolean => code >= 0xd800 && code <= 0xdbff

/**
 * How `before` became `after`, where the caret then stands at `caret`: it says which of several equal characters is the new one.
 * Characters of two units are never cut in two.
 */
export function editOf(before: string, after: string, caret: number): TextEdit | null {
  if (before === after) return null
  const longest = Math.min(before.length, after.length)
  let tail = 0
  const tailMost = Math.min(longest, after.length - caret)
  while (tail < tailMost && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1
  // The caret stands before what has not changed; otherwise it is no help.
  if (tail < after.length - caret) {
    while (tail < longest && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1
  }
  let head = 0
  while (head < longest - tail && before[head] === after[head]) head += 1
  if (head > 0 && isHighSurrogate(before.charCodeAt(head - 1))) head -= 1
  if (tail > 0 && isHighSurrogate(before.charCodeAt(before.length - tail - 1))) tail -= 1
  return {
    at: head,
    removed: Math.max(0, before.length - tail - head),
    inserted: after.slice(head, after.length - tail),
  }
}

const lengthOf = (insert: unknown): number => (typeof insert === 'string' ? insert.length : 1)

/** Where a place is after a change. What is written right at it comes before it, unless it `sticks`. */
export function shift(place: number, delta: TextDelta, sticks = false): number {
  let old = 0
  let now = place
  for (const { retain, insert, delete: gone } of delta) {
    if (old > place) break
    if (retain !== undefined) old += retain
    else if (insert !== undefined) {
      if (old < place || (old === place && !sticks)) now += lengthOf(insert)
    } else if (gone !== undefined) {
      now -= Math.max(0, Math.min(place, old + gone) - old)
      old += gone
    }
  }
  return now
}

/** Whether a change took the character at `place` away. */
export function isGone(place: number, delta: TextDelta): boolean {
  let old = 0
  for (const { retain, delete: gone } of delta) {
    if (retain !== undefined) old += retain
    if (gone !== undefined) {
      if (old <= place && place < old + gone) return true
      old += gone
    }
  }
  return false
}

/**
 * An edit of a text that others have changed meanwhile, as single steps for the text as it is now: only the characters that were seen are
 * taken away, never what somebody else wrote between them. Deletions come last character first, so that each place is right.
 */
export function rebased({ at, removed, inserted }: TextEdit, missed: readonly TextDelta[]) {
  const deletions: number[] = []
  for (let place = at + removed - 1; place >= at; place -= 1) {
    let now: number | null = place
    for (const delta of missed) {
      if (isGone(now, delta)) {
        now = null
        break
      }
      now = shift(now, delta)
    }
    if (now !== null) deletions.push(now)
  }
  const place = missed.reduce((now, delta) => shift(now, delta, true), at)
  return { place, inserted, deletions }
}
