import type { Locator, Page } from '@playwright/test'

export const roomPath = (lessonId: string): string => `/lessons/${lessonId}/room`

/** The place on the screen where `identity` is shown. */
export const remotePicture = (page: Page, identity: string, source = 'camera'): Locator =>
  page.locator(`video[data-testid=remote-video][data-identity="${identity}"][data-source=${source}]`)
