import { defineConfig } from '@playwright/test'

/** Chromium with a fake camera and microphone; frames keep flowing in pages that are not in front. */
const chromiumArgs = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

/** Lessons send picture and sound all the time; other pages wait for answers and can be looked at beside other rings. */
const LESSONS = ['audience', 'check', 'cycle', 'replay', 'rooms', 'story', 'survive', 'whole-lesson'].map(
  (name) => `**/${name}.spec.ts`,
)

export default defineConfig({
  testDir: 'browser',
  projects: [
    { name: 'browser', testMatch: LESSONS, outputDir: 'output/browser' },
    { name: 'pages', testIgnore: LESSONS, outputDir: 'output/pages' },
  ],
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: [['line']],
  use: {
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1366, height: 768 },
    actionTimeout: 10_000,
    // A trace films every page: with four browsers sending video that alone fills two cores.
    trace: 'off',
    launchOptions: { executablePath: '/usr/bin/chromium', args: chromiumArgs },
  },
})
