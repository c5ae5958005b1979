import type { MediaTalk } from '@tongke/contract'

/** What changed is told for so long again and again: a heartbeat may be lost. */
const TOLD_FOR_MS = 10_000
/** A lesson is long over when nobody has spoken in it for so long. */
const KEPT_MS = 12 * 3_600_000
const MOST_TOLD = 2_000

interface Spoken extends MediaTalk {
  changedAt: number
}

/** How long each identity was heard in each lesson since this node started: sums that only grow, over rooms that come and go. */
export class TalkCounter {
  readonly #spoken = new Map<string, Spoken>()

  /** @param at ms */
  add(lessonId: string, identity: string, ms: number, at: number): void {
    const key = `${lessonId}/${identity}`
    const before = this.#spoken.get(key)?.spokenMs ?? 0
    this.#spoken.set(key, { lessonId, identity, spokenMs: before + ms, changedAt: at })
  }

  /** What the server may not know yet. */
  news(at: number): MediaTalk[] {
    const all = [...this.#spoken]
    for (const [key, { changedAt }] of all) if (at - changedAt > KEPT_MS) this.#spoken.delete(key)
    return all
      .filter(([, { changedAt }]) => at - changedAt <= TOLD_FOR_MS)
      .slice(0, MOST_TOLD)
      .map(([, { lessonId, identity, spokenMs }]) => ({ lessonId, identity, spokenMs }))
  }
}
