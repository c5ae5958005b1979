import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { FileFault } from '../faults.ts'
import type { PictureLook } from '../poster.rules.ts'
import { finding } from '../technical-findings.rules.ts'
import { TOO_MANY_PIXELS, type ImageRequest, type PictureSize, type ResizedPicture } from './image-request.ts'
import type { StepContext } from './step-context.ts'

const TOOL = join(import.meta.dirname, 'image-tool.js')
/** A good scan of a poster; the decoder holds several bytes for each. */
const MOST_PIXELS = 100_000_000
const MEGA = 1_000_000

/** @returns sizes of the pictures as they are shown; @throws FileFault */
export const resizePictures = (context: StepContext, pictures: readonly ResizedPicture[]) =>
  call<PictureSize[]>(context, { task: 'resize', mostPixels: MOST_PIXELS, pictures })

/** Looks of the pictures in the work folder, in the order of their names. */
export async function looksOf(
  context: StepContext,
  isOne: (name: string) => boolean,
): Promise<PictureLook[]> {
  const names = (await readdir(context.folder.path)).filter(isOne).sort()
  return call<PictureLook[]>(context, { task: 'look', names })
}

async function call<T>(context: StepContext, request: ImageRequest): Promise<T> {
  const parts: Buffer[] = []
  const { code, log } = await context.attempt({
    program: process.execPath,
    args: [TOOL, JSON.stringify(request)],
    onOutput: (chunk) => parts.push(chunk),
  })
  const answer = Buffer.concat(parts).toString('utf8')
  if (code === TOO_MANY_PIXELS) throw tooManyPixels((JSON.parse(answer) as { pixels: number }).pixels)
  if (code !== 0) throw new FileFault(finding('file.unreadable', 'error'), log)
  return JSON.parse(answer) as T
}

const tooManyPixels = (pixels: number) =>
  new FileFault(
    finding('file.too_many_pixels', 'error', {
      megapixels: Math.round(pixels / MEGA),
      limit: MOST_PIXELS / MEGA,
    }),
  )
