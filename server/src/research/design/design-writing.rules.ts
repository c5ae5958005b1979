import {
  DESIGN_TEXTS,
  STEP_TEXTS,
  type DesignHomework,
  type DesignJson,
  type DesignStep,
} from '@tongke/contract'
import { diffArrays } from 'diff'
import * as Y from 'yjs'

/**
 * Writes a document so that it says `design`, by the fewest edits: what stays the same keeps its authors and its comments, and what
 * somebody writes at the same time is merged as ever. One transaction.
 */
export function writeDesign(doc: Y.Doc, design: DesignJson): void {
  doc.transact(() => {
    for (const name of DESIGN_TEXTS) rewrite(doc.getText(name), design[name])
    writeItems(doc.getMap('steps'), design.steps, writeStep)
    writeItems(doc.getMap('homework'), design.homework, writeTask)
  })
}

/** Changes a text to `words` character by character. */
export function rewrite(text: Y.Text, words: string): void {
  const before = text.toString()
  if (before === words) return
  let index = 0
  for (const { added, removed, value } of diffArrays([...before], [...words])) {
    const run = value.join('')
    if (removed) text.delete(index, run.length)
    else if (added) text.insert(index, run)
    if (!removed) index += run.length
  }
}

type Item = Y.Map<unknown>

function writeItems<T extends { id: string; minutes: number }>(
  map: Y.Map<unknown>,
  wanted: readonly T[],
  write: (item: Item, value: T) => void,
): void {
  const kept = new Set(wanted.map(({ id }) => id))
  for (const [id, item] of map) if (item instanceof Y.Map && !kept.has(id)) set(item, 'removed', true)
  wanted.forEach((value, index) => {
    const known = map.get(value.id)
    const item: Item = known instanceof Y.Map ? (known as Item) : new Y.Map()
    if (item !== known) map.set(value.id, item)
    set(item, 'order', index + 1)
    set(item, 'minutes', value.minutes)
    set(item, 'removed', false)
    write(item, value)
  })
}

function writeStep(item: Item, step: DesignStep): void {
  for (const key of STEP_TEXTS) rewrite(textIn(item, key), step[key])
}

function writeTask(item: Item, task: DesignHomework): void {
  set(item, 'form', task.form)
  rewrite(textIn(item, 'text'), task.text)
}

function textIn(item: Item, key: string): Y.Text {
  const known = item.get(key)
  if (known instanceof Y.Text) return known
  const text = new Y.Text()
  item.set(key, text)
  return text
}

function set(item: Item, key: string, value: unknown): void {
  if (item.get(key) !== value) item.set(key, value)
}
