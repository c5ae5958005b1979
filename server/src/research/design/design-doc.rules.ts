import {
  DESIGN_MAPS,
  DESIGN_TEXTS,
  MAX_DESIGN_ITEMS,
  designJson,
  Refusal,
  type DesignJson,
  type DesignMap,
  type SectionWork,
} from '@tongke/contract'
import * as Y from 'yjs'

export type Section = SectionWork['section']
/** Characters (UTF-16 units) that one update wrote and took away, by section. */
export type Work = Partial<Record<Section, { inserted: number; removed: number }>>

/** Whose a Yjs client is; undefined: nobody's yet. */
export type OwnerOf = (client: number) => string | undefined

const MAPS = Object.keys(DESIGN_MAPS) as DesignMap[]
const ROOTS: readonly string[] = [...DESIGN_TEXTS, ...MAPS]
/** Everything that ever was in a map: what is taken away stays. */
const MOST_ENTRIES = MAX_DESIGN_ITEMS * 10

/** An empty shared document with its top-level types. */
export function emptyDoc(): Y.Doc {
  const doc = new Y.Doc()
  for (const name of DESIGN_TEXTS) doc.getText(name)
  for (const name of MAPS) doc.getMap(name)
  return doc
}

export function docOf(updates: readonly Uint8Array[]): Y.Doc {
  const doc = emptyDoc()
  doc.transact(() => updates.forEach((update) => Y.applyUpdate(doc, update)))
  return doc
}

/** The design that a document holds. */
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

export interface Taken {
  /** Nothing of it was new. */
  readonly isKnown: boolean
  /** Yjs clients that wrote for the first time. */
  readonly hands: readonly number[]
  readonly work: Work
}

/**
 * Applies what somebody sent. Whatever is new in it was written by clients that are theirs or nobody's. After a refusal `isDirty`
 * says whether the document must be thrown away. Pure but for `doc`.
 */
export function takeUpdate(
  doc: Y.Doc,
  update: Uint8Array,
  personId: string,
  ownerOf: OwnerOf,
): Taken | { refusal: Refusal; isDirty: boolean } {
  const hands = handsOf(doc, update)
  if (!hands) return { refusal: new Refusal('design.update'), isDirty: false }
  if (hands.some((client) => (ownerOf(client) ?? personId) !== personId))
    return { refusal: new Refusal('design.another_hand'), isDirty: false }
  let seen: { isKnown: boolean; work: Work } | null = null
  const look = (transaction: Y.Transaction) => {
    seen ??= { isKnown: isEmpty(transaction), work: workOf(transaction) }
  }
  doc.on('afterTransaction', look)
  try {
    Y.applyUpdate(doc, update)
  } catch {
    return { refusal: new Refusal('design.update'), isDirty: true }
  } finally {
    doc.off('afterTransaction', look)
  }
  if (doc.store.pendingStructs || doc.store.pendingDs)
    return { refusal: new Refusal('design.gap'), isDirty: true }
  const { isKnown, work } = (seen as { isKnown: boolean; work: Work } | null) ?? { isKnown: true, work: {} }
  if (!isDesign(doc)) return { refusal: new Refusal('design.update'), isDirty: true }
  return { isKnown, work, hands: hands.filter((client) => ownerOf(client) === undefined) }
}

/** Clients of which an update holds something that the document lacks; null: it is no update. */
function handsOf(doc: Y.Doc, update: Uint8Array): number[] | null {
  try {
    const has = Y.decodeStateVector(Y.encodeStateVector(doc))
    const fresh = Y.decodeUpdate(update).structs.filter(
      (struct) =>
        !(struct instanceof Y.Skip) && struct.id.clock + struct.length > (has.get(struct.id.client) ?? 0),
    )
    return [...new Set(fresh.map(({ id }) => id.client))]
  } catch {
    return null
  }
}

const isEmpty = ({ beforeState, afterState, deleteSet }: Y.Transaction): boolean =>
  deleteSet.clients.size === 0 &&
  [...afterState].every(([client, clock]) => (beforeState.get(client) ?? 0) === clock)

function workOf(transaction: Y.Transaction): Work {
  const { doc, beforeState, afterState, deleteSet } = transaction
  const work: Work = {}
  const add = (item: unknown, what: 'inserted' | 'removed', length: number) => {
    const section = sectionOf(doc, item)
    if (!section || length <= 0) return
    const sum = (work[section] ??= { inserted: 0, removed: 0 })
    sum[what] += length
  }
  const isOld = (item: Y.Item) => item.id.clock < (beforeState.get(item.id.client) ?? 0)
  for (const [client, clock] of afterState) {
    const before = beforeState.get(client) ?? 0
    if (clock === before) continue
    for (const item of doc.store.clients.get(client) ?? [])
      if (item instanceof Y.Item && !item.deleted && item.content instanceof Y.ContentString)
        add(item, 'inserted', Math.min(item.length, item.id.clock + item.length - before))
  }
  // What came and went within one update is nobody's loss.
  Y.iterateDeletedStructs(transaction, deleteSet, (item) => {
    if (item instanceof Y.Item && isOld(item) && item.content instanceof Y.ContentString)
      add(item, 'removed', item.length)
  })
  return work
}

/** The section an item belongs to; undefined: none. */
function sectionOf(doc: Y.Doc, item: unknown): Section | undefined {
  let parent = item instanceof Y.Item ? item.parent : null
  while (parent instanceof Y.AbstractType && parent.parent) parent = parent.parent
  const name = [...doc.share].find(([, type]) => type === parent)?.[0]
  return ROOTS.includes(name ?? '') ? (name as Section) : undefined
}

/** Nothing is in the document but what a design is made of. */
function isDesign(doc: Y.Doc): boolean {
  if ([...doc.share.keys()].some((name) => !ROOTS.includes(name))) return false
  return (
    DESIGN_TEXTS.every((name) => isPlainText(doc.getText(name))) &&
    MAPS.every((name) => isItems(doc.getMap(name), DESIGN_MAPS[name]))
  )
}

function isItems(map: Y.Map<unknown>, texts: readonly string[]): boolean {
  const isItem = (item: unknown) =>
    item instanceof Y.Map &&
    [...item.entries()].every(([key, value]) =>
      texts.includes(key) ? value instanceof Y.Text && isPlainText(value) : isValue(key, value),
    )
  const entries = [...map.entries()]
  const present = entries.filter(([, item]) => item instanceof Y.Map && item.get('removed') !== true)
  return (
    map.size <= MOST_ENTRIES &&
    present.length <= MAX_DESIGN_ITEMS &&
    entries.every(([id, item]) => /^[\w-]{1,40}$/.test(id) && isItem(item))
  )
}

const isValue = (key: string, value: unknown): boolean =>
  (['order', 'minutes'].includes(key) && typeof value === 'number' && Number.isFinite(value)) ||
  (key === 'removed' && typeof value === 'boolean') ||
  (key === 'form' && typeof value === 'string' && value.length <= 20)

function isPlainText(text: Y.Text): boolean {
  const items = Y.getTypeChildren(text)
  return (
    items.every(({ deleted, content }) => deleted || content instanceof Y.ContentString) &&
    Object.keys(text.getAttributes()).length === 0
  )
}

/** A text in the order of its stretches, each with whoever wrote it. */
export type Authored = readonly (readonly [personId: string | null, length: number])[]
/** Of every shared text, by its field. */
export type Authorship = Readonly<Record<string, Authored>>

function authored(text: Y.Text, ownerOf: OwnerOf): Authored {
  const runs: [string | null, number][] = []
  for (const item of Y.getTypeChildren(text)) {
    if (item.deleted) continue
    const owner = ownerOf(item.id.client) ?? null
    const last = runs.at(-1)
    if (last?.[0] === owner) last[1] += item.length
    else runs.push([owner, item.length])
  }
  return runs
}

export function authorshipOf(doc: Y.Doc, ownerOf: OwnerOf): Authorship {
  const found: Record<string, Authored> = {}
  for (const name of DESIGN_TEXTS) found[name] = authored(doc.getText(name), ownerOf)
  for (const name of MAPS)
    for (const [id, item] of doc.getMap(name))
      for (const key of DESIGN_MAPS[name]) {
        const text = item instanceof Y.Map ? (item.get(key) as unknown) : null
        if (text instanceof Y.Text) found[`${name}/${id}/${key}`] = authored(text, ownerOf)
      }
  return found
}
