import type * as Y from 'yjs'
import { editOf, rebased, shift, type TextDelta } from './text-change.rules.ts'

/** Origin of what is typed here, so that undo takes back one's own words only. */
export const TYPED = Symbol('typed')

interface Options {
  readonly text: Y.Text
  readonly area: HTMLTextAreaElement
  /** The selection may have moved, or what is before it. */
  readonly onSelect: () => void
}

/**
 * Keeps a textarea and a shared text the same. While an input method composes (Chinese is typed that way) the area belongs to it: what
 * others write meanwhile waits, and is merged with what was composed when it is done.
 */
export class TextBinding {
  readonly #text: Y.Text
  readonly #area: HTMLTextAreaElement
  readonly #onSelect: () => void
  /** What the area showed when it was last the same as the shared text, and what others changed since. */
  #shown = ''
  #missed: TextDelta[] = []
  #isComposing = false

  constructor({ text, area, onSelect }: Options) {
    this.#text = text
    this.#area = area
    this.#onSelect = onSelect
  }

  attach(): () => void {
    const composed = () => this.#handleComposed()
    const listeners: Record<string, () => void> = {
      input: () => this.#handleInput(),
      compositionstart: () => {
        this.#isComposing = true
      },
      compositionend: composed,
      blur: composed,
    }
    this.#shown = this.#text.toString()
    this.#area.value = this.#shown
    for (const [name, listener] of Object.entries(listeners)) this.#area.addEventListener(name, listener)
    document.addEventListener('selectionchange', this.#handleSelection)
    this.#text.observe(this.#handleChange)
    return () => {
      this.#handleComposed()
      for (const [name, listener] of Object.entries(listeners)) this.#area.removeEventListener(name, listener)
      document.removeEventListener('selectionchange', this.#handleSelection)
      this.#text.unobserve(this.#handleChange)
    }
  }

  readonly #handleSelection = (): void => {
    if (document.activeElement === this.#area) this.#onSelect()
  }

  readonly #handleChange = (event: Y.YTextEvent, transaction: Y.Transaction): void => {
    if (transaction.origin === TYPED) return
    const delta = event.delta as TextDelta
    if (this.#isComposing) {
      this.#missed.push(delta)
      return
    }
    this.#show([this.#area.selectionStart, this.#area.selectionEnd].map((place) => shift(place, delta, true)))
  }

  #handleInput(): void {
    if (!this.#isComposing) this.#take()
  }

  #handleComposed(): void {
    if (!this.#isComposing) return
    this.#isComposing = false
    this.#take()
  }

  /** What is in the area and not in the shared text is what was typed. */
  #take(): void {
    const { value, selectionEnd } = this.#area
    const edit = editOf(this.#shown, value, selectionEnd)
    const missed = this.#missed.splice(0)
    let caret = missed.reduce((place, delta) => shift(place, delta, true), selectionEnd)
    if (edit) {
      const { place, inserted, deletions } = rebased(edit, missed)
      const at = place - deletions.filter((deletion) => deletion < place).length
      this.#text.doc?.transact(() => {
        if (missed.length === 0 && edit.removed > 0) this.#text.delete(edit.at, edit.removed)
        else for (const deletion of deletions) this.#text.delete(deletion, 1)
        if (inserted) this.#text.insert(at, inserted)
      }, TYPED)
      caret = at + inserted.length
    }
    this.#show(edit || missed.length > 0 ? [caret, caret] : null)
  }

  #show(selection: number[] | null): void {
    this.#shown = this.#text.toString()
    if (this.#area.value !== this.#shown) {
      const { scrollTop } = this.#area
      this.#area.value = this.#shown
      const [start = 0, end = start] = selection ?? []
      if (selection && document.activeElement === this.#area) this.#area.setSelectionRange(start, end)
      this.#area.scrollTop = scrollTop
    }
    this.#onSelect()
  }
}
