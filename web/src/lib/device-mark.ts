import { Me } from '@tongke/contract'
import type { DeviceMe } from './me.ts'

const KEY = 'tongke.device'
const listeners = new Set<() => void>()
let read: DeviceMe | null | undefined

function fromStorage(): DeviceMe | null {
  try {
    const parsed = Me.safeParse(JSON.parse(localStorage.getItem(KEY) ?? 'null'))
    return parsed.success && parsed.data.kind === 'device' ? parsed.data : null
  } catch {
    return null
  }
}

/** The classroom this browser was when the server last said so: its screen is not blank while the server is away. */
export const knownDevice = (): DeviceMe | null => (read === undefined ? (read = fromStorage()) : read)

export function keepDevice(me: DeviceMe | null): void {
  if (JSON.stringify(me) === JSON.stringify(knownDevice())) return
  read = me
  if (me) localStorage.setItem(KEY, JSON.stringify(me))
  else localStorage.removeItem(KEY)
  for (const listener of listeners) listener()
}

export function onKnownDevice(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
