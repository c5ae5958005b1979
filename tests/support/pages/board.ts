import { expect, type Locator, type Page } from '@playwright/test'

interface Place {
  /** 0 to 1 of the surface. */
  readonly x: number
  readonly y: number
}

/** Slides and boards, wherever they are shown. */
export class Board {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  get surface(): Locator {
    return this.#page.getByTestId('surface')
  }

  async addSlides(name: string, content: Buffer): Promise<void> {
    await this.#page.getByRole('button', { name: /^打开课件/ }).click()
    await this.#page
      .getByRole('dialog', { name: '选择课件' })
      .locator('input[type=file]')
      .setInputFiles({ name, mimeType: 'application/pdf', buffer: content })
  }

  /** Once its pages are drawn. */
  async chooseSlides(title: string): Promise<void> {
    const deck = this.#page.getByRole('button', { name: new RegExp(`${title}.*共 \\d+ 页`) })
    await deck.click({ timeout: 60_000 })
  }

  /** The page of the slides, drawn and not only named. */
  async expectSlide(page: number): Promise<void> {
    const slide = this.#page.getByTestId('slide')
    await expect(slide).toHaveAttribute('data-page', String(page))
    await expect
      .poll(() => slide.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth))
      .toBeGreaterThan(500)
  }

  async take(tool: '笔' | '激光笔' | '橡皮'): Promise<void> {
    await this.#page.getByRole('button', { name: tool, exact: true }).click()
  }

  async draw(from: Place, to: Place): Promise<void> {
    const [start, end] = [await this.#at(from), await this.#at(to)]
    await this.#page.mouse.move(start.x, start.y)
    await this.#page.mouse.down()
    await this.#page.mouse.move(end.x, end.y, { steps: 12 })
    await this.#page.mouse.up()
  }

  async point(at: Place): Promise<void> {
    const { x, y } = await this.#at(at)
    await this.#page.mouse.move(x, y, { steps: 3 })
  }

  async expectPointer(): Promise<void> {
    await expect(this.#page.getByTestId('live-ink')).toHaveAttribute('data-pointers', '1')
  }

  async expectStrokes(count: number): Promise<void> {
    await expect(this.#page.getByTestId('ink')).toHaveAttribute('data-strokes', String(count))
  }

  /** Colour on the ink's canvas, `none` where nothing is written. */
  inkAt({ x, y }: Place): Promise<'none' | 'ink'> {
    return this.#page.getByTestId('ink').evaluate(
      (canvas: HTMLCanvasElement, place) => {
        const [left, top] = [Math.round(place.x * canvas.width), Math.round(place.y * canvas.height)]
        const data = canvas.getContext('2d')?.getImageData(left, top, 1, 1).data
        return data?.[3] ? 'ink' : 'none'
      },
      { x, y },
    )
  }

  async #at({ x, y }: Place): Promise<Place> {
    const box = await this.surface.boundingBox()
    if (!box) throw new Error('Nothing is shown to write on')
    return { x: box.x + x * box.width, y: box.y + y * box.height }
  }
}
