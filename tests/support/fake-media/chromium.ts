import { chromium, type Browser } from '@playwright/test'
import { fakeMedia } from './generate.ts'
import type { SenderName } from './senders.ts'

const BASE_ARGS = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  // There is no graphics card: drawing in plain software costs half of what an emulated one does.
  '--disable-gpu',
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

export interface ChromiumOptions {
  readonly size?: { width: number; height: number }
  /** Runs Chromium elsewhere, e.g. inside a network namespace (see `namespaces/`). */
  readonly executablePath?: string
  /** Plain-HTTP origins that may use the camera all the same. */
  readonly trustedOrigin?: string
}

/**
 * One Chromium process with the camera and microphone of `sender`. Chromium takes one fake capture file per process, so
 * every participant is a process of its own.
 */
export function launchChromium(sender: SenderName, options: ChromiumOptions = {}): Promise<Browser> {
  const media = fakeMedia(sender, options.size)
  const trusted = options.trustedOrigin
    ? [`--unsafely-treat-insecure-origin-as-secure=${options.trustedOrigin}`]
    : []
  return chromium.launch({
    executablePath: options.executablePath ?? '/usr/bin/chromium',
    args: [
      ...BASE_ARGS,
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${media.video}`,
      `--use-file-for-fake-audio-capture=${media.sound}`,
      ...trusted,
    ],
  })
}
