import { made } from './media.ts'
import type { FilmedLesson } from '../../../server/dist/demo/recording/store-recording.js'

interface Streamed {
  readonly seconds: number
  /** Name of a colour, or an ffmpeg source. */
  readonly picture: string
  readonly hertz: number
}

/** A WebM as a media node writes one: VP8 and Opus, a key frame every four seconds where a cluster begins. */
export const webm = ({ seconds, picture, hertz }: Streamed): Buffer =>
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
    '-cluster_time_limit',
    '9000',
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
