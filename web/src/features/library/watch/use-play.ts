import type { Watched } from '@tongke/contract'
import { useCallback, useEffect, useRef, useState } from 'react'
import { openLink, type PlayLink } from './play-link.ts'

export interface Play {
  /** Undefined until it is known where the viewer left off; null when nobody could be asked. */
  readonly watched: Watched | null | undefined
  /** Something else was opened meanwhile: nothing more counts until it is played again. */
  readonly closed: boolean
  readonly link: { readonly current: PlayLink | null }
  readonly reopen: () => void
}

/** One opened play of a file for as long as it is on the page. */
export function usePlay(fileId: string, inClass: boolean): Play {
  const link = useRef<PlayLink | null>(null)
  const [watched, setWatched] = useState<Watched | null>()
  const [closed, setClosed] = useState(false)
  const [round, setRound] = useState(0)
  useEffect(() => {
    let gone = false
    openLink(fileId, inClass, () => setClosed(true)).then(
      (opened) => {
        if (gone) return opened.close()
        link.current = opened
        setClosed(false)
        setWatched((known) => known ?? opened.watched)
      },
      () => setWatched((known) => known ?? null),
    )
    return () => {
      gone = true
      link.current?.close()
      link.current = null
    }
  }, [fileId, inClass, round])
  return { watched, closed, link, reopen: useCallback(() => setRound((one) => one + 1), []) }
}
