import {
  addFile,
  discardDraft,
  getResource,
  listMyResources,
  removeFile,
  saveDraft,
  type FileRole,
  type ResourceMetadata,
} from '@tongke/contract'
import { useState } from 'react'
import { useAction } from '../../../lib/query.ts'

const READ = [getResource, listMyResources] as const

/**
 * What the author does to the draft they have open. Each change counts the revision up by one, so that a change from
 * anywhere else (another window, another PC) is noticed at the next save and never overwritten.
 */
export function useDraft(id: string, revision: number) {
  const [ownChanges, setOwnChanges] = useState(0)
  const saving = useAction(saveDraft, READ)
  const adding = useAction(addFile, READ)
  const removing = useAction(removeFile, READ)
  const discarding = useAction(discardDraft, [listMyResources])
  const params = { id }
  const counted = <T>(change: Promise<T>): Promise<T> =>
    change.then((answer) => {
      setOwnChanges((count) => count + 1)
      return answer
    })
  return {
    saving,
    adding,
    removing,
    discarding,
    save: (metadata: ResourceMetadata) =>
      counted(saving.mutateAsync({ params, body: { metadata, revision: revision + ownChanges } })),
    add: (uploadId: string, role: FileRole, name: string) =>
      counted(adding.mutateAsync({ params, body: { uploadId, role, name } })),
    remove: (fileId: string) => counted(removing.mutateAsync({ params: { id, fileId } })),
    discard: () => discarding.mutateAsync({ params }),
  }
}
export type Draft = ReturnType<typeof useDraft>
