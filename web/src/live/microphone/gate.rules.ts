export interface Gate {
  isOpen: boolean
  /** The room's own noise, dBFS: follows down at once and up slowly. */
  floorDb: number
  /** When somebody was last heard, ms. */
  heardAt: number
}

/** A voice stands so far above the room's noise; it keeps the gate open a little below that. */
const OPEN_ABOVE_DB = 12
const HYSTERESIS_DB = 6
/** Nobody whispers below the one, and above the other everybody is heard, however noisy the room. dBFS. */
const LOWEST_OPEN_DB = -52
const HIGHEST_OPEN_DB = -30
/** Pauses between words are no reason to close. */
const HOLD_MS = 700
const FLOOR_RISE_DB_PER_S = 1.5

/** Open at first: a class that cannot be heard is worse than one that is heard too much. */
export const openGate = (at: number): Gate => ({ isOpen: true, floorDb: LOWEST_OPEN_DB, heardAt: at })

export const opensAt = ({ floorDb }: Gate): number =>
  Math.min(HIGHEST_OPEN_DB, Math.max(LOWEST_OPEN_DB, floorDb + OPEN_ABOVE_DB))

/** The gate after the microphone had this level. @param elapsedMs since the last look */
export function nextGate(gate: Gate, db: number, at: number, elapsedMs: number): Gate {
  const risen = gate.floorDb + (FLOOR_RISE_DB_PER_S * elapsedMs) / 1000
  const next = { ...gate, floorDb: Math.min(db, risen) }
  const threshold = opensAt(gate) - (gate.isOpen ? HYSTERESIS_DB : 0)
  if (db >= threshold) return { ...next, isOpen: true, heardAt: at }
  return { ...next, isOpen: gate.isOpen && at - gate.heardAt < HOLD_MS }
}
