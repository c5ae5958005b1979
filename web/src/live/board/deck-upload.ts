import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { addDeck, checkUpload, finishUpload, UPLOADS_PATH, type LessonDecks } from '@tongke/contract'
import { call } from '../../lib/api.ts'
import { LiveError } from '../live-error.ts'

const PIECE_BYTES = 2 * 1024 * 1024
const MOST_TRIES = 5

async function hashOf(file: Blob): Promise<string> {
  const hash = sha256.create()
  for (let at = 0; at < file.size; at += PIECE_BYTES)
    hash.update(new Uint8Array(await file.slice(at, at + PIECE_BYTES).arrayBuffer()))
  return bytesToHex(hash.digest())
}

const tus = { 'tus-resumable': '1.0.0' }

async function offsetOf(address: string): Promise<number> {
  const answer = await fetch(address, { method: 'HEAD', headers: tus })
  return Number(answer.headers.get('upload-offset') ?? 0)
}

/** Piece by piece; after a break it goes on where the server is. @throws LiveError offline */
async function sendBytes(id: string, file: File, onProgress: (share: number) => void): Promise<void> {
  const address = `${UPLOADS_PATH}/${id}`
  let failures = 0
  let offset = await offsetOf(address)
  while (offset < file.size) {
    const answer = await fetch(address, {
      method: 'PATCH',
      headers: {
        ...tus,
        'content-type': 'application/offset+octet-stream',
        'upload-offset': String(offset),
      },
      body: file.slice(offset, offset + PIECE_BYTES),
    }).catch(() => null)
    if (answer?.ok) offset = Number(answer.headers.get('upload-offset') ?? offset)
    else {
      failures += 1
      if (failures >= MOST_TRIES) throw new LiveError('offline')
      offset = await offsetOf(address).catch(() => offset)
    }
    onProgress(offset / file.size)
  }
}

/** Makes a file of this machine a deck of the lesson. @throws ApiError, LiveError */
export async function uploadDeck(
  lessonId: string,
  file: File,
  onProgress: (share: number) => void,
): Promise<LessonDecks> {
  const plan = { name: file.name, sizeBytes: file.size, sha256: await hashOf(file) }
  const { id, finished } = await call(checkUpload, { body: plan })
  if (!finished) {
    await sendBytes(id, file, onProgress)
    await call(finishUpload, { params: { id } })
  }
  const name = file.name.replace(/\.[^.]+$/, '').slice(0, 80) || file.name.slice(0, 80)
  return call(addDeck, { params: { id: lessonId }, body: { uploadId: id, name } })
}
