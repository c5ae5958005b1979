import { hashBlob } from './hash-blob.ts'

/** From the worker: how far it is, then the hash or why there is none. */
export type HashMessage = { bytes: number } | { hash: string } | { failed: string }

addEventListener('message', ({ data }: MessageEvent<Blob>) => {
  const say = (message: HashMessage) => postMessage(message)
  hashBlob(data, (bytes) => say({ bytes })).then(
    (hash) => say({ hash }),
    (error: Error) => say({ failed: error.message }),
  )
})
