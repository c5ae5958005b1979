import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { Writable } from 'node:stream'

const LIMIT_BYTES = 20 * 1024 * 1024

/**
 * A log of at most about twice `limit` bytes: when the file is full it becomes `.1` in place of the one before. It never
 * fails: what runs must not end because its log cannot be written.
 */
export class RotatingLog extends Writable {
  #path
  #limit
  #size
  #atLineEnd = true

  /** @param {string} path */
  constructor(path, limit = LIMIT_BYTES) {
    super()
    this.#path = path
    this.#limit = limit
    mkdirSync(dirname(path), { recursive: true })
    this.#size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  }

  _write(chunk, _encoding, done) {
    try {
      this.#append(chunk)
    } catch {
      // A full disk, say. The next line may fit again.
    }
    done()
  }

  /** Between lines only, so that none is torn. */
  #append(chunk) {
    if (this.#size >= this.#limit && this.#atLineEnd) {
      renameSync(this.#path, `${this.#path}.1`)
      this.#size = 0
    }
    appendFileSync(this.#path, chunk)
    this.#size += chunk.length
    this.#atLineEnd = chunk.at(-1) === 0x0a
  }
}
