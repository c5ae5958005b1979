import type { Readable } from 'node:stream'

/** Bytes `start` to `end`, both included, as in an HTTP range. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

export interface StoredObject {
  readonly key: string
  readonly sizeBytes: number
  readonly modifiedAt: Date
}

/**
 * Port to where blobs lie. Keys are paths whose parts begin with a letter or digit, see `checkedKey`. An object appears
 * whole or not at all: a reader never sees a half-written one, and a process that dies while writing leaves none.
 */
export abstract class ObjectStore {
  /** Replaces what was there. @throws what reading `content` throws, or when it is not `sizeBytes` long, leaving nothing behind */
  abstract put(key: string, content: Readable | Buffer, sizeBytes: number): Promise<void>

  /** Like `put` with a file of this machine, which must not change afterwards: it may be shared instead of copied. */
  abstract putFile(key: string, path: string): Promise<void>

  /** @returns null when there is no such object */
  abstract head(key: string): Promise<StoredObject | null>

  /** @throws Refusal not_found */
  abstract get(key: string, range?: ByteRange): Promise<Readable>

  /** Removing what is not there is no fault. */
  abstract remove(key: string): Promise<void>

  abstract list(prefix: string): AsyncIterable<StoredObject>

  /** An address that serves the object for `seconds` without us, as a file of this name; null when there is none. */
  abstract address(key: string, seconds: number, fileName: string): Promise<string | null>

  /** Forgets what processes that died before `before` left half-written. */
  abstract tidy(before: Date): Promise<void>

  /** Bytes that still fit, null when nobody can say. */
  abstract freeBytes(): Promise<number | null>

  /** @throws when it cannot be used, for readiness */
  abstract check(): Promise<void>
}

const KEY = /^[a-z0-9][a-z0-9._-]*(\/[a-z0-9][a-z0-9._-]*)*$/

/** @throws Error for what is no key: no part of a path may be hidden, climb or be empty */
export function checkedKey(key: string): string {
  if (key.length > 500 || !KEY.test(key)) throw new Error(`Not a key of the store: ${JSON.stringify(key)}`)
  return key
}

/** @throws Error when a file or stream turned out longer or shorter than announced */
export function checkSize(key: string, expected: number, actual: number): void {
  if (expected !== actual) throw new Error(`${key} should have ${expected} bytes, ${actual} came`)
}
