import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { uploadManager } from './upload-client.ts'
import type { UploadRow } from './upload-manager.ts'

/** All uploads of this browser, with those an earlier visit left unfinished. */
export function useAllUploads(): readonly UploadRow[] {
  const manager = uploadManager()
  useEffect(() => void manager.restore(), [manager])
  return useSyncExternalStore(manager.rows.subscribe, manager.rows.get)
}

/** The uploads of one scope. */
export function useUploads(scope: string): readonly UploadRow[] {
  const rows = useAllUploads()
  return useMemo(() => rows.filter((row) => row.scope === scope), [rows, scope])
}

const MOVING = new Set(['waiting', 'hashing', 'sending', 'finishing'])

export const isMoving = ({ state }: UploadRow): boolean => MOVING.has(state)
