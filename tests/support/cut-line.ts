import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/**
 * A line to the server that can be cut as a whole, for browsers that are closed and opened meanwhile: what Chromium itself calls
 * offline ends a moment before its pages do. Its address stays the same, so it is one origin all the time.
 */
export class CutLine {
  readonly #sockets = new Set<Socket>()
  readonly #server
  #isCut = false
  origin = ''

  private constructor(target: URL) {
    this.#server = createServer((near) => {
      if (this.#isCut) return void near.destroy()
      const far = connect(Number(target.port), target.hostname)
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        this.#sockets.add(one)
        one.on('error', () => other.destroy())
        one.on('close', () => {
          this.#sockets.delete(one)
          other.destroy()
        })
        one.pipe(other)
      }
    })
  }

  static async open(url: string): Promise<CutLine> {
    const line = new CutLine(new URL(url))
    await new Promise<void>((resolve) => line.#server.listen(0, '127.0.0.1', resolve))
    line.origin = `http://127.0.0.1:${(line.#server.address() as AddressInfo).port}`
    return line
  }

  cut(): void {
    this.#isCut = true
    for (const socket of this.#sockets) socket.destroy()
  }

  mend(): void {
    this.#isCut = false
  }

  close(): void {
    this.cut()
    this.#server.close()
  }
}
