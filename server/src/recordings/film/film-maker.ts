import { writeFile } from 'node:fs/promises'
import { inkAt, inkOf, type InkSpan } from '@tongke/contract'
import type { BlobStore } from '../../platform/store/blob-store.ts'
import type { RecordingTimeline } from '../replay/recording-reader.ts'
import { titleOf, type PageWithPicture } from '../replay/replay-pages.ts'
import { wallAt } from '../replay/timeline.rules.ts'
import {
  chapterFile,
  keyFramesOf,
  partsOf,
  pictureGraph,
  pictureList,
  scenesOf,
  shotsOf,
  soundGraph,
  soundPartsOf,
  type FilmPart,
  type Scene,
  type Shot,
} from './film.rules.ts'
import type { FilmTools } from './film-tools.ts'
import { paintGround } from './page-painter.ts'

const H264 = ['-c:v', 'libx264', '-preset', 'superfast', '-crf', '25', '-profile:v', 'high', '-g', '100']
const AAC = ['-c:a', 'aac', '-b:a', '96k', '-ar', '48000', '-ac', '2']
const FRAME_SECONDS = 1 / 20

/** A piece of work on a film; what it makes is kept, so that it is never done twice. */
export interface FilmStep {
  readonly id: string
  /** Share of the whole work, in seconds of film. */
  readonly weight: number
  /** @returns names of the files it made, in the work folder */
  readonly work: (onProgress: (fraction: number) => void) => Promise<string[]>
}

/** Makes one MP4 of a recording: pages, the lecturer, who is on stage; all voices; a chapter for each turn of the page. */
export class FilmMaker {
  private readonly parts: FilmPart[]
  private readonly hasPages: boolean
  private readonly chapters: { at: number; title: string }[]
  private readonly scenes: Scene[]
  private readonly ink: InkSpan[]

  constructor(
    private readonly timeline: RecordingTimeline,
    private readonly pages: readonly PageWithPicture[],
    private readonly tools: FilmTools,
    private readonly blobs: BlobStore,
    /** Of what an earlier step has made, maybe in another process. */
    private readonly madeBefore: (name: string) => Promise<string>,
  ) {
    const { clock, story } = timeline
    this.parts = partsOf(clock)
    this.hasPages = story.pages.length > 0 || story.shares.length > 0
    this.chapters = story.chapters.map(({ at, key }) => ({ at, title: this.chapterTitle(key) }))
    this.ink = inkOf(story.events)
    this.scenes = scenesOf(story.chapters, this.ink, clock.durationMs)
  }

  get durationMs(): number {
    return this.timeline.clock.durationMs
  }

  steps(): FilmStep[] {
    const sounds = soundPartsOf(this.timeline.clock).map((part): FilmStep => ({
      id: `sound-${part.index}`,
      weight: (part.to - part.from) / 8_000,
      work: (onProgress) => this.sound(part, onProgress),
    }))
    const pictures = this.parts.map((part): FilmStep => ({
      id: `picture-${part.index}`,
      weight: part.frames * FRAME_SECONDS,
      work: (onProgress) => this.picture(part, onProgress),
    }))
    const join: FilmStep = { id: 'join', weight: this.durationMs / 20_000, work: () => this.join() }
    return [...sounds, ...pictures, join]
  }

  private async sound(
    part: { index: number; from: number; to: number },
    onProgress: (fraction: number) => void,
  ) {
    const seconds = (part.to - part.from) / 1000
    const shots = this.shots(part).filter(({ stream }) => stream.hasAudio)
    const inputs = await this.inputs(shots, `s${part.index}`)
    const name = `sound-${part.index}.m4a`
    await this.tools.ffmpeg(
      [
        '-f',
        'lavfi',
        '-t',
        seconds.toFixed(3),
        '-i',
        'anullsrc=r=48000:cl=stereo',
        ...inputs,
        '-filter_complex',
        soundGraph(shots, seconds),
        '-map',
        '[out]',
        ...AAC,
      ],
      name,
      seconds,
      onProgress,
    )
    return [name]
  }

  private async picture(part: FilmPart, onProgress: (fraction: number) => void): Promise<string[]> {
    const shots = this.shots(part.wall).filter(({ stream }) => stream.hasVideo)
    const inputs = await this.inputs(shots, `p${part.index}`)
    const list = `pages-${part.index}.txt`
    await this.paint(part)
    const fileOf = (index: number) => this.groundOf(index)
    await writeFile(this.tools.folder.file(list), pictureList(part, this.scenes, fileOf))
    const name = `picture-${part.index}.mp4`
    const keyFrames = keyFramesOf(part, this.chapters)
    await this.tools.ffmpeg(
      [
        '-f',
        'concat',
        '-i',
        list,
        ...inputs,
        '-filter_complex',
        pictureGraph(shots, { hasPages: this.hasPages }),
        '-map',
        '[out]',
        '-frames:v',
        String(part.frames),
        ...H264,
        ...(keyFrames.length > 0 ? ['-force_key_frames', keyFrames.join(',')] : []),
        '-video_track_timescale',
        '20000',
      ],
      name,
      part.frames * FRAME_SECONDS,
      onProgress,
    )
    return [name]
  }

  /** Puts all parts behind each other, without making any of it anew. */
  private async join(): Promise<string[]> {
    const pictures = this.parts.map(({ index }) => `picture-${index}.mp4`)
    const sounds = soundPartsOf(this.timeline.clock).map(({ index }) => `sound-${index}.m4a`)
    const { folder, signal } = this.tools
    for (const name of [...pictures, ...sounds]) await folder.fetch(name, await this.madeBefore(name), signal)
    const list = (names: readonly string[]) => names.map((name) => `file '${name}'\n`).join('')
    await writeFile(folder.file('pictures.txt'), list(pictures))
    await writeFile(folder.file('sounds.txt'), list(sounds))
    const { plan } = this.timeline
    await writeFile(folder.file('chapters.txt'), chapterFile(this.chapters, this.durationMs, plan.title))
    await this.tools.ffmpeg(
      [
        '-f',
        'concat',
        '-i',
        'pictures.txt',
        '-f',
        'concat',
        '-i',
        'sounds.txt',
        '-f',
        'ffmetadata',
        '-i',
        'chapters.txt',
        '-map',
        '0:v',
        '-map',
        '1:a',
        '-map_metadata',
        '2',
        '-map_chapters',
        '2',
        '-c',
        'copy',
        '-movflags',
        '+faststart',
      ],
      'film.mp4',
      this.durationMs / 1000,
    )
    return ['film.mp4']
  }

  private shots(part: { from: number; to: number }): Shot[] {
    const { clock, story, streams } = this.timeline
    const stages = story.stages.map(({ legId, from, to }) => ({
      legId,
      from: wallAt(clock, from),
      to: wallAt(clock, to),
    }))
    return shotsOf(part, streams, stages)
  }

  private async inputs(shots: readonly Shot[], prefix: string): Promise<string[]> {
    const inputs: string[] = []
    for (const [index, shot] of shots.entries())
      inputs.push('-i', `file:${await this.tools.joined(shot, `${prefix}-${index}.webm`)}`)
    return inputs
  }

  /** The grounds of a part: what is shown before the first scene, and each scene's page with its ink. */
  private async paint(part: FilmPart): Promise<void> {
    const used = pictureList(part, this.scenes, (index) => `${index}`)
    const indexes = new Set([...used.matchAll(/file '(-?\d+)'/g)].map(([, index]) => Number(index)))
    for (const index of indexes) await this.paintOne(index)
  }

  private async paintOne(index: number): Promise<void> {
    const name = this.groundOf(index)
    if (await this.tools.folder.has(name)) return
    const { plan } = this.timeline
    const scene = this.scenes[index]
    const page = this.pageOf(scene?.key ?? null)
    await paintGround(this.tools.folder.file(name), this.hasPages, {
      image: page?.imageSha ? await this.read(page.imageSha) : null,
      isBoard: page?.kind === 'board',
      ink: scene && page ? inkAt(this.ink, page.key, scene.inkAt) : [],
      title: page ? wordsFor(page) : plan.title,
      below: `${plan.lecturer.orgName} ${plan.lecturer.name}`,
    })
  }

  private groundOf(index: number): string {
    return `ground-${index + 1}.png`
  }

  private pageOf(key: string | null): PageWithPicture | undefined {
    return this.pages.find((page) => page.key === key)
  }

  private chapterTitle(key: string | null): string {
    const page = this.pageOf(key)
    if (!page) return this.timeline.plan.title
    const title = titleOf(page)
    return title ? `${wordsFor(page)} ${title}` : wordsFor(page)
  }

  private async read(sha256: string): Promise<Buffer> {
    const parts: Buffer[] = []
    for await (const part of await this.blobs.open(sha256)) parts.push(part as Buffer)
    return Buffer.concat(parts)
  }
}

/** For the film itself, whose language is the county's. */
const wordsFor = ({ kind, number }: PageWithPicture): string =>
  kind === 'board' ? `板书 ${number}` : kind === 'textbook' ? `课本第 ${number} 页` : `第 ${number} 页`
