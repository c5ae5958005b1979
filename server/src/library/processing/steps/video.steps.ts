import { readFile, writeFile } from 'node:fs/promises'
import { PLAYLIST } from '../../files/file.rules.ts'
import type { Variant } from '../facts.ts'
import { BLACK_FILTER, FilterLog, soundFilter } from '../loudness.rules.ts'
import { bandwidthOf, masterPlaylist, withOwnHead } from '../playlist.rules.ts'
import { POSTER_CANDIDATES, bestPicture } from '../poster.rules.ts'
import { storyboardOf, storyboardTrack } from '../storyboard.rules.ts'
import {
  QUALITIES,
  SEGMENT_SECONDS,
  encodingArguments,
  frameRate,
  sizeIn,
  type Height,
  type Quality,
} from '../video.rules.ts'
import { ffmpeg, secondsOf } from './ffmpeg.ts'
import { looksOf } from './image-calls.ts'
import type { Made, StepContext } from './step-context.ts'

/** A cover in lists and the picture before a film begins: on a thin line a larger one keeps the film itself waiting. */
const POSTER_LINES = 360
/** Seconds beyond the length that a source declares; more is cut off, be it endless. */
const OVERRUN = 10

/** One rendition with its playlist, and the master playlist of all there are. */
export const encode =
  (height: Height) =>
  async (context: StepContext): Promise<Made> => {
    const { facts, folder } = context
    const quality = QUALITIES[height]
    const log = new FilterLog()
    const first = height === 360
    const args = encodingArguments({
      facts,
      quality,
      soundFilter: soundFilter(facts.loudness),
      pictureFilter: first ? BLACK_FILTER : null,
    })
    await ffmpeg(context, await context.source(), ['-t', String(secondsOf(facts) + OVERRUN), ...args], {
      fileBytes: mostBytes(quality, secondsOf(facts) + OVERRUN),
      makes: `${quality.name}.m3u8`,
      onLogLine: log.take,
    })
    const playlist = withOwnHead(await readFile(folder.file(`${quality.name}.m3u8`), 'utf8'))
    await writeFile(folder.file(`${quality.name}.m3u8`), playlist)
    const variants = { ...facts.variants, [`${quality.name}.m3u8`]: variantOf(context, quality, playlist) }
    await writeFile(folder.file('master.m3u8'), masterPlaylist(variants))
    return {
      facts: { variants, ...(first ? { blacks: log.blacks } : {}) },
      files: [
        { name: `${quality.name}.mp4`, mimeType: 'video/mp4' },
        { name: `${quality.name}.m3u8`, mimeType: PLAYLIST },
        { name: 'master.m3u8', mimeType: PLAYLIST },
      ],
    }
  }

function variantOf({ facts }: StepContext, quality: Quality, playlist: string): Variant {
  const codecs = [quality.codec, ...(facts.audioStream === undefined ? [] : ['mp4a.40.2'])].join(',')
  return {
    ...sizeIn(facts, quality.height),
    ...bandwidthOf(playlist),
    fps: frameRate(facts.fps),
    codecs,
  }
}

/** Twice what the rate allows; the encoder keeps it, so only a fault of it would meet this. */
const mostBytes = ({ maxrate, audio }: Quality, seconds: number) =>
  Math.ceil(((maxrate + audio) * 1000 * seconds) / 4) + 10_000_000

/** Made from the first rendition's key frames, which costs no decoding of the source. */
export async function storyboard(context: StepContext): Promise<Made> {
  const { facts, folder } = context
  const board = storyboardOf(facts.durationMs ?? 0, facts)
  const filters = [
    everyNth(board.every),
    `scale=${board.width}:${board.height}`,
    `tile=${board.columns}x${board.rows}`,
  ]
  const args = ['-vf', filters.join(','), '-frames:v', '1', '-q:v', '5', 'storyboard.jpg']
  await ffmpeg(context, await context.rendition('v360.mp4'), args, {
    before: KEY_FRAMES,
    makes: 'storyboard.jpg',
  })
  await writeFile(folder.file('storyboard.vtt'), storyboardTrack(board, facts.durationMs ?? 0))
  return {
    files: [
      { name: 'storyboard.jpg', mimeType: 'image/jpeg' },
      { name: 'storyboard.vtt', mimeType: 'text/vtt' },
    ],
  }
}

/** The best of a dozen key frames, cut from the source. */
export async function poster(context: StepContext): Promise<Made> {
  const { facts } = context
  const keyFrames = Math.max(1, Math.ceil(secondsOf(facts) / SEGMENT_SECONDS))
  const every = Math.ceil(keyFrames / POSTER_CANDIDATES)
  const count = Math.ceil(keyFrames / every)
  const small = await context.rendition('v360.mp4')
  const pick = ['-vf', everyNth(every), '-vsync', '0', '-frames:v', String(count), 'candidate-%02d.png']
  await ffmpeg(context, small, pick, { before: KEY_FRAMES })
  const looks = await looksOf(context, (name) => /^candidate-\d+\.png$/.test(name))
  const at = bestPicture(looks) * every * SEGMENT_SECONDS
  const { width, height } = sizeIn(facts, POSTER_LINES)
  const cut = ['-map', `0:${facts.videoStream}`, '-frames:v', '1', '-vf', `scale=${width}:${height},setsar=1`]
  const source = await context.source()
  // Nothing is found at a place when the source's time stamps jump; its beginning is always there.
  for (const from of [at, 0]) {
    await ffmpeg(context, source, [...cut, '-q:v', '4', 'poster.jpg'], { before: ['-ss', String(from)] })
    if (await context.folder.has('poster.jpg')) break
  }
  return { files: [{ name: 'poster.jpg', mimeType: 'image/jpeg' }] }
}

const KEY_FRAMES = ['-skip_frame', 'nokey']
const everyNth = (every: number) => `select=not(mod(n\\,${every}))`
