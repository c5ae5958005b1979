/** Typed events; `on` returns the unsubscriber, so whoever listens can always leave. */
export class Emitter<E extends object> {
  readonly #listeners = new Map<keyof E, Set<(value: never) => void>>()

  on<K extends keyof E>(name: K, listener: (value: E[K]) => void): () => void {
    const listeners = this.#listeners.get(name) ?? new Set()
    this.#listeners.set(name, listeners)
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  }

  emit<K extends keyof E>(name: K, value: E[K]): void {
    for (const listener of this.#listeners.get(name) ?? []) (listener as (value: E[K]) => void)(value)
  }

  clear(): void {
    this.#listeners.clear()
  }
}
