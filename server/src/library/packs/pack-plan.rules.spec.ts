import { PackManifest, pathsOf } from '@tongke/contract'
import { bytesOf, manifestText, planResource, type Made, type SourceFile } from './pack-plan.rules.ts'

const sha = (letter: string) => letter.repeat(64)
const made = (name: string, bytes = 100, mediaType = 'image/webp'): Made => ({
  name,
  bytes,
  mediaType,
  sha256: sha('a'),
})
const file = (change: Partial<SourceFile>): SourceFile => ({
  role: 'main',
  name: '观潮',
  kind: 'document',
  blobSha: sha('b'),
  durationMs: null,
  isReady: true,
  renditions: [],
  subtitles: [],
  ...change,
})
const facts = {
  id: '0199c0a0-0000-7000-8000-000000000001',
  title: '观潮',
  type: 'courseware' as const,
  subject: 'chinese' as const,
  gradeFrom: 4,
  gradeTo: 4,
  licence: 'county' as const,
  authorName: '林晓雯',
  orgName: '示例小学',
}
const plan = (files: SourceFile[], type: 'courseware' | 'task_sheet' | 'excellent_lesson' = 'courseware') =>
  planResource({ facts: { ...facts, type }, files }, 0)
const planned = (...parameters: Parameters<typeof plan>) => {
  const result = plan(...parameters)
  if (typeof result === 'string') throw new Error(result)
  return result
}

const film = file({
  kind: 'video',
  name: '课.mp4',
  durationMs: 90_000,
  renditions: [made('v360.mp4', 5000, 'video/mp4'), made('poster.jpg', 50, 'image/jpeg')],
  subtitles: [{ language: 'zh-CN', vtt: 'WEBVTT\n\n00:00.000 --> 00:01.000\n同学们好' }],
})
const PAGES = ['page-10.webp', 'page-2.webp', 'page-1.webp', 'page-1-small.webp'].map((name) => made(name))

describe('what goes into a pack', () => {
  it('the smallest video, to be put together for a disk, with poster and subtitles', () => {
    const { resource, files } = planned([film])
    expect(resource.parts).toEqual([
      {
        kind: 'video',
        role: 'main',
        name: '课.mp4',
        durationMs: 90_000,
        shows: ['01/1-video.mp4'],
        poster: '01/1-poster.jpg',
        print: null,
        subtitles: [{ language: 'zh-CN', label: '中文', path: '01/1-zh-cn.vtt' }],
      },
    ])
    expect(files[0]?.content).toMatchObject({ from: 'portable', bytes: 5000 })
  })

  it('the video that was put together before', () => {
    const renditions = [...film.renditions, made('portable.mp4', 4900, 'video/mp4')]
    expect(planned([{ ...film, renditions }]).files[0]?.content).toMatchObject({ from: 'blob', bytes: 4900 })
  })

  it('pages in their order, and paper only of what is handed out', () => {
    const renditions = [...PAGES, made('document.pdf', 900, 'application/pdf')]
    const slides = planned([file({ renditions })])
    expect(slides.resource.parts[0]?.shows).toEqual([
      '01/1-page-1.webp',
      '01/1-page-2.webp',
      '01/1-page-10.webp',
    ])
    expect(slides.resource.parts[0]?.print).toBeNull()
    expect(bytesOf(slides)).toBe(300)
    expect(planned([file({ renditions })], 'task_sheet').resource.parts[0]?.print).toBe('01/1-print.pdf')
    const sheet = file({ role: 'task_sheet', renditions })
    expect(planned([film, sheet], 'excellent_lesson').resource.parts[1]?.print).toBe('01/2-print.pdf')
  })

  it('never what a third party signed, nor what no browser shows', () => {
    const signed = file({ role: 'licence', renditions: PAGES })
    expect(plan([signed])).toBe('nothing')
    expect(plan([file({ kind: 'archive' }), file({ kind: 'other', isReady: false })])).toBe('nothing')
    expect(planned([film, signed]).resource.parts).toHaveLength(1)
  })

  it('nothing before the work on it is done', () => {
    expect(plan([{ ...film, isReady: false }])).toBe('unready')
    expect(plan([file({})])).toBe('nothing')
  })

  it('as a manifest whose paths are all listed, once each', () => {
    const { resource, files } = planned([film, file({ renditions: PAGES })])
    const listed = files.map(({ path, mediaType, content }) => ({
      path,
      mediaType,
      bytes: content.bytes,
      sha256: sha('c'),
    }))
    const head = { id: facts.id, version: 1, name: '包', orgName: '校', createdAt: 1, keyId: 'k' }
    const read = (list: typeof listed) =>
      PackManifest.safeParse(JSON.parse(manifestText(head, [resource], list)))
    expect(read(listed).success).toBe(true)
    expect(resource.parts.flatMap(pathsOf).sort()).toEqual(listed.map(({ path }) => path).sort())
    expect(read(listed.slice(1)).success).toBe(false)
    expect(read([...listed, listed[0]!]).success).toBe(false)
    for (const path of [
      '../1-video.mp4',
      '01/../../x.mp4',
      '/01/1-video.mp4',
      '01/1-video.html',
      'C:/1-x.mp4',
    ])
      expect(read([...listed, { ...listed[0]!, path }]).success).toBe(false)
  })
})
