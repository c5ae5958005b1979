import { signIn } from '@tongke/contract'
import type { Browser, Page } from '@playwright/test'
import { DEMO_PASSWORD } from '../support/api-client.ts'
import { launchChromium } from '../support/fake-media/chromium.ts'
import { video } from '../support/library/media.ts'
import { publishFile } from '../support/library/published-file.ts'
import { Line, type Shape } from '../support/namespaces/line.ts'
import { ReviewScene } from '../support/review-scene.ts'
import type { Stack } from '../support/stack.ts'
import { metric, percentile, type Metrics } from './figures.ts'

/** The first play on a line also loads the portal and the player's code; the figures are of those after it. */
const FILMS = 4
const FILM_SECONDS = 24

/** Both ways alike; half of the round trip each way. */
const LINES = {
  player_start_2m: { rate: 2_000_000, delay: 25 },
  player_start_512k: { rate: 512_000, delay: 150 },
} as const satisfies Record<string, Shape>
const THINNEST: Shape = { rate: 400_000, delay: 150 }

/** Pressing play → first moving picture, in Chromium behind lines of their own; and stalls on the thinnest. */
export async function playerFigures(stack: Stack, address: string): Promise<Metrics> {
  const scene = await ReviewScene.set(stack)
  const films: string[] = []
  for (let index = 0; index < FILMS; index += 1) films.push(await publishFilm(scene, index))
  await scene.end()
  const origin = stack.serverUrl.replace('127.0.0.1', address)
  const metrics: Metrics = {}
  for (const [name, shape] of Object.entries(LINES))
    metrics[name] = await onLine(address, shape, (page) => startsOf(page, origin, films))
  metrics.player_stalls_400k = await onLine(address, THINNEST, (page) => stallsOf(page, origin, films[0]!))
  return metrics
}

/** Much movement: the heaviest picture that the first rendition may have. */
async function publishFilm(scene: ReviewScene, index: number): Promise<string> {
  const content = video({ seconds: FILM_SECONDS + index, size: '1280x720' })
  const metadata = {
    title: `测量用的影片${index + 1}`,
    subject: 'mathematics',
    gradeFrom: 5,
    gradeTo: 5,
  } as const
  return (await publishFile(scene, 'micro_lesson', metadata, `影片${index}.mp4`, content)).id
}

async function onLine<T>(address: string, shape: Shape, measure: (page: Page) => Promise<T>): Promise<T> {
  const line = await Line.open(address, { down: shape, up: shape })
  let browser: Browser | undefined
  try {
    browser = await launchChromium('roomA', { executablePath: line.chromium })
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 } })
    page.setDefaultTimeout(60_000)
    return await measure(page)
  } finally {
    await browser?.close()
    line.close()
  }
}

async function enter(page: Page, origin: string): Promise<void> {
  await page.request.fetch(`${origin}${signIn.path}`, {
    method: 'POST',
    data: { login: '周乐山', password: DEMO_PASSWORD },
    headers: { origin },
  })
}

async function startsOf(page: Page, origin: string, films: readonly string[]) {
  await enter(page, origin)
  const [cold = 0, ...warm] = await inTurn(films, (id) => startOf(page, origin, id))
  console.log(`the first play on this line: ${Math.round(cold)} ms`)
  return metric(percentile(warm, 0.5), 'ms')
}

async function inTurn<T>(films: readonly string[], work: (id: string) => Promise<T>): Promise<T[]> {
  const results: T[] = []
  for (const id of films) results.push(await work(id))
  return results
}

/** Presses play as soon as the button is there. @returns ms until a picture moves */
async function startOf(page: Page, origin: string, id: string): Promise<number> {
  await page.goto(`${origin}/library/${id}`)
  await page.locator('.player-start').waitFor()
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const film = document.querySelector('video')!
        const pressed = performance.now()
        const look = (_: number, { mediaTime }: { mediaTime: number }) => {
          if (mediaTime > 0.05) resolve(performance.now() - pressed)
          else film.requestVideoFrameCallback(look)
        }
        film.requestVideoFrameCallback(look)
        document.querySelector<HTMLElement>('.player-start')!.click()
      }),
  )
}

/** How often a film waits for the line once it moves, to its end. */
async function stallsOf(page: Page, origin: string, id: string) {
  await enter(page, origin)
  await startOf(page, origin, id)
  const stalls = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const film = document.querySelector('video')!
        let count = 0
        film.addEventListener('waiting', () => (count += 1))
        film.addEventListener('ended', () => resolve(count))
      }),
  )
  return metric(stalls, 'stalls')
}
