const URN = /^urn:uuid:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/** Name of a resource in the world (RFC 9562 §4): it stays the same when the portal gets another address. */
export const identifierOf = (id: string): string => `urn:uuid:${id}`

/** @returns null for a name that is none of ours */
export const idOf = (identifier: string): string | null => URN.exec(identifier)?.[1] ?? null
