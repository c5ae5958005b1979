import { execFileSync } from 'node:child_process'
import { existsSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { COLUMNS, encodeStamp, ROWS } from '../barcode/code.ts'
import { cacheFolder } from '../cache-folder.ts'
import { SENDERS, type SenderName } from './senders.ts'

/** Raise it when the generated files change. */
const EDITION = 1
/** Chromium plays an MJPEG file as a camera of 30 frames per second, from the start again at its end. */
/** The camera's file starts again after a minute. */
export const FRAMES = 60 * 30
const SAMPLE_RATE = 48_000
const SOUND_SECONDS = 8

export interface FakeMedia {
  readonly video: string
  readonly sound: string
}

const writeOnce = (path: string, write: (unfinished: string) => void): string => {
  if (existsSync(path)) return path
  const unfinished = `${path}.${process.pid}.part`
  write(unfinished)
  renameSync(unfinished, path)
  return path
}

/** One byte per cell; ffmpeg blows the 8 × 4 pixels up to the picture. */
function stampedFrames(stamp: number): Buffer {
  const cells = Buffer.alloc(FRAMES * COLUMNS * ROWS)
  for (let frame = 0; frame < FRAMES; frame += 1)
    encodeStamp(stamp, frame).forEach((isWhite, index) => {
      cells[frame * COLUMNS * ROWS + index] = isWhite ? 235 : 16
    })
  return cells
}

function writeVideo(path: string, stamp: number, width: number, height: number): void {
  const input = ['-f', 'rawvideo', '-pix_fmt', 'gray', '-s', `${COLUMNS}x${ROWS}`, '-r', '30', '-i', '-']
  const scale = `scale=${width}:${height}:flags=neighbor,format=yuvj420p`
  execFileSync(
    'ffmpeg',
    ['-v', 'error', '-y', ...input, '-vf', scale, '-c:v', 'mjpeg', '-q:v', '4', '-f', 'mjpeg', path],
    { input: stampedFrames(stamp), stdio: ['pipe', 'ignore', 'inherit'] },
  )
}

/**
 * Bursts of a tone, four a second: noise suppression takes a steady tone for noise and removes it, speech has syllables.
 */
function writeSound(path: string, hertz: number): void {
  const samples = SAMPLE_RATE * SOUND_SECONDS
  const file = Buffer.alloc(44 + samples * 2)
  file.write('RIFF', 0)
  file.writeUInt32LE(36 + samples * 2, 4)
  file.write('WAVEfmt ', 8)
  file.writeUInt32LE(16, 16)
  file.writeUInt16LE(1, 20)
  file.writeUInt16LE(1, 22)
  file.writeUInt32LE(SAMPLE_RATE, 24)
  file.writeUInt32LE(SAMPLE_RATE * 2, 28)
  file.writeUInt16LE(2, 32)
  file.writeUInt16LE(16, 34)
  file.write('data', 36)
  file.writeUInt32LE(samples * 2, 40)
  for (let index = 0; index < samples; index += 1) {
    const second = index / SAMPLE_RATE
    const burst = Math.max(0, Math.sin(2 * Math.PI * 4 * second)) ** 0.5
    file.writeInt16LE(Math.round(14_000 * burst * Math.sin(2 * Math.PI * hertz * second)), 44 + index * 2)
  }
  writeFileSync(path, file)
}

/** Camera and microphone of one sender as files for Chromium's fake devices; made at the first call on a machine. */
export function fakeMedia(sender: SenderName, { width, height } = { width: 640, height: 360 }): FakeMedia {
  const folder = cacheFolder('fake-media')
  const { stamp, hertz } = SENDERS[sender]
  const video = join(folder, `v${EDITION}-${sender}-${width}x${height}.mjpeg`)
  const sound = join(folder, `v${EDITION}-${sender}.wav`)
  return {
    video: writeOnce(video, (path) => writeVideo(path, stamp, width, height)),
    sound: writeOnce(sound, (path) => writeSound(path, hertz)),
  }
}
