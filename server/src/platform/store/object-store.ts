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
 * Port to where blobs lie. Keys are paths of `[a-z0-9/._-]`. An object appears whole or not at all: a reader never sees
 * a half-written one, and a process that dies while writing leaves none.
 */
export abstract class ObjectStore {
  /** Replaces what was there. @throws what reading `content` throws, leaving nothing behind */
  abstract put(key: string, content: Readable | Buffer, sizeBytes: number): Promise<void>

  /** @returns null when there is no such object */
  abstract head(key: string): Promise<StoredObject | null>

  /** @throws Refusal not_found */
  abstract get(key: string, range?: ByteRange): Promise<Readable>

  /** Removing what is not there is no fault. */
  abstract remove(key: string): Promise<void>

  abstract list(prefix: string): AsyncIterable<StoredObject>

  /** Bytes that still fit, null when nobody can say. */
  abstract freeBytes(): Promise<number | null>

  /** @throws when it cannot be used, for readiness */
  abstract check(): Promise<void>
}
