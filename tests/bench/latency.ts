import type { Page } from '@playwright/test'
import { VALUE_MODULUS } from '../support/barcode/code.ts'
import type { SeenFrame } from '../support/barcode/page-log.ts'
import { eventually, framesSince } from '../support/barcode/witness.ts'
import { SENDERS } from '../support/fake-media/senders.ts'

/** The picture has settled on its layer when its width has not changed for this long. */
const SETTLED_MS = 3000
const WATCH_MS = 12_000
const MIN_FRAMES = 150

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

export interface Latency {
  /** Of every frame that was seen, ms. */
  readonly ages: number[]
  /** Of the picture, pixels. */
  readonly width: number
}

/** Age of a picture of the clock camera when it was presented, ms. */
export const ageOf = (frame: SeenFrame): number => {
  const age = (frame.at % VALUE_MODULUS) - frame.value
  return age < -VALUE_MODULUS / 2 ? age + VALUE_MODULUS : age
}

const widthOf = (page: Page) =>
  page.evaluate(() =>
    Math.max(0, ...[...document.querySelectorAll('video')].map((video) => video.videoWidth)),
  )

async function settle(page: Page, wanted: number): Promise<void> {
  let width = 0
  let since = Date.now()
  await eventually(
    async () => {
      const now = await widthOf(page)
      if (now !== width) [width, since] = [now, Date.now()]
      return width >= wanted ? Date.now() - since > SETTLED_MS : Date.now() - since > 4 * SETTLED_MS
    },
    60_000,
    () => `the picture never settled, width ${width}`,
  )
}

/**
 * Glass to glass: ages of the lecturer's pictures on `page`, ms, over 12 s once the layer has settled (at `wanted` pixels of
 * width, or at what the machine can carry).
 */
export async function watchLatency(page: Page, wanted: number): Promise<Latency> {
  await settle(page, wanted)
  const start = Date.now()
  await pause(WATCH_MS)
  const frames = await framesSince(page, start)
  const ages = frames.filter((frame) => frame.sender === SENDERS.lecturer.stamp).map(ageOf)
  if (ages.length < MIN_FRAMES) throw new Error(`only ${ages.length} frames in ${WATCH_MS} ms`)
  return { ages, width: await widthOf(page) }
}
