import type { Browser, BrowserContext, Page } from '@playwright/test'
import { pageLogScript } from '../barcode/witness.ts'
import { launchChromium } from '../fake-media/chromium.ts'
import type { SenderName } from '../fake-media/senders.ts'
import type { Line } from '../namespaces/line.ts'
import { PortalClient } from './portal-client.ts'

const VIEWPORTS = {
  desk: { width: 1366, height: 768 },
  screen: { width: 1280, height: 720 },
  phone: { width: 390, height: 844 },
}

const NEAR_NAVIGATION_MS = 10_000
/** A whole portal, loaded for the first time over a line that loses every twentieth packet. */
const FAR_NAVIGATION_MS = 60_000

export interface ParticipantOptions {
  /** Address of the portal as this browser sees it. */
  readonly origin: string
  readonly viewport?: keyof typeof VIEWPORTS
  /** Behind a line of its own instead of loopback. */
  readonly line?: Line
  /** Further scripts for every page, e.g. a clock as camera. */
  readonly scripts?: readonly string[]
}

/** Somebody at a computer: one Chromium process with a camera and microphone that can be told from all others. */
export class Participant {
  readonly sender: SenderName
  readonly page: Page
  readonly client: PortalClient
  readonly origin: string
  readonly #browser: Browser
  readonly #context: BrowserContext
  /** What the page's console and uncaught errors said. */
  readonly complaints: string[] = []

  static async open(sender: SenderName, options: ParticipantOptions): Promise<Participant> {
    const browser = await launchChromium(sender, {
      trustedOrigin: options.origin,
      ...(options.line ? { executablePath: options.line.chromium } : {}),
    })
    const context = await browser.newContext({
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      viewport: VIEWPORTS[options.viewport ?? 'desk'],
    })
    for (const content of [pageLogScript(), ...(options.scripts ?? [])])
      await context.addInitScript({ content })
    const page = await context.newPage()
    const navigationTimeoutMs = options.line ? FAR_NAVIGATION_MS : NEAR_NAVIGATION_MS
    return new Participant(sender, options.origin, browser, context, page, navigationTimeoutMs)
  }

  private constructor(
    sender: SenderName,
    origin: string,
    browser: Browser,
    context: BrowserContext,
    page: Page,
    navigationTimeoutMs: number,
  ) {
    this.sender = sender
    this.origin = origin
    this.#browser = browser
    this.#context = context
    this.page = page
    this.client = new PortalClient(context.request, origin)
    page.setDefaultTimeout(10_000)
    page.setDefaultNavigationTimeout(navigationTimeoutMs)
    page.on('pageerror', (error) => this.complaints.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text())
    })
  }

  goto(path: string): Promise<unknown> {
    return this.page.goto(`${this.origin}${path}`)
  }

  /** A picture of the page, for a failure that nobody saw. */
  async photograph(path: string): Promise<void> {
    await this.page.screenshot({ path }).catch(() => {})
  }

  async close(): Promise<void> {
    await this.#context.close().catch(() => {})
    await this.#browser.close().catch(() => {})
  }
}
