import { useCallback, useSyncExternalStore } from 'react'
import { uuid7 } from '../../../live/id.ts'
import { slotOf, type Boxed, type Sheet } from '../../../live/papers/paper-box.ts'
import { paperBox } from '../../../live/papers/papers.ts'

interface Place {
  readonly lessonId: string
  readonly personId: string
  readonly kind: Sheet['kind']
  readonly legId: string | null
}

interface Paper {
  /** What this browser has of it. */
  readonly boxed: Boxed | undefined
  /** Keeps what is written so far in this browser. */
  readonly draft: (sheet: Sheet) => void
  /** Hands it in: now, or when there is a line. */
  readonly handIn: (sheet: Sheet) => void
  readonly newKey: () => string
}

/** One paper of a lesson as this browser keeps it. */
export function usePaper({ lessonId, personId, kind, legId }: Place): Paper {
  const box = paperBox()
  const slot = slotOf(lessonId, kind, legId)
  const all = useSyncExternalStore(box.view.subscribe, box.view.get)
  const draft = useCallback(
    (sheet: Sheet) => void box.draft({ slot, personId, lessonId, sheet }),
    [box, slot, personId, lessonId],
  )
  const handIn = useCallback(
    (sheet: Sheet) => void box.handIn({ slot, personId, lessonId, sheet }),
    [box, slot, personId, lessonId],
  )
  const boxed = all[slot]
  return { boxed: boxed?.personId === personId ? boxed : undefined, draft, handIn, newKey: uuid7 }
}
