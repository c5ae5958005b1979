import {
  DESIGN_TEXTS,
  minutesOf,
  STEP_TEXTS,
  type DesignDiff,
  type DesignHomework,
  type DesignJson,
  type DesignStep,
  type DiffRun,
  type HomeworkDiff,
  type StepDiff,
} from '@tongke/contract'
import { diffArrays } from 'diff'
import type { Authored, Authorship } from './design-doc.rules.ts'

const WORDS = new Intl.Segmenter('zh', { granularity: 'word' })

/** Chinese has no spaces: words as a dictionary knows them, so that a reader sees words that changed and not stray characters. */
const wordsOf = (text: string): string[] => [...WORDS.segment(text)].map(({ segment }) => segment)

/** Texts longer than this are compared by lines: readable all the same, and never slow. */
const LONGEST = 8_000

/** What changed from one text to another, word by word. */
export function diffText(before: string, after: string): DiffRun[] {
  if (before === after) return after ? [{ kind: 'same', text: after }] : []
  const split =
    Math.max(before.length, after.length) > LONGEST ? (text: string) => text.split(/(?<=\n)/) : wordsOf
  return diffArrays(split(before), split(after)).map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value.join(''),
  }))
}

/** Cuts what was added where its author changes. `authored` describes the text after. */
export function signRuns(
  runs: readonly DiffRun[],
  authored: Authored | undefined,
  nameOf: (personId: string) => string | undefined,
): DiffRun[] {
  if (!authored) return [...runs]
  const hands = authored.map(([person, length]) => ({ person, length }))
  const take = (length: number): { person: string | null; length: number }[] => {
    const taken: { person: string | null; length: number }[] = []
    for (let left = length; left > 0;) {
      const hand = hands[0]
      if (!hand) return [...taken, { person: null, length: left }]
      const part = Math.min(hand.length, left)
      taken.push({ person: hand.person, length: part })
      hand.length -= part
      left -= part
      if (hand.length === 0) hands.shift()
    }
    return taken
  }
  return runs.flatMap((run): DiffRun[] => {
    if (run.kind === 'removed') return [run]
    const parts = take(run.text.length)
    if (run.kind === 'same') return [run]
    let at = 0
    return parts.map(({ person, length }) => {
      const text = run.text.slice(at, (at += length))
      const by = person === null ? undefined : nameOf(person)
      return by === undefined ? { kind: 'added', text } : { kind: 'added', text, by }
    })
  })
}

/** Ids that stand elsewhere among those that are in both: all but a longest run that kept its order. */
export function movedIds(before: readonly string[], after: readonly string[]): Set<string> {
  const places = new Map(before.map((id, index) => [id, index]))
  const common = after.filter((id) => places.has(id))
  // Longest increasing run of old places; at most some dozens of steps, so the plain way.
  const best: { length: number; from: number }[] = []
  common.forEach((id, index) => {
    best[index] = { length: 1, from: -1 }
    for (let earlier = 0; earlier < index; earlier += 1)
      if (places.get(common[earlier]!)! < places.get(id)! && best[earlier]!.length >= best[index].length)
        best[index] = { length: best[earlier]!.length + 1, from: earlier }
  })
  const kept = new Set<string>()
  let at = best.reduce((top, { length }, index) => (length > (best[top]?.length ?? 0) ? index : top), -1)
  for (; at >= 0; at = best[at]!.from) kept.add(common[at]!)
  return new Set(common.filter((id) => !kept.has(id)))
}

interface Item {
  readonly id: string
  readonly minutes: number
}

interface Pair<T> {
  readonly id: string
  readonly before: T | undefined
  readonly after: T | undefined
  readonly base: Pick<StepDiff, 'id' | 'moved' | 'place' | 'minutes'>
}

/** Items by their id, in the order of the text after; what is gone stands behind what it stood behind. */
function pairsOf<T extends Item>(before: readonly T[], after: readonly T[]): Pair<T>[] {
  const ids = (items: readonly T[]) => items.map(({ id }) => id)
  const moved = movedIds(ids(before), ids(after))
  const order = ids(after)
  ids(before).forEach((id, index, all) => {
    if (order.includes(id)) return
    const previous = all[index - 1]
    order.splice(previous === undefined ? 0 : order.indexOf(previous) + 1, 0, id)
  })
  const placeIn = (items: readonly T[], id: string) => {
    const index = items.findIndex((item) => item.id === id)
    return index < 0 ? null : index + 1
  }
  return order.map((id) => {
    const one = before.find((item) => item.id === id)
    const other = after.find((item) => item.id === id)
    return {
      id,
      before: one,
      after: other,
      base: {
        id,
        moved: moved.has(id),
        place: { before: placeIn(before, id), after: placeIn(after, id) },
        minutes: { before: one?.minutes ?? null, after: other?.minutes ?? null },
      },
    }
  })
}

const changeOf = <T>({ before, after }: Pair<T>, isSame: boolean): StepDiff['change'] =>
  before === undefined ? 'added' : after === undefined ? 'removed' : isSame ? 'same' : 'changed'

/** A readable comparison of two designs, section by section; steps and tasks by their ids, wherever they stand. */
export function diffDesigns(
  before: DesignJson,
  after: DesignJson,
  authorship: Authorship = {},
  nameOf: (personId: string) => string | undefined = () => undefined,
): DesignDiff {
  const runs = (field: string, one: string, other: string) =>
    signRuns(diffText(one, other), authorship[field], nameOf)
  const step = (pair: Pair<DesignStep>): StepDiff => {
    const { before: one, after: other } = pair
    const texts = Object.fromEntries(
      STEP_TEXTS.map((key) => [key, runs(`steps/${pair.id}/${key}`, one?.[key] ?? '', other?.[key] ?? '')]),
    ) as StepDiff['texts']
    const isSame = one?.minutes === other?.minutes && STEP_TEXTS.every((key) => one?.[key] === other?.[key])
    return { ...pair.base, change: changeOf(pair, isSame), texts }
  }
  const task = (pair: Pair<DesignHomework>): HomeworkDiff => {
    const { before: one, after: other } = pair
    const isSame = one?.minutes === other?.minutes && one?.form === other?.form && one?.text === other?.text
    return {
      ...pair.base,
      change: changeOf(pair, isSame),
      form: { before: one?.form ?? null, after: other?.form ?? null },
      text: runs(`homework/${pair.id}/text`, one?.text ?? '', other?.text ?? ''),
    }
  }
  return {
    texts: Object.fromEntries(
      DESIGN_TEXTS.map((name) => [name, runs(name, before[name], after[name])]),
    ) as DesignDiff['texts'],
    steps: pairsOf(before.steps, after.steps).map(step),
    homework: pairsOf(before.homework, after.homework).map(task),
    minutes: { before: minutesOf(before), after: minutesOf(after) },
  }
}
