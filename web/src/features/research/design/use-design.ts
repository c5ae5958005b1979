import type { DesignDetail, DesignField } from '@tongke/contract'
import { createContext, useCallback, useContext, useEffect, useState, useSyncExternalStore } from 'react'
import type * as Y from 'yjs'
import { keepOfflineShell } from '../../../lib/offline-shell.ts'
import { DesignClient, type DesignView } from '../../../live/design/design-client.ts'
import { EMPTY_OUTLINE, outlineOf, textOf, type DesignOutline } from '../../../live/design/design-items.ts'
import { BrowserShelf } from '../../../live/design/design-shelf.ts'

export const shelf = new BrowserShelf()

/** A passage somebody has marked in this page. */
export interface Marked {
  readonly field: DesignField
  readonly from: number
  readonly to: number
}

export interface Desk {
  readonly client: DesignClient
  readonly detail: DesignDetail
  /** What is marked just now, null: nothing. */
  readonly marked: Marked | null
  readonly onMark: (marked: Marked | null) => void
  readonly onComment: () => void
  /** The comment whose passage is shown strongly. */
  readonly shownComment: string | null
  readonly onShowComment: (id: string | null) => void
}

const DeskContext = createContext<Desk | null>(null)
export const DeskProvider = DeskContext.Provider

export function useDesk(): Desk {
  const desk = useContext(DeskContext)
  if (!desk) throw new Error('outside of a design')
  return desk
}

/** My copy of a design, while the page is open. */
export function useDesignClient(designId: string, personId: string, canWrite: boolean): DesignClient | null {
  const [client, setClient] = useState<DesignClient | null>(null)
  useEffect(() => {
    const opened = new DesignClient({ url: location.origin, designId, personId, shelf, canWrite })
    setClient(opened)
    void opened.open()
    // What was typed is kept here; so is the page to go on with.
    void keepOfflineShell()
    return () => opened.close()
    // Whether one may write is only what it begins with: the server says it anew.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [designId, personId])
  return client
}

export const useDesignView = (client: DesignClient): DesignView =>
  useSyncExternalStore(client.view.subscribe, client.view.get)

/** Steps and homework in their order; new only when something of it but the texts changed. */
export function useOutline({ doc }: DesignClient): DesignOutline {
  const [outline, setOutline] = useState<DesignOutline>(EMPTY_OUTLINE)
  useEffect(() => {
    const read = () => {
      const next = outlineOf(doc)
      setOutline((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next))
    }
    read()
    const maps = [doc.getMap('steps'), doc.getMap('homework')]
    for (const map of maps) map.observeDeep(read)
    return () => maps.forEach((map) => map.unobserveDeep(read))
  }, [doc])
  return outline
}

/** A shared text, and what it says now. */
export function useSharedText({ doc }: DesignClient, field: DesignField): [Y.Text | undefined, string] {
  // A step may have come, and its text with it.
  const text = textOf(doc, field)
  const subscribe = useCallback(
    (changed: () => void) => {
      text?.observe(changed)
      return () => text?.unobserve(changed)
    },
    [text],
  )
  return [text, useSyncExternalStore(subscribe, () => text?.toString() ?? '')]
}
