import type { Browser, Page } from '@playwright/test'
import { clockScript } from '../support/barcode/clock-script.ts'
import { firstFrameAfter, pageLogScript } from '../support/barcode/witness.ts'
import { launchChromium } from '../support/fake-media/chromium.ts'
import { BarePair } from './bare-pair.ts'
import { watchLatency, type Latency } from './latency.ts'

export const CLOCK_SIZE = { width: 1280, height: 720 }

async function publishClock(browser: Browser, pair: BarePair): Promise<Page> {
  const page = await browser.newPage()
  await page.addInitScript({ content: clockScript('camera', 'lecturer', CLOCK_SIZE) })
  await page.goto(pair.url)
  await page.evaluate(() => window.publish())
  return page
}

async function joinOnce(viewer: Browser, pair: BarePair): Promise<number> {
  const context = await viewer.newContext()
  const page = await context.newPage()
  await page.addInitScript({ content: pageLogScript() })
  await page.goto(pair.url)
  const pressed = await page.evaluate(() => {
    const now = Date.now()
    void window.view()
    return now
  })
  const first = await firstFrameAfter(page, 'lecturer', pressed, 10_000)
  await context.close()
  return first - pressed
}

export interface BareFigures {
  /** `view()` → first decoded frame, ms. */
  readonly joins: number[]
  readonly latency: Latency
}

async function withPair<T>(work: (viewer: Browser, pair: BarePair) => Promise<T>): Promise<T> {
  const pair = await BarePair.create()
  const [lecturer, viewer] = await Promise.all([launchChromium('lecturer'), launchChromium('roomA')])
  try {
    await publishClock(lecturer, pair)
    return await work(viewer, pair)
  } finally {
    await Promise.all([lecturer.close(), viewer.close()])
    await pair.close()
  }
}

/** What a page pair over nothing but mediasoup does on this machine now. */
export const measureBare = (joins: number): Promise<BareFigures> =>
  withPair(async (viewer, pair) => {
    const times: number[] = []
    for (let index = 0; index < joins; index += 1) times.push(await joinOnce(viewer, pair))
    return { joins: times, latency: await watchOnce(viewer, pair) }
  })

export const measureBareLatency = (): Promise<Latency> => withPair(watchOnce)

async function watchOnce(viewer: Browser, pair: BarePair): Promise<Latency> {
  const page = await viewer.newPage()
  await page.addInitScript({ content: pageLogScript() })
  await page.goto(pair.url)
  await page.evaluate(() => window.view())
  await firstFrameAfter(page, 'lecturer', 0, 10_000)
  return watchLatency(page, CLOCK_SIZE.width)
}
