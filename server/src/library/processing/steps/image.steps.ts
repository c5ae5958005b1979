import { resizePictures } from './image-calls.ts'
import type { Made, StepContext } from './step-context.ts'

const SIZES = [
  { name: 'large.webp', side: 1920 },
  { name: 'medium.webp', side: 960 },
  { name: 'small.webp', side: 320 },
]

export async function image(context: StepContext): Promise<Made> {
  const [size] = await resizePictures(context, [{ from: await context.source(), to: SIZES }])
  return { facts: { ...size }, files: SIZES.map(({ name }) => ({ name, mimeType: 'image/webp' })) }
}
