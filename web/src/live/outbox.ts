import { Id, LessonCommand } from '@tongke/contract'
import { z } from 'zod'

const Entry = z.object({ commandId: Id, command: LessonCommand, at: z.number() })
export type Entry = z.infer<typeof Entry>

/** What the outbox needs of `localStorage`. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** Commands that are worth a reload or a power cut: the form was filled in, the hand was raised. */
const LASTING: readonly LessonCommand['type'][] = [
  'take_headcount',
  'raise_hand',
  'lower_hand',
  'choose_fallback',
  'draw_strokes',
]
/** A raised hand from the lesson before is of no use to anybody; a headcount is. ms */
const LASTING_AGE_MS: Partial<Record<LessonCommand['type'], number>> = {
  raise_hand: 10 * 60_000,
  lower_hand: 10 * 60_000,
  draw_strokes: 60_000,
}
/** Everything else would surprise people if it happened later than this. ms */
const PASSING_AGE_MS = 15_000

const isLasting = (entry: Entry) => LASTING.includes(entry.command.type)
const maxAge = (entry: Entry) =>
  isLasting(entry) ? (LASTING_AGE_MS[entry.command.type] ?? Number.POSITIVE_INFINITY) : PASSING_AGE_MS

/** Commands that have not been acknowledged, oldest first; the lasting ones survive a reload. */
export class Outbox {
  readonly #key: string
  readonly #shelf: Shelf
  #entries: Entry[]

  constructor(lessonId: string, shelf: Shelf) {
    this.#key = `tongke.outbox.${lessonId}`
    this.#shelf = shelf
    this.#entries = this.#load()
  }

  get entries(): readonly Entry[] {
    return this.#entries
  }

  add(entry: Entry): void {
    this.#entries = [...this.#entries, entry]
    this.#save()
  }

  remove(commandId: string): void {
    this.#entries = this.#entries.filter((entry) => entry.commandId !== commandId)
    this.#save()
  }

  /** Takes out and returns what is too old to be sent at `now` (ms). */
  expire(now: number): Entry[] {
    const gone = this.#entries.filter((entry) => now - entry.at > maxAge(entry))
    if (gone.length > 0) {
      this.#entries = this.#entries.filter((entry) => !gone.includes(entry))
      this.#save()
    }
    return gone
  }

  #load(): Entry[] {
    try {
      return z.array(Entry).parse(JSON.parse(this.#shelf.getItem(this.#key) ?? '[]'))
    } catch {
      return []
    }
  }

  #save(): void {
    const lasting = this.#entries.filter(isLasting)
    try {
      if (lasting.length > 0) this.#shelf.setItem(this.#key, JSON.stringify(lasting))
      else this.#shelf.removeItem(this.#key)
    } catch {
      // A full or forbidden store costs the survival of a reload, not the lesson.
    }
  }
}
