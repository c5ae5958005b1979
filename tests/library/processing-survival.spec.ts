import { cancelProcessing, getProcessing, retryProcessing } from '@tongke/contract'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { waitFor } from '../../scripts/lib/wait-for.mjs'
import { ApiClient } from '../support/api-client.ts'
import { JobsProcess, programsAtWork, stepsKept } from '../support/library/jobs-process.ts'
import { LibraryScene, type AddedFile } from '../support/library/library-scene.ts'
import { picture, video } from '../support/library/media.ts'

const LEASE = { PROCESSING_LEASE_MS: '2000' }
const MP4 = { kind: 'video', mimeType: 'video/mp4' } as const
const ALL_STEPS = ['probe', 'measure', 'video-360', 'storyboard', 'poster', 'video-720']
const SECONDS = 8

let scene: LibraryScene
let recording: Buffer
const processes: JobsProcess[] = []

beforeAll(async () => {
  recording = video({ seconds: SECONDS, size: '854x480', fps: 10 })
  scene = await LibraryScene.open({ run: ['server'] })
}, 120_000)
afterEach(async () => {
  await Promise.all(processes.splice(0).map((one) => one.stop()))
  await scene.sql(
    `update processing set state = 'CANCELLED', leased_by = null where state in ('QUEUED', 'RUNNING')`,
  )
})
afterAll(() => scene?.close())

/** A file nobody has worked on yet: blobs are processed once. */
const unlike = (name: string) =>
  Buffer.concat([recording, Buffer.from([0, 0, 0, 8 + name.length]), Buffer.from(`free${name}`)])

function jobs(name: string, environment: Record<string, string> = {}): JobsProcess {
  const one = new JobsProcess(scene.stack, join(scene.stack.logFolder, `jobs-${name}.log`), {
    ...LEASE,
    ...environment,
  })
  processes.push(one)
  return one
}

const at = (file: AddedFile, step: string) =>
  scene.until(file, step, (now) => now.state === 'RUNNING' && now.step === step && now.leasedBy !== null)

const stepsOf = (file: AddedFile, ...logs: string[]) =>
  logs
    .flatMap((log) => stepsKept(log))
    .filter(({ blobSha }) => blobSha === file.blobSha)
    .map(({ step }) => step)

it('a jobs process that is killed in the middle loses nothing but the unfinished rendition', async () => {
  const first = jobs('killed', slowly())
  const file = await scene.add({ ...MP4, content: unlike('kill') })
  await at(file, 'video-720')
  await waitFor('ffmpeg at work', () => programsAtWork(scene.stack).length > 0)
  const before = await scene.renditions(file)
  first.signal('SIGKILL')
  await waitFor('the end of its programs', () => programsAtWork(scene.stack).length === 0, {
    timeoutMs: 3_000,
  })
  expect(await scene.report(file)).toMatchObject({ state: 'RUNNING', playable: true })

  const second = jobs('heir')
  await scene.ready(file)
  const after = await scene.renditions(file)
  for (const name of ['v360.mp4', 'v360.m3u8', 'poster.jpg', 'storyboard.jpg'])
    expect(after.get(name)).toBe(before.get(name))
  expect(stepsOf(file, first.log)).toEqual(ALL_STEPS.slice(0, 5))
  expect(stepsOf(file, second.log)).toEqual(ALL_STEPS.slice(5))
}, 120_000)

it('a process that was given up for dead and comes back writes nothing', async () => {
  const sleeper = jobs('sleeper', slowly())
  const file = await scene.add({ ...MP4, content: unlike('sleep') })
  const { leasedBy } = await at(file, 'video-720')
  sleeper.signal('SIGSTOP')

  const heir = jobs('heir-of-sleeper')
  await scene.until(file, 'another holder', (now) => now.leasedBy !== null && now.leasedBy !== leasedBy)
  sleeper.signal('SIGCONT')
  await waitFor('the sleeper to notice', () => sleeper.says('the lease is lost'))
  await scene.ready(file)
  expect(stepsOf(file, sleeper.log)).toEqual(ALL_STEPS.slice(0, 5))
  expect(stepsOf(file, heir.log)).toEqual(ALL_STEPS.slice(5))
}, 120_000)

it('two processes share the work and never a file', async () => {
  const [one, other] = [jobs('one'), jobs('other')]
  const sizes = Array.from({ length: 12 }, (_, index) => 40 + index)
  const files = await Promise.all(
    sizes.map(async (size) =>
      scene.add({ kind: 'image', mimeType: 'image/jpeg', content: await picture(size, size, 1) }),
    ),
  )
  for (const file of files) await scene.ready(file)
  for (const file of files) expect(stepsOf(file, one.log, other.log)).toEqual(['image'])
  expect(stepsKept(one.log).length).toBeGreaterThan(0)
  expect(stepsKept(other.log).length).toBeGreaterThan(0)
}, 90_000)

it('its author cancels the work while it runs, and takes it up again later', async () => {
  const only = jobs('cancelled', slowly())
  const file = await scene.add({ ...MP4, content: unlike('cancel') })
  const params = { id: file.id }
  await at(file, 'video-720')
  await waitFor('ffmpeg at work', () => programsAtWork(scene.stack).length > 0)

  const stranger = await ApiClient.as(scene.stack.serverUrl, '周乐山')
  for (const operation of [getProcessing, cancelProcessing, retryProcessing])
    expect(await stranger.refusal(operation, { params })).toMatchObject({ code: 'not_found' })
  expect(await scene.author.refusal(retryProcessing, { params })).toMatchObject({ code: 'processing.state' })

  expect(await scene.author.call(cancelProcessing, { params })).toMatchObject({
    state: 'CANCELLED',
    playable: true,
  })
  await waitFor('the end of its programs', () => programsAtWork(scene.stack).length === 0, {
    timeoutMs: 3_000,
  })
  expect(await scene.author.refusal(cancelProcessing, { params })).toMatchObject({ code: 'processing.state' })
  expect([...(await scene.renditions(file)).keys()]).toContain('v360.mp4')

  expect((await scene.author.call(retryProcessing, { params })).state).not.toBe('CANCELLED')
  await scene.ready(file)
  expect(stepsOf(file, only.log)).toEqual(ALL_STEPS)
}, 120_000)

it('a file that another resource needs too is not cancelled for it', async () => {
  const content = await picture(33, 34, 1)
  const file = await scene.add({ kind: 'image', mimeType: 'image/jpeg', content })
  await scene.add({ kind: 'image', mimeType: 'image/jpeg', content }, '周乐山')
  expect(await scene.author.refusal(cancelProcessing, { params: { id: file.id } })).toMatchObject({
    code: 'processing.shared',
  })
}, 60_000)

it('every file is playable before any has its higher pictures', async () => {
  const first = await scene.add({ ...MP4, content: unlike('first') })
  const second = await scene.add({ ...MP4, content: unlike('second') })
  expect(await scene.report(second)).toMatchObject({ state: 'QUEUED', ahead: 1 })
  const only = jobs('fair')
  await scene.ready(first)
  await scene.ready(second)
  const order = stepsKept(only.log).map(({ blobSha, step }) => `${blobSha === first.blobSha ? 1 : 2} ${step}`)
  expect(order.indexOf('2 video-360')).toBeGreaterThan(order.indexOf('1 video-360'))
  expect(order.indexOf('2 video-360')).toBeLessThan(order.indexOf('1 storyboard'))
}, 120_000)

it('a process that is asked to stop hands its file on at once', async () => {
  const first = jobs('leaving', { ...slowly(), PROCESSING_LEASE_MS: '60000' })
  const file = await scene.add({ ...MP4, content: unlike('stop') })
  await at(file, 'video-720')
  await first.stop()
  expect(programsAtWork(scene.stack)).toEqual([])
  expect(await scene.state(file)).toMatchObject({ state: 'QUEUED', leasedBy: null })
  const next = jobs('next')
  await scene.ready(file)
  expect(stepsOf(file, first.log, next.log)).toEqual(ALL_STEPS)
}, 120_000)

it('a file that crashes ffmpeg fails alone, with its log', async () => {
  const only = jobs('crashing', withFfmpeg('crashing', CRASH))
  const small = video({ seconds: 2 })
  const bad = await scene.add({
    ...MP4,
    content: Buffer.concat([small, Buffer.from([0, 0, 0, 16]), Buffer.from('freeCRASH-ME')]),
  })
  const good = await scene.add({ ...MP4, content: small })
  const { findings, log, attempts } = await scene.failed(bad)
  expect(findings).toContainEqual({
    code: 'processing.failed',
    severity: 'error',
    values: { step: 'video-360', attempts: 3 },
  })
  expect(attempts).toBe(3)
  expect(log).toContain('a crash of the decoder')
  await scene.ready(good)
  expect(stepsOf(bad, only.log)).toEqual(['probe', 'measure'])
}, 90_000)

it('a file that ends its process again and again is given up', async () => {
  const file = await scene.add({ ...MP4, content: video({ seconds: 3 }) })
  await scene.sql(
    `update processing set state = 'RUNNING', attempts = 3, leased_by = 'a dead process', leased_until = now()
      where blob_sha = $1`,
    [file.blobSha],
  )
  jobs('after')
  const { findings } = await scene.failed(file)
  expect(findings).toContainEqual(expect.objectContaining({ code: 'processing.failed' }))
}, 60_000)

it('the queue is in the metrics', async () => {
  const text = await (await fetch(`${scene.stack.serverUrl}/metrics`)).text()
  expect(text).toMatch(/tongke_processing_files\{state="FAILED"\} [1-9]/)
  expect(text).toContain('tongke_processing_oldest_wait_seconds 0')
})

/** The second rendition at the pace of the recording: something can happen while it is made, however fast the machine. */
const slowly = () => withFfmpeg('slow', 'case "$*" in *v720*) exec /usr/bin/ffmpeg -re "$@" ;; esac')

/** No real file crashes every ffmpeg, so something that does comes before it. */
const CRASH = `case "$*" in *-hls_time*)
  if grep -q CRASH-ME source; then echo 'a crash of the decoder' >&2; kill -SEGV $$; fi ;;
esac`

/** @returns a PATH on which a script runs before the real ffmpeg */
function withFfmpeg(name: string, before: string): { PATH: string } {
  const folder = join(scene.stack.dataFolder, name)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'ffmpeg'), `#!/bin/sh\n${before}\nexec /usr/bin/ffmpeg "$@"\n`)
  chmodSync(join(folder, 'ffmpeg'), 0o755)
  return { PATH: `${folder}:${process.env.PATH}` }
}
