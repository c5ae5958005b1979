import type { ChildProcess } from 'node:child_process'

interface Answer {
  readonly id: number
  readonly result?: unknown
  readonly error?: string
}

/** Calls to a child process by its message channel, each answered once. */
export class ProcessCalls<Order> {
  readonly #child: ChildProcess
  readonly #calls = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>()
  #next = 1

  constructor(child: ChildProcess) {
    this.#child = child
    child.on('message', (message) => this.#handleMessage(message as Answer))
  }

  /** @throws Error what the child could not do */
  call(body: Order): Promise<unknown> {
    const id = this.#next
    this.#next += 1
    return new Promise((resolve, reject) => {
      this.#calls.set(id, { resolve, reject })
      this.#child.send({ id, body })
    })
  }

  #handleMessage(answer: Answer): void {
    const call = this.#calls.get(answer.id)
    this.#calls.delete(answer.id)
    if (answer.error === undefined) call?.resolve(answer.result)
    else call?.reject(new Error(answer.error))
  }
}
