import type { Locator, Page } from '@playwright/test'

/** The import of packages. */
export class PackagesPage {
  static readonly path = '/library/mine/import'

  constructor(private readonly page: Page) {}

  async bring(name: string, buffer: Buffer): Promise<void> {
    await this.page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/zip', buffer })
    await this.list.waitFor()
  }

  get list(): Locator {
    return this.page.getByRole('list', { name: '包里的各项' })
  }

  item(title: string): Locator {
    return this.list.locator('.package-item').filter({ hasText: title })
  }

  async choose(field: string, option: string): Promise<void> {
    await this.page.getByLabel(field, { exact: true }).click()
    await this.page.getByTitle(option, { exact: true }).last().click()
  }

  async start(count: number): Promise<void> {
    await this.page.getByRole('button', { name: `把 ${count} 项导入为草稿` }).click()
  }
}
