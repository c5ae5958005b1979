import { useEffect, useState, useSyncExternalStore } from 'react'
import { canHold, packHolder, prepareOffline, roomHere, type Room } from './holder-client.ts'
import type { HeldRow, PackHolder } from './pack-holder.ts'

export interface Held {
  readonly holder: PackHolder
  readonly rows: readonly HeldRow[]
  /** What is here has been read. */
  readonly isRead: boolean
}

/** Packs on this computer. @param goOn fetches the rest of unfinished ones, once there is any */
export function useHeld(goOn: boolean): Held {
  const holder = packHolder()
  const rows = useSyncExternalStore(holder.rows.subscribe, holder.rows.get)
  const [isRead, setIsRead] = useState(false)
  useEffect(() => {
    if (!canHold()) return setIsRead(true)
    void holder.restore(goOn).finally(() => setIsRead(true))
  }, [holder, goOn])
  const any = rows.length > 0
  useEffect(() => {
    if (any) void prepareOffline()
  }, [any])
  return { holder, rows, isRead }
}

/** Room on this computer, read again whenever `stamp` changes. */
export function useRoom(stamp: unknown): Room | null {
  const [room, setRoom] = useState<Room | null>(null)
  useEffect(() => {
    if (canHold()) void roomHere().then(setRoom)
  }, [stamp])
  return room
}
