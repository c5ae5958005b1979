import { Health, checkUpload, finishUpload } from '@tongke/contract'
import { createHash, randomBytes } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { S3Store } from '../../server/src/platform/store/s3-store.ts'
import { waitFor } from '../../scripts/lib/wait-for.mjs'
import { ApiClient } from '../support/api-client.ts'
import { startS3Server, type S3Server } from '../support/s3/s3-server.ts'
import { bootStack, type Stack } from '../support/stack.ts'

let s3: S3Server
let stack: Stack
let teacher: ApiClient

beforeAll(async () => {
  s3 = await startS3Server()
  const server = { S3_ENDPOINT: s3.endpoint, S3_ACCESS_KEY: s3.accessKey, S3_SECRET_KEY: s3.secretKey }
  stack = await bootStack({ demo: true, run: ['server'], env: { server } })
  teacher = await ApiClient.as(stack.serverUrl, '林晓雯')
}, 120_000)
afterAll(async () => {
  await stack?.stop()
  await s3?.stop()
})

const health = async () => Health.parse(await (await fetch(`${stack.serverUrl}/api/health`)).json())

async function send(content: Buffer): Promise<string> {
  const sha256 = createHash('sha256').update(content).digest('hex')
  const { id } = await teacher.call(checkUpload, { body: { name: 'x', sizeBytes: content.length, sha256 } })
  const headers = { 'tus-resumable': '1.0.0', 'upload-offset': '0' }
  const answer = await teacher.request('PATCH', `/api/uploads/${id}`, {
    body: new Uint8Array(content),
    headers: { ...headers, 'content-type': 'application/offset+octet-stream' },
  })
  expect(answer.status).toBe(204)
  return id
}

describe('with a bucket instead of a folder', () => {
  it('an upload ends up in it, in parts', async () => {
    const content = randomBytes(20 * 1024 * 1024)
    const id = await send(content)
    const { sha256 } = await teacher.call(finishUpload, { params: { id } })
    const { endpoint, accessKey, secretKey } = s3
    const store = new S3Store({ endpoint, accessKey, secretKey, bucket: 'tongke', region: 'us-east-1' })
    expect(await store.head(`blobs/${sha256.slice(0, 2)}/${sha256}`)).toMatchObject({
      sizeBytes: content.length,
    })
    expect(await readdir(join(stack.logFolder, '..', 'uploads'))).toEqual([])
  }, 60_000)

  it('its absence is told, costs no upload, and leaves the rest of the portal at work', async () => {
    await waitFor('the store', async () => (await health()).dependencies.store?.status === 'ok')
    const id = await send(randomBytes(1000))
    await s3.stop()
    expect(await health()).toMatchObject({ status: 'degraded', dependencies: { store: { status: 'down' } } })
    expect(await teacher.refusal(finishUpload, { params: { id } })).toMatchObject({ code: 'unavailable' })
    expect((await readdir(join(stack.logFolder, '..', 'uploads'))).includes(id)).toBe(true)
  }, 60_000)
})
