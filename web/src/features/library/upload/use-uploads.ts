import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { uploadManager } from './upload-client.ts'
import type { UploadRow } from './upload-manager.ts'

/** The uploads of one scope, with those an earlier visit left unfinished. */
export function useUploads(scope: string): readonly UploadRow[] {
  const manager = uploadManager()
  const rows = useSyncExternalStore(manager.rows.subscribe, manager.rows.get)
  useEffect(() => void manager.restore(), [manager])
  return useMemo(() => rows.filter((row) => row.scope === scope), [rows, scope])
}

/** Asks before the page is closed while something is on its way. */
export function useStayWarning(active: boolean): void {
  useEffect(() => {
    if (!active) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', warn)
    return () => removeEventListener('beforeunload', warn)
  }, [active])
}
