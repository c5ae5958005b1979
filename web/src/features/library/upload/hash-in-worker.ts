import type { HashMessage } from './hash-worker.ts'

/** Hashes beside the page, which stays quick. @throws AbortError, or what reading the file throws */
export function hashInWorker(
  blob: Blob,
  onProgress: (bytes: number) => void,
  signal: AbortSignal,
): Promise<string> {
  const worker = new Worker(new URL('./hash-worker.ts', import.meta.url), { type: 'module' })
  return new Promise<string>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new DOMException('given up', 'AbortError')), { once: true })
    worker.addEventListener('error', (event) => reject(new Error(event.message)))
    worker.addEventListener('message', ({ data }: MessageEvent<HashMessage>) => {
      if ('bytes' in data) onProgress(data.bytes)
      else if ('hash' in data) resolve(data.hash)
      else reject(new Error(data.failed))
    })
    worker.postMessage(blob, [])
  }).finally(() => worker.terminate())
}
