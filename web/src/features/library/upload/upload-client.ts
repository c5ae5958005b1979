import { cancelUpload, checkUpload, finishUpload } from '@tongke/contract'
import { call } from '../../../lib/api.ts'
import { uuid7 } from '../../../live/id.ts'
import { hashInWorker } from './hash-in-worker.ts'
import { openTusSender } from './tus-sender.ts'
import { UploadManager } from './upload-manager.ts'
import { BrowserMemory } from './upload-memory.ts'

let manager: UploadManager | undefined

/** The one of this page: uploads go on while the user walks from page to page. */
export function uploadManager(): UploadManager {
  manager ??= new UploadManager({
    check: (body) => call(checkUpload, { body }),
    finish: (id) => call(finishUpload, { params: { id } }),
    cancel: (id) => call(cancelUpload, { params: { id } }),
    hash: hashInWorker,
    openSender: openTusSender,
    memory: new BrowserMemory(),
    newId: () => uuid7(),
    now: () => performance.now(),
  })
  return manager
}
