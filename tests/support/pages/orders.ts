import { expect, type Locator, type Page } from '@playwright/test'

/** What is out of the library, and the orders that bring it there and back. */
export class OrdersPage {
  static readonly path = '/library/withdrawn'

  constructor(private readonly page: Page) {}

  row(title: string): Locator {
    return this.page.getByRole('row').filter({ has: this.page.getByRole('link', { name: title }) })
  }

  /** Says yes to what asks back. By the keyboard: the dialog still moves while it opens. */
  async confirm(act: string): Promise<void> {
    await this.page.getByRole('button', { name: act }).click()
    const dialog = this.page.getByRole('dialog')
    await dialog.getByRole('button', { name: act }).press('Enter')
    await expect(dialog).toBeHidden()
  }

  /** Gives an order with its reason, from the page or from one row of the list. */
  async give(order: string, reason: string, where: Page | Locator = this.page): Promise<void> {
    await where.getByRole('button', { name: order }).click()
    const dialog = this.page.getByRole('dialog')
    await dialog.getByRole('textbox').fill(reason)
    await dialog.getByRole('button', { name: order }).click()
    await expect(dialog).toBeHidden()
  }
}
