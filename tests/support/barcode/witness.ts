import type { Locator, Page } from '@playwright/test'
import { FRAMES } from '../fake-media/generate.ts'
import { SENDERS, type SenderName } from '../fake-media/senders.ts'
import { decodeStamp } from './code.ts'
import { installPageLog, type HeardMoment, type SeenFrame } from './page-log.ts'
import { TONES } from '../fake-media/senders.ts'

/** A tone counts as heard from here on, dBFS; Opus of silence and the other tones stay below −70. */
const AUDIBLE_DBFS = -50
const QUIET_DBFS = -60

/** Script that makes a page write down what it shows and plays; for `addInitScript`, before the first navigation. */
export const pageLogScript = (): string => `(${installPageLog})(${decodeStamp}, ${JSON.stringify(TONES)})`

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Asks until `look` gives a value; fails after `within` ms with what `explain` says. */
export async function eventually<T>(
  look: () => Promise<T | null | undefined | false>,
  within: number,
  explain: () => Promise<string> | string,
): Promise<T> {
  const end = Date.now() + within
  for (;;) {
    const value = await look()
    if (value) return value
    if (Date.now() > end) throw new Error(`${await explain()} (waited ${within} ms)`)
    await pause(40)
  }
}

/** Frames that this element, or any element of the page, presented after `since` (ms since the epoch). */
export async function framesSince(target: Page | Locator, since: number): Promise<SeenFrame[]> {
  if ('goto' in target)
    return target.evaluate((from) => window.tongkeTestLog.frames.filter((frame) => frame.at >= from), since)
  if ((await target.count()) === 0) return []
  return target
    .first()
    .evaluate(
      (element, from) =>
        (window.tongkeTestLog.framesOf.get(element) ?? []).filter((frame) => frame.at >= from),
      since,
      { timeout: 2000 },
    )
    .catch(() => [])
}

const isAdvancing = (frames: readonly SeenFrame[]): boolean => {
  const steps = frames.slice(1).filter((frame, index) => frame.value > frames[index]!.value)
  // The file starts again once a minute: one step back is allowed.
  return steps.length >= frames.length - 2
}

const nameOf = (stamp: number) =>
  Object.entries(SENDERS).find(([, sender]) => sender.stamp === stamp)?.[0] ?? `number ${stamp}`

const summary = (frames: readonly SeenFrame[]) =>
  frames.length === 0
    ? 'no readable frame'
    : `${frames.length} frames: ${[...new Set(frames.map((frame) => nameOf(frame.sender)))].join(', ')}`

/** What the element itself says, for a failure. */
async function conditionOf(video: Locator): Promise<string> {
  if ((await video.count()) === 0) return 'there is no such element'
  return video.first().evaluate((element) => {
    const { videoWidth, readyState, paused, dataset } = element as HTMLVideoElement
    const { totalVideoFrames } = (element as HTMLVideoElement).getVideoPlaybackQuality()
    return JSON.stringify({
      videoWidth,
      readyState,
      paused,
      totalVideoFrames,
      unreadable: window.tongkeTestLog.unreadable,
      ...dataset,
    })
  })
}

/** The `video` shows pictures of `sender` from now on, only those, and they advance (a thumbnail has four or five a second). */
export async function expectFrames(
  video: Locator,
  sender: SenderName,
  { atLeast = 5, within = 10_000 } = {},
): Promise<void> {
  const { stamp } = SENDERS[sender]
  const start = Date.now()
  let seen: SeenFrame[] = []
  await eventually(
    async () => {
      seen = await framesSince(video, start)
      const latest = seen.slice(-atLeast)
      return (
        latest.length === atLeast && latest.every((frame) => frame.sender === stamp) && isAdvancing(latest)
      )
    },
    within,
    async () =>
      `expected advancing frames of ${sender} in ${video}, saw ${summary(seen)}; ${await conditionOf(video)}`,
  )
}

/** No element of the page presents pictures of `sender` for a whole second. */
export async function expectNoFrames(page: Page, sender: SenderName, within = 8000): Promise<void> {
  const { stamp } = SENDERS[sender]
  const start = Date.now()
  await eventually(
    async () => {
      const recent = await framesSince(page, Date.now() - 1000)
      return Date.now() - start > 1000 && recent.every((frame) => frame.sender !== stamp)
    },
    within,
    () => `expected no more frames of ${sender}`,
  )
}

/** When the first frame of `sender` after `since` was presented, ms since the epoch. */
export async function firstFrameAfter(
  target: Page | Locator,
  sender: SenderName,
  since: number,
  within: number,
): Promise<number> {
  const { stamp } = SENDERS[sender]
  let seen: SeenFrame[] = []
  const first = await eventually(
    async () => {
      seen = await framesSince(target, since).catch(() => [])
      return seen.find((frame) => frame.sender === stamp)
    },
    within,
    () => `expected a frame of ${sender}, saw ${summary(seen)}`,
  )
  return first.at
}

/** How far back the last picture before an outage may lie, ms. */
const LONG_AGO_MS = 60_000

const isTakenAfter = (frame: SeenFrame, last: SeenFrame | undefined): boolean => {
  const ahead = last ? (frame.value - last.value + FRAMES) % FRAMES : 1
  return ahead > 0 && ahead < FRAMES / 2
}

/** As `firstFrameAfter`, but of a picture that was taken later than the last one shown before `since`. */
export async function firstNewFrameAfter(
  target: Page | Locator,
  sender: SenderName,
  since: number,
  within: number,
): Promise<number> {
  const { stamp } = SENDERS[sender]
  const first = await eventually(
    async () => {
      const all = await framesSince(target, since - LONG_AGO_MS).catch(() => [])
      const frames = all.filter((frame) => frame.sender === stamp)
      const last = frames.findLast(({ at }) => at < since)
      return frames.find((frame) => frame.at >= since && isTakenAfter(frame, last))
    },
    within,
    () => `expected a new frame of ${sender}`,
  )
  return first.at
}

/** When the tone of `sender` was heard for the first time after `since`, ms since the epoch. */
export async function firstToneAfter(
  page: Page,
  sender: SenderName,
  since: number,
  within: number,
): Promise<number> {
  const { stamp } = SENDERS[sender]
  const first = await eventually(
    async () => (await soundSince(page, since)).find((moment) => loudest([moment], stamp) >= AUDIBLE_DBFS),
    within,
    () => `expected to hear ${sender}`,
  )
  return first.at
}

/** A picture that stands still for longer than this was interrupted, ms; a thumbnail's frames are 200 ms apart. */
const INTERRUPTED_MS = 300

/** A picture that has moved for so long after an interruption is back, ms. */
const STEADY_MS = 1_500

/**
 * How long after `since` the picture of `sender` came back, ms: the end of the longest interruption, because frames that were
 * on their way at that moment still arrive, and not always at once.
 */
export async function backAfterGap(
  page: Page,
  sender: SenderName,
  since: number,
  within: number,
): Promise<number> {
  const { stamp } = SENDERS[sender]
  const back = await eventually(
    async () => {
      const frames = (await framesSince(page, since - 1000)).filter((frame) => frame.sender === stamp)
      const gapBefore = (frame: SeenFrame) => frame.at - (frames[frames.indexOf(frame) - 1]?.at ?? frame.at)
      const ends = frames.filter((frame) => frame.at > since && gapBefore(frame) > INTERRUPTED_MS)
      const [end] = ends.toSorted((one, other) => gapBefore(other) - gapBefore(one))
      return end && frames.at(-1)!.at - end.at > STEADY_MS && end
    },
    within,
    () => `the picture of ${sender} was not interrupted, or did not come back`,
  )
  return back.at - since
}

/** Longest time between two presented frames of `sender` from `since` until now, ms. */
export async function longestGap(page: Page, sender: SenderName, since: number): Promise<number> {
  const { stamp } = SENDERS[sender]
  const times = (await framesSince(page, since))
    .filter((frame) => frame.sender === stamp)
    .map((frame) => frame.at)
  return [...times, Date.now()].reduce(
    (gap, at, index, all) => Math.max(gap, at - (all[index - 1] ?? since)),
    0,
  )
}

const soundSince = (page: Page, since: number): Promise<HeardMoment[]> =>
  page.evaluate((from) => window.tongkeTestLog.sound.filter((moment) => moment.at >= from), since)

const loudest = (moments: readonly HeardMoment[], stamp: number): number =>
  Math.max(-200, ...moments.map((moment) => moment.levels[stamp] ?? -200))

/** The page plays the tone of `sender` aloud. */
export async function expectTone(page: Page, sender: SenderName, within = 8000): Promise<void> {
  const { stamp } = SENDERS[sender]
  let level = -200
  await eventually(
    async () => {
      level = loudest(await soundSince(page, Date.now() - 400), stamp)
      return level >= AUDIBLE_DBFS
    },
    within,
    () => `expected to hear ${sender}, loudest ${level.toFixed(0)} dBFS`,
  )
}

/** For a whole second nothing of the tone of `sender` is played. */
export async function expectSilence(page: Page, sender: SenderName, within = 8000): Promise<void> {
  const { stamp } = SENDERS[sender]
  const start = Date.now()
  let level = -200
  await eventually(
    async () => {
      level = loudest(await soundSince(page, Date.now() - 1000), stamp)
      return Date.now() - start > 1000 && level < QUIET_DBFS
    },
    within,
    () => `expected silence of ${sender}, loudest ${level.toFixed(0)} dBFS`,
  )
}

/** Longest time from `since` until now in which the tone of `sender` was not heard, ms (a burst lasts 125 ms, its pause too). */
export async function longestSilence(page: Page, sender: SenderName, since: number): Promise<number> {
  const { stamp } = SENDERS[sender]
  const heard = (await soundSince(page, since)).filter(
    (moment) => (moment.levels[stamp] ?? -200) >= AUDIBLE_DBFS,
  )
  const times = [...heard.map((moment) => moment.at), Date.now()]
  return times.reduce((gap, at, index) => Math.max(gap, at - (times[index - 1] ?? since)), 0)
}
