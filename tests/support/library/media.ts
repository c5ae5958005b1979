import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'

/** What ffmpeg writes into a file of this ending. */
export function made(extension: string, args: readonly string[]): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'tongke-made-'))
  try {
    const file = join(folder, `made.${extension}`)
    execFileSync('ffmpeg', ['-v', 'error', '-y', ...args, file], { stdio: ['ignore', 'ignore', 'inherit'] })
    return readFileSync(file)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export interface VideoOptions {
  readonly seconds?: number
  readonly size?: string
  readonly fps?: number
  /** Seconds of black before the picture begins. */
  readonly black?: number
  readonly sound?: 'quiet' | 'none'
  readonly extension?: 'mp4' | 'webm'
}

/** A moving picture and a quiet tone, as a teacher's recorder would write them. */
export function video(options: VideoOptions = {}): Buffer {
  const { seconds = 5, size = '320x180', fps = 25, black = 0, sound = 'quiet', extension = 'mp4' } = options
  const codecs = extension === 'mp4' ? ['libx264', 'aac'] : ['libvpx', 'libopus']
  const speed = extension === 'mp4' ? ['-preset', 'ultrafast'] : ['-deadline', 'realtime', '-cpu-used', '8']
  const picture = `testsrc2=s=${size}:r=${fps}:d=${seconds},drawbox=c=black:t=fill:enable='lt(t,${black})'`
  const tone = `sine=330:d=${seconds},volume=-20dB`
  const pictureFrom = ['-f', 'lavfi', '-i', picture]
  const soundFrom = sound === 'none' ? [] : ['-f', 'lavfi', '-i', tone, '-c:a', codecs[1] ?? '']
  const encoded = ['-c:v', codecs[0] ?? '', ...speed, '-pix_fmt', 'yuv420p', '-shortest']
  return made(extension, [...pictureFrom, ...soundFrom, ...encoded])
}

/** A tone, and silence in the second half. */
export const sound = (seconds = 4): Buffer =>
  made('mp3', ['-f', 'lavfi', '-i', `sine=440:d=${seconds / 2},apad=whole_dur=${seconds}`])

/** A photo-like picture; `orientation` as a camera writes it, with the place where it was taken. */
export function picture(width: number, height: number, orientation: number): Promise<Buffer> {
  const plain = sharp({ create: { width, height, channels: 3, background: '#4a7' } })
  const place = { IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '41/1 48/1 0/1' } }
  return plain.jpeg().withExif(place).withMetadata({ orientation }).toBuffer()
}

/** A PDF of pages with a number each. */
export function document(pages: number): Buffer {
  const bodies = Array.from(
    { length: pages },
    (_, index) => `BT /F1 48 Tf 72 700 Td (Page ${index + 1}) Tj ET`,
  )
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages} /Kids [${bodies.map((_, index) => `${4 + index * 2} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...bodies.flatMap((body, index) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${5 + index * 2} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
      `<< /Length ${body.length} >>\nstream\n${body}\nendstream`,
    ]),
  ]
  let text = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = text.length
    text += `${index + 1} 0 obj\n${object}\nendobj\n`
    return `${String(offset).padStart(10, '0')} 00000 n \n`
  })
  const count = objects.length + 1
  const table = `xref\n0 ${count}\n0000000000 65535 f \n${offsets.join('')}`
  const trailer = `trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`
  return Buffer.from(text + table + trailer, 'latin1')
}

/** A black square of any size in a few kilobytes: one bit a pixel, all the same. */
export function imageBomb(side: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header[8] = 1
  const rows = Buffer.alloc((Math.ceil(side / 8) + 1) * side)
  const chunk = (kind: string, data: Buffer) => {
    const named = Buffer.concat([Buffer.from(kind), data])
    const [size, check] = [Buffer.alloc(4), Buffer.alloc(4)]
    size.writeUInt32BE(data.length)
    check.writeUInt32BE(crc32(named))
    return Buffer.concat([size, named, check])
  }
  const mark = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    mark,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** A video whose frames are all zeros: its description is in order, nothing can be decoded. */
export function emptied(mp4: Buffer): Buffer {
  const at = mp4.indexOf('mdat')
  const size = mp4.readUInt32BE(at - 4)
  return Buffer.from(mp4).fill(0, at + 4, at - 4 + size)
}
