import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { LibraryScene, type NewFile } from '../support/library/library-scene.ts'
import { document, emptied, imageBomb, picture, sound, video } from '../support/library/media.ts'
import { presentation, zipClaiming } from '../support/library/office.ts'

let scene: LibraryScene

beforeAll(async () => {
  scene = await LibraryScene.open()
}, 120_000)
afterAll(() => scene?.close())

const MP4 = { kind: 'video', mimeType: 'video/mp4' } as const

describe('a video', () => {
  it('becomes renditions that play, with poster, storyboard and what its author should know', async () => {
    const file = await scene.add({
      ...MP4,
      content: video({ seconds: 7, size: '854x480', fps: 30, black: 6 }),
    })
    const { heard, stop } = await scene.hear()
    const playable = await scene.until(file, 'the first rendition', (state) => state.playable)
    expect(playable.facts.done).toEqual(['probe', 'measure', 'video-360'])
    expect(await scene.text(file, 'master.m3u8')).not.toContain('v720')

    const report = await scene.ready(file)
    await stop()
    expect(report).toMatchObject({ playable: true, progress: 1, step: null, log: '' })
    expect([...(await scene.renditions(file)).keys()]).toEqual([
      'master.m3u8',
      'poster.jpg',
      'storyboard.jpg',
      'storyboard.vtt',
      'v360.m3u8',
      'v360.mp4',
      'v720.m3u8',
      'v720.mp4',
    ])
    const master = await scene.text(file, 'master.m3u8')
    expect(master).toMatch(/RESOLUTION=640x360.*\nv360.m3u8\n.*RESOLUTION=854x480.*\nv720.m3u8/)
    expect(heard).toContainEqual(expect.objectContaining({ topic: 'processing.changed' }))

    const codes = report.findings.map(({ code }) => code)
    expect(codes).toEqual(
      expect.arrayContaining(['video.length', 'video.resolution', 'video.black', 'audio.loudness']),
    )
    expect(codes).not.toContain('audio.none')
    const poster = await sharp(await scene.rendition(file, 'poster.jpg')).stats()
    expect(poster.entropy).toBeGreaterThan(3)
    await expect(scene.text(file, 'storyboard.vtt')).resolves.toMatch(/storyboard.jpg#xywh=160,0,160,90/)
  }, 90_000)

  it('has segments of two seconds that begin with a key frame at the same places in all renditions', async () => {
    const file = await scene.add({ ...MP4, content: video({ seconds: 5, size: '1280x720', fps: 30 }) })
    await scene.ready(file)
    const keyFrames = await Promise.all(
      ['v360.mp4', 'v720.mp4'].map(async (name) => keyFramesOf(await scene.rendition(file, name))),
    )
    expect(keyFrames[0]).toEqual([0, 2, 4])
    expect(keyFrames[1]).toEqual(keyFrames[0])
    const playlist = await scene.text(file, 'v360.m3u8')
    expect(playlist.match(/#EXTINF:[\d.]+/g)).toEqual([
      '#EXTINF:2.000000',
      '#EXTINF:2.000000',
      '#EXTINF:1.000000',
    ])
    expect(playlist).toContain('#EXT-X-MAP:URI="v360.mp4?head",BYTERANGE=')
  }, 90_000)
})

describe('other files', () => {
  it('a recording without a length gets one, and plays without sound', async () => {
    const content = video({ seconds: 3, extension: 'webm', sound: 'none' })
    const file = await scene.add({
      kind: 'video',
      mimeType: 'video/webm',
      content: await withoutLength(content),
    })
    const { findings } = await scene.ready(file)
    expect(findings.map(({ code }) => code)).toEqual(expect.arrayContaining(['audio.none', 'video.codec']))
    expect((await scene.state(file)).facts.durationMs).toBeGreaterThan(2_500)
    expect(await scene.text(file, 'master.m3u8')).toContain('CODECS="avc1.4d401e"')
  }, 90_000)

  it('sound becomes one file of even loudness, with a waveform', async () => {
    const file = await scene.add({ kind: 'audio', mimeType: 'audio/mpeg', content: sound(26) })
    const { findings } = await scene.ready(file)
    expect(findings).toContainEqual(
      expect.objectContaining({ code: 'audio.silence', values: { at: 13, seconds: 13 } }),
    )
    expect((await scene.rendition(file, 'audio.m4a')).subarray(4, 8).toString()).toBe('ftyp')
    const { points, pointsPerSecond } = JSON.parse(await scene.text(file, 'waveform.json')) as Waveform
    expect(points.length / pointsPerSecond).toBeCloseTo(26, 0)
    const loud = (from: number, to: number) =>
      Math.max(...points.slice(from * pointsPerSecond, to * pointsPerSecond))
    expect(loud(1, 12)).toBeGreaterThan(5)
    expect(loud(14, 25)).toBeLessThan(2)
  }, 60_000)

  it('a picture is turned upright, made smaller and stripped of what the camera wrote', async () => {
    const content = await picture(3000, 1000, 6)
    const file = await scene.add({ kind: 'image', mimeType: 'image/jpeg', content })
    await scene.ready(file)
    const large = await sharp(await scene.rendition(file, 'large.webp')).metadata()
    expect(large).toMatchObject({ format: 'webp', width: 640, height: 1920 })
    expect(large.exif).toBeUndefined()
    expect(await sharp(await scene.rendition(file, 'small.webp')).metadata()).toMatchObject({ height: 320 })
    expect((await scene.state(file)).facts).toMatchObject({ width: 1000, height: 3000 })
  }, 60_000)

  it('slides become a PDF, pictures of their pages, and their text', async () => {
    const file = await scene.add({ kind: 'document', mimeType: PPTX, content: presentation() })
    await scene.ready(file)
    expect([...(await scene.renditions(file)).keys()]).toEqual([
      'document.pdf',
      'page-1-medium.webp',
      'page-1-small.webp',
      'page-1.webp',
      'page-2-medium.webp',
      'page-2-small.webp',
      'page-2.webp',
      'text.json',
    ])
    const { pages } = JSON.parse(await scene.text(file, 'text.json')) as { pages: string[] }
    expect(pages).toEqual([expect.stringContaining('分数的初步认识'), expect.stringContaining('练习')])
    const page = await sharp(await scene.rendition(file, 'page-1.webp')).stats()
    expect(page.isOpaque).toBe(true)
    expect(page.entropy).toBeGreaterThan(0.05)
  }, 120_000)

  it('a PDF with more pages than are drawn at a time is drawn to its end', async () => {
    const file = await scene.add({
      kind: 'document',
      mimeType: 'application/pdf',
      content: await document(12),
    })
    await scene.ready(file)
    const names = [...(await scene.renditions(file)).keys()]
    expect(names).toEqual(expect.arrayContaining(['document.pdf', 'page-1.webp', 'page-12.webp']))
    expect((await scene.state(file)).facts).toMatchObject({ pages: 12, pagesInAll: 12 })
  }, 60_000)

  it('a text in GB18030 is kept in UTF-8', async () => {
    const content = Buffer.from([0xb7, 0xd6, 0xca, 0xfd, 0xb5, 0xc4, 0xc8, 0xcf, 0xca, 0xb6])
    const file = await scene.add({ kind: 'text', mimeType: 'text/plain', content })
    const { findings } = await scene.ready(file)
    expect(findings).toEqual([{ code: 'text.encoding', severity: 'info', values: { encoding: 'gb18030' } }])
    await expect(scene.text(file, 'text.txt')).resolves.toBe('分数的认识')
  }, 60_000)
})

describe('the same content', () => {
  it('is worked on once, and only what is missing when more is asked for', async () => {
    const content = video({ seconds: 2, size: '1920x1080', fps: 10 })
    const file = await scene.add({ ...MP4, content })
    await scene.ready(file)
    const before = await scene.renditions(file)
    const again = await scene.add({ ...MP4, content })
    expect(await scene.state(again)).toMatchObject({ state: 'READY' })

    const higher = await scene.add({ ...MP4, content, maxHeight: 1080 })
    await scene.ready(higher)
    const after = await scene.renditions(higher)
    expect([...after.keys()].filter((name) => !before.has(name))).toEqual(['v1080.m3u8', 'v1080.mp4'])
    expect(after.get('v720.mp4')).toBe(before.get('v720.mp4'))
    expect(await scene.text(higher, 'master.m3u8')).toContain('v1080.m3u8')
  }, 90_000)

  it('is forgotten with all that was made of it when nothing uses it any more', async () => {
    const add = async (side: number) =>
      scene.add({ kind: 'image', mimeType: 'image/jpeg', content: await picture(side, side, 1) })
    const [used, unused] = [await add(61), await add(62)]
    await scene.ready(used)
    await scene.ready(unused)
    await scene.sql(`update processing set queued_at = now() - interval '2 days'`)
    await scene.sql('delete from resource_file where id = $1', [unused.id])
    await scene.forgetUnused()
    expect((await scene.renditions(unused)).size).toBe(0)
    await expect(scene.state(unused)).rejects.toThrow('not in the queue')
    expect((await scene.renditions(used)).size).toBe(3)
  }, 60_000)
})

describe('a file that cannot be used fails alone and says why', () => {
  const cases: [string, string, () => NewFile | Promise<NewFile>][] = [
    ['a cut video', 'file.unreadable', () => ({ ...MP4, content: video({ seconds: 2 }).subarray(0, 5_000) })],
    ['a video of nothing', 'file.unreadable', () => ({ ...MP4, content: emptied(video({ seconds: 2 })) })],
    [
      'a list of other files',
      'file.unreadable',
      () => ({ ...MP4, content: Buffer.from(PLAYLIST_OF_SECRETS) }),
    ],
    [
      'an image bomb',
      'file.too_many_pixels',
      () => ({ kind: 'image', mimeType: 'image/png', content: imageBomb(30_000) }),
    ],
    [
      'an image that is none',
      'file.unreadable',
      () => ({ kind: 'image', mimeType: 'image/png', content: Buffer.from('GIF89a?') }),
    ],
    [
      'a zip bomb',
      'file.too_big_inside',
      () => ({ kind: 'document', mimeType: PPTX, content: zipClaiming(2_000_000_000) }),
    ],
    [
      'a broken office file',
      'file.unreadable',
      () => ({ kind: 'document', mimeType: PPTX, content: presentation().subarray(0, 700) }),
    ],
    [
      'a broken PDF',
      'file.unreadable',
      () => ({ kind: 'document', mimeType: 'application/pdf', content: Buffer.from('%PDF-1.7\nnothing') }),
    ],
    [
      'bytes that are no text',
      'file.unreadable',
      () => ({ kind: 'text', mimeType: 'text/plain', content: Buffer.from([0, 1, 2, 0xff, 0xff]) }),
    ],
  ]

  it.each(cases)(
    '%s: %s',
    async (_, code, make) => {
      const file = await scene.add(await make())
      const { findings, log } = await scene.failed(file)
      expect(findings).toContainEqual(expect.objectContaining({ code, severity: 'error' }))
      expect(log).not.toContain(scene.stack.dataFolder)
      expect([...(await scene.renditions(file)).keys()]).toEqual([])
    },
    60_000,
  )
})

interface Waveform {
  points: number[]
  pointsPerSecond: number
}

const PPTX = 'application/vnd.openxmlformats-officedocument.presentationml.presentation'
const PLAYLIST_OF_SECRETS =
  '#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n'

/** As a browser records: the length is never written. */
async function withoutLength(webm: Buffer): Promise<Buffer> {
  return execFileSync('ffmpeg', ['-v', 'error', '-i', '-', '-c', 'copy', '-f', 'webm', '-live', '1', '-'], {
    input: webm,
    maxBuffer: 50_000_000,
  })
}

function keyFramesOf(content: Buffer): number[] {
  const path = join(scene.stack.dataFolder, 'looked-at.mp4')
  writeFileSync(path, content)
  const entries = ['-show_entries', 'packet=pts_time,flags', '-select_streams', 'v:0', '-of', 'csv=p=0']
  const lines = execFileSync('ffprobe', ['-v', 'error', ...entries, path], { encoding: 'utf8' }).split('\n')
  const keys = lines.filter((line) => line.includes('K')).map((line) => Number.parseFloat(line))
  return keys.map((at) => Math.round((at - (keys[0] ?? 0)) * 1000) / 1000)
}
