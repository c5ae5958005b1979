import sharp from 'sharp'
import type { PictureLook } from '../poster.rules.ts'
import { TOO_MANY_PIXELS, type ImageRequest, type PictureSize, type ResizedPicture } from './image-request.ts'

/**
 * A program of its own: pictures that strangers sent are decoded under the same limits as their videos, and one that crashes the
 * decoder takes nothing else with it. Answers on standard output; what is wrong goes to standard error.
 */
const QUALITY = 80

async function answerTo(request: ImageRequest): Promise<PictureSize[] | PictureLook[]> {
  if (request.task === 'look') return Promise.all(request.names.map(look))
  const sizes: PictureSize[] = []
  for (const picture of request.pictures) sizes.push(await resize(picture, request.mostPixels))
  return sizes
}

/** Without what a camera wrote into it (place, time, owner), turned as it is meant to be seen. */
async function resize({ from, to }: ResizedPicture, mostPixels: number): Promise<PictureSize> {
  const { width, height, autoOrient } = await sharp(from, { limitInputPixels: false }).metadata()
  if (width * height > mostPixels) return refuse(width * height)
  for (const { name, side } of to) {
    await sharp(from, { limitInputPixels: mostPixels })
      .autoOrient()
      .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: QUALITY })
      .toFile(name)
  }
  return { width: autoOrient.width, height: autoOrient.height }
}

function refuse(pixels: number): never {
  process.stdout.write(JSON.stringify({ pixels }))
  process.exit(TOO_MANY_PIXELS)
}

async function look(name: string): Promise<PictureLook> {
  const { channels, entropy, sharpness } = await sharp(name).stats()
  const mean = (values: number[]) =>
    values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
  const colours = channels.slice(0, 3)
  return {
    brightness: mean(colours.map((channel) => channel.mean)),
    contrast: mean(colours.map((channel) => channel.stdev)),
    sharpness,
    entropy,
  }
}

try {
  process.stdout.write(JSON.stringify(await answerTo(JSON.parse(process.argv[2] ?? '') as ImageRequest)))
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`)
  process.exit(1)
}
