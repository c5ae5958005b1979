import type { LessonEvent, LessonPlan } from '@tongke/contract'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { tell } from '../../../server/dist/demo/past-lesson.rules.js'
import { RECORDED_FROM, recordedStory } from '../../../server/dist/demo/recording/recorded-story.rules.js'
import type { FilmedLesson } from '../../../server/dist/demo/recording/store-recording.js'
import { place, planOf } from '../../../server/dist/demo/seed-demo-lessons.js'
import { store } from '../../../server/dist/demo/store-past-lesson.js'
import type { LibraryScene } from './library-scene.ts'
import { made } from './media.ts'

interface Streamed {
  readonly seconds: number
  /** Name of a colour, or an ffmpeg source. */
  readonly picture: string
  readonly hertz: number
}

/** Longer ones are this much over and over, without encoding it again. */
const ENCODED_SECONDS = 120
/** Clusters begin with key frames. */
const CLUSTERS = ['-cluster_time_limit', '9000']

/** A WebM as a media node writes one: VP8 and Opus, a key frame every four seconds where a cluster begins. */
export function webm({ seconds, picture, hertz }: Streamed): Buffer {
  const once = encoded({ seconds: Math.min(seconds, ENCODED_SECONDS), picture, hertz })
  if (seconds <= ENCODED_SECONDS) return once
  const folder = mkdtempSync(join(tmpdir(), 'tongke-webm-'))
  try {
    const path = join(folder, 'once.webm')
    writeFileSync(path, once)
    const loop = ['-stream_loop', String(Math.ceil(seconds / ENCODED_SECONDS) - 1), '-i', path]
    return made('webm', [...loop, '-t', String(seconds), '-c', 'copy', ...CLUSTERS])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const encoded = ({ seconds, picture, hertz }: Streamed): Buffer =>
  made('webm', [
    '-f',
    'lavfi',
    '-i',
    `${picture}=s=320x240:r=10:d=${seconds}`.replace('=s=', picture.includes('=') ? ':s=' : '=s='),
    '-f',
    'lavfi',
    '-i',
    `sine=${hertz}:d=${seconds},volume=-20dB`,
    '-c:v',
    'libvpx',
    '-deadline',
    'realtime',
    '-cpu-used',
    '8',
    '-b:v',
    '150k',
    '-g',
    '40',
    '-keyint_min',
    '40',
    '-c:a',
    'libopus',
    '-b:a',
    '24k',
    ...CLUSTERS,
  ])

/** The length of the recording that `recordedLesson` makes. */
export const RECORDED_SECONDS = 48

/**
 * A recording of part of the first demo lesson, from 8.8 minutes after its start on: the class of leg `legId` raises a hand
 * 12 s after the recording's start and is on stage from 36 s on.
 * @param began when the lesson went live, ms
 */
export function recordedLesson(lessonId: string, legId: string, began: number): FilmedLesson {
  const startedAt = began + 8.8 * 60_000
  const stream = { source: 'camera', hasVideo: true, hasAudio: true } as const
  return {
    lessonId,
    startedAt,
    endedAt: startedAt + RECORDED_SECONDS * 1000,
    streams: [
      {
        ...stream,
        identity: 'lecturer',
        startedAt: startedAt + 200,
        durationMs: RECORDED_SECONDS * 1000 - 200,
        webm: webm({ seconds: RECORDED_SECONDS - 0.2, picture: 'color=c=red', hertz: 440 }),
      },
      {
        ...stream,
        identity: `leg:${legId}`,
        startedAt: startedAt + 30_000,
        durationMs: 18_000,
        webm: webm({ seconds: 18, picture: 'color=c=lime', hertz: 880 }),
      },
    ],
  }
}

export interface TaughtLesson {
  readonly lessonId: string
  readonly plan: LessonPlan
  /** All of its log. */
  readonly events: readonly LessonEvent[]
  /** Wall time of the recording's beginning. */
  readonly from: number
}

/**
 * A lesson of yesterday with slides, ink, a board and a class on stage, `seconds` of which were recorded.
 * @param seconds of the recording @param turns when each slide was shown, in seconds after its start
 */
export async function taughtLesson(
  scene: LibraryScene,
  title: string,
  seconds: number,
  turns: readonly number[],
): Promise<TaughtLesson> {
  const deck = { fileId: randomUUID(), title, pages: turns.length }
  const lessonId = randomUUID()
  const taught = await scene.transaction(async (tx) => {
    const cast = { lecture: await place(tx, '林晓雯', 3), listening: [await place(tx, '石小满', 3)] }
    const plan = planOf(cast, title, 'english', Date.now() - 26 * 3_600_000)
    const pages = turns.map((second, index) => ({ at: second * 1000, page: index + 1 }))
    const steps = recordedStory(plan, deck.fileId, pages, seconds * 1000, () => randomUUID())
    const told = tell(lessonId, plan, steps, () => randomUUID(), { deck })
    await store(tx, told, ['FULL'])
    return told
  })
  const { plan } = taught.state
  const from = (taught.state.startedAt ?? 0) + RECORDED_FROM * 60_000
  const stream = { source: 'camera', hasVideo: true, hasAudio: true, durationMs: seconds * 1000 } as const
  await scene.record({
    lessonId,
    startedAt: from,
    endedAt: from + seconds * 1000,
    streams: [
      {
        ...stream,
        identity: 'lecturer',
        startedAt: from,
        webm: webm({ seconds, picture: 'testsrc2', hertz: 440 }),
      },
      {
        ...stream,
        identity: `leg:${plan.legs[0]?.id}`,
        startedAt: from,
        webm: webm({ seconds, picture: 'color=c=lime', hertz: 880 }),
      },
    ],
  })
  return { lessonId, plan, events: taught.events, from }
}
