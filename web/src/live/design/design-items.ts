import {
  DESIGN_MAPS,
  DESIGN_TEXTS,
  designJson,
  type DesignJson,
  type DesignMap,
  type HomeworkForm,
} from '@tongke/contract'
import * as Y from 'yjs'
import { uuid7 } from '../id.ts'
import { TYPED } from './text-binding.ts'

/** A step or task of homework without its texts, as the page lists it. */
export interface DesignItem {
  readonly id: string
  readonly minutes: number
  readonly form: HomeworkForm
}

export interface DesignOutline {
  readonly steps: readonly DesignItem[]
  readonly homework: readonly DesignItem[]
  /** Taken away, and can be brought back. */
  readonly removedSteps: readonly (DesignItem & { readonly title: string })[]
}

export const EMPTY_OUTLINE: DesignOutline = { steps: [], homework: [], removedSteps: [] }

type Item = Y.Map<unknown>

const MAPS = Object.keys(DESIGN_MAPS) as DesignMap[]

export function emptyDoc(): Y.Doc {
  const doc = new Y.Doc()
  for (const name of DESIGN_TEXTS) doc.getText(name)
  for (const name of MAPS) doc.getMap(name)
  return doc
}

export function readDesign(doc: Y.Doc): DesignJson {
  const text = (name: string) => doc.getText(name).toString()
  return designJson({
    goals: text('goals'),
    pupils: text('pupils'),
    keyPoints: text('keyPoints'),
    board: text('board'),
    steps: doc.getMap('steps').toJSON(),
    homework: doc.getMap('homework').toJSON(),
  })
}

/** The shared text of a field; undefined: its step or task is not here. */
export function textOf(doc: Y.Doc, field: string): Y.Text | undefined {
  const [root = '', id, key = ''] = field.split('/')
  if (id === undefined) return DESIGN_TEXTS.some((name) => name === root) ? doc.getText(root) : undefined
  const item = MAPS.some((name) => name === root) ? doc.getMap(root).get(id) : undefined
  const text: unknown = item instanceof Y.Map ? (item as Item).get(key) : undefined
  return text instanceof Y.Text ? text : undefined
}

const orderOf = (item: Item): number => {
  const order = item.get('order')
  return typeof order === 'number' ? order : 0
}

function entries(doc: Y.Doc, name: DesignMap): [string, Item][] {
  return [...doc.getMap(name)]
    .flatMap(([id, item]): [string, Item][] => (item instanceof Y.Map ? [[id, item as Item]] : []))
    .sort(([a, one], [b, other]) => orderOf(one) - orderOf(other) || (a < b ? -1 : 1))
}

const present = (doc: Y.Doc, name: DesignMap) =>
  entries(doc, name).filter(([, item]) => item.get('removed') !== true)

export function outlineOf(doc: Y.Doc): DesignOutline {
  const { steps, homework } = readDesign(doc)
  const gone = entries(doc, 'steps').filter(([, item]) => item.get('removed') === true)
  const titleOf = (item: Item) => {
    const title = item.get('title')
    return title instanceof Y.Text ? title.toString() : ''
  }
  return {
    steps: steps.map(({ id, minutes }) => ({ id, minutes, form: 'oral' })),
    homework: homework.map(({ id, minutes, form }) => ({ id, minutes, form })),
    removedSteps: gone.map(([id, item]) => ({ id, minutes: 0, form: 'oral', title: titleOf(item) })),
  }
}

/** A new one at the end. @returns its id */
export function addItem(doc: Y.Doc, name: DesignMap, values: Record<string, unknown>): string {
  const id = uuid7()
  doc.transact(() => {
    const item: Item = new Y.Map()
    const last = present(doc, name).at(-1)
    item.set('order', (last ? orderOf(last[1]) : 0) + 1)
    item.set('removed', false)
    for (const [key, value] of Object.entries(values)) item.set(key, value)
    for (const key of DESIGN_MAPS[name]) item.set(key, new Y.Text())
    doc.getMap(name).set(id, item)
  }, TYPED)
  return id
}

export function setItem(doc: Y.Doc, name: DesignMap, id: string, key: string, value: unknown): void {
  const item = doc.getMap(name).get(id)
  if (!(item instanceof Y.Map) || (item as Item).get(key) === value) return
  doc.transact(() => (item as Item).set(key, value), TYPED)
}

/** One place up (-1) or down (1); at the end of the list nothing happens. */
export function moveItem(doc: Y.Doc, name: DesignMap, id: string, by: -1 | 1): void {
  const all = present(doc, name)
  const from = all.findIndex(([one]) => one === id)
  const to = from + by
  const moved = all[from]
  if (!moved || !all[to]) return
  const rest = all.toSpliced(from, 1)
  const before = rest[to - 1]
  const after = rest[to]
  const low = before ? orderOf(before[1]) : (after ? orderOf(after[1]) : 0) - 2
  const high = after ? orderOf(after[1]) : low + 2
  const between = (low + high) / 2
  doc.transact(() => {
    if (low < between && between < high) moved[1].set('order', between)
    // Two that were made at the same time stand at the same place: all get new ones.
    else rest.toSpliced(to, 0, moved).forEach(([, item], index) => item.set('order', index + 1))
  }, TYPED)
}
