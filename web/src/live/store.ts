/** A value with listeners, in the shape `useSyncExternalStore` wants. Writing the same value tells nobody. */
export class Store<T> {
  #value: T
  readonly #listeners = new Set<() => void>()

  constructor(value: T) {
    this.#value = value
  }

  readonly get = (): T => this.#value

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  set(value: T): void {
    if (Object.is(value, this.#value)) return
    this.#value = value
    for (const listener of this.#listeners) listener()
  }

  patch(change: Partial<T>): void {
    const isSame = Object.entries(change).every(([key, value]) =>
      Object.is(this.#value[key as keyof T], value),
    )
    if (!isSame) this.set({ ...this.#value, ...change })
  }
}

export type ReadStore<T> = Pick<Store<T>, 'get' | 'subscribe'>
