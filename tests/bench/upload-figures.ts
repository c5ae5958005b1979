import { addFile, getResource, type ResourceFile } from '@tongke/contract'
import { execFileSync } from 'node:child_process'
import { createReadStream, createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { encodingArguments, QUALITIES } from '../../server/src/library/processing/video.rules.ts'
import { waitFor } from '../../scripts/lib/wait-for.mjs'
import { made, video } from '../support/library/media.ts'
import { ReviewScene } from '../support/review-scene.ts'
import type { Stack } from '../support/stack.ts'
import { metric, percentile, type Metrics } from './figures.ts'

const AUTHOR = '林晓雯'
const RUNS = 5
const MEGABYTE = 1_000_000
const SOURCE = { seconds: 60, size: '1280x720' }
const SOURCE_FACTS = { width: 1280, height: 720, fps: 25, videoStream: 0, audioStream: 1 }

/** Sending files and what is made of them: bare copies and bare runs of ffmpeg on the same disk are the baselines. */
export async function uploadFigures(stack: Stack): Promise<Metrics> {
  const scene = await ReviewScene.set(stack)
  try {
    return { ...(await throughput(scene)), ...(await renditions(scene)) }
  } finally {
    await scene.end()
  }
}

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const from = performance.now()
  await work()
  return (performance.now() - from) / 1000
}

/** MB/s of whole uploads, checks and checksums included, of half a minute of uncompressed sound, 6 MB, and of ten times that. */
async function throughput(scene: ReviewScene): Promise<Metrics> {
  const [ours, bare]: [number[], number[]] = [[], []]
  for (let run = 0; run < RUNS; run += 1) {
    const content = made('wav', ['-f', 'lavfi', '-i', `anoisesrc=d=300:r=48000:seed=${run + 1}`, '-ac', '2'])
    const megabytes = content.length / MEGABYTE
    ours.push(megabytes / (await seconds(() => scene.upload(AUTHOR, content, '雨声.wav'))))
    bare.push(megabytes / (await copySeconds(content, join(scene.stack.dataFolder, 'store'))))
  }
  return { upload_throughput: metric(percentile(ours, 0.5), 'MB/s', percentile(bare, 0.5)) }
}

/** A bare copy that is as safe as a stored upload: on the disk before it counts. */
async function copySeconds(content: Buffer, folder: string): Promise<number> {
  const [from, to] = [join(tmpdir(), `tongke-bench-${process.pid}`), join(folder, 'bench-copy')]
  writeFileSync(from, content)
  try {
    return await seconds(async () => {
      await pipeline(createReadStream(from), createWriteStream(to))
      const file = await open(to, 'r+')
      await file.sync()
      await file.close()
    })
  } finally {
    rmSync(from, { force: true })
    rmSync(to, { force: true })
  }
}

/** From the file's arrival to the first rendition that plays, and to all of them. */
async function renditions(scene: ReviewScene): Promise<Metrics> {
  const content = video(SOURCE)
  const { card } = await scene.draft(AUTHOR, { title: '测量用的影片' }, 'micro_lesson')
  const author = await scene.as(AUTHOR)
  const params = { id: card.id }
  const uploadId = await scene.upload(AUTHOR, content, '影片.mp4')
  const from = performance.now()
  await author.call(addFile, { params, body: { uploadId, role: 'main', name: '影片.mp4' } })
  const when = async (what: string, isSo: (file: ResourceFile) => boolean) => {
    const look = async () => isSo((await author.call(getResource, { params })).version.files[0]!)
    await waitFor(what, look, { timeoutMs: 240_000, everyMs: 50 })
    return performance.now() - from
  }
  const first = await when('the first rendition', ({ renditions: names }) => names.includes('master.m3u8'))
  const all = await when('all renditions', ({ processing }) => processing.state === 'READY')
  return {
    first_rendition: metric(first, 'ms', bareRun(content, [360])),
    all_renditions: metric(all, 'ms', bareRun(content, [360, 720])),
  }
}

/** The same encodings and nothing around them. */
function bareRun(content: Buffer, heights: readonly (360 | 720)[]): number {
  const folder = mkdtempSync(join(tmpdir(), 'tongke-bench-'))
  try {
    writeFileSync(join(folder, 'source.mp4'), content)
    const from = performance.now()
    for (const height of heights) {
      const encoding = {
        facts: SOURCE_FACTS,
        quality: QUALITIES[height],
        soundFilter: 'anull',
        pictureFilter: null,
      }
      const args = ['-v', 'error', '-y', '-i', 'source.mp4', ...encodingArguments(encoding as never)]
      execFileSync('ffmpeg', args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })
    }
    return performance.now() - from
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
