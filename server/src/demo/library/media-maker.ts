import sharp from 'sharp'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { verdictOf } from '../../platform/tools/confinement.rules.ts'
import type { Tools } from '../../platform/tools/tools.ts'
import type { DemoFile, Making } from './files.rules.ts'
import { pdfOf, type PdfPage } from './pdf.rules.ts'
import { planDocument } from './plan-document.ts'
import type { DemoResource } from './resource-text.rules.ts'
import { SHEET, sheetsOf } from './sheet.rules.ts'
import { SLIDE, slidesOf, textOfSlides, type Deck } from './slide.rules.ts'
import {
  narrationOf,
  samplesOf,
  sentencesOf,
  wavOf,
  type Narration,
  type SpokenSentence,
} from './speech.rules.ts'

const LIMITS = { seconds: 300, memoryBytes: 2_000_000_000, fileBytes: 200_000_000 }
/** Words a minute; a little faster than a teacher would, so that everything stays short. */
const PACE = '190'
/** Still pictures need few; renditions keep the rate. */
const FRAMES_PER_SECOND = 10
/** 736 × 414: legible, and one rendition is all they need, so that the whole demo library is made in minutes and stays small. */
const SMALL = 0.575
const POINTS_PER_INCH = 72
const SLIDE_PIXELS_PER_INCH = 96
/** Slides are shown on screens of 1080 lines. */
const SHARP = 1.5
const SHARP_SLIDE = { width: SHARP * SLIDE.width, height: SHARP * SLIDE.height }
const SHEET_PIXELS_PER_INCH = 105

/** Makes real files from the text of a resource: slides by sharp, the voice by espeak-ng, both put together by ffmpeg. */
export class MediaMaker {
  private hasVoice: Promise<boolean> | undefined

  constructor(
    private readonly tools: Tools,
    private readonly root: string,
    private readonly signal: AbortSignal,
  ) {}

  /** Runs `use` with the path of the file, which is gone afterwards. */
  async with<T>(
    resource: DemoResource,
    deck: Deck,
    file: DemoFile,
    use: (path: string) => Promise<T>,
  ): Promise<T> {
    await mkdir(this.root, { recursive: true })
    const folder = await mkdtemp(join(this.root, 'demo-'))
    try {
      return await use(await this.makings[file.making](folder, resource, deck))
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }

  /** The voice of a video with the times of its slides; spoken anew, it is the same. */
  async narration({ voice }: DemoResource, deck: Deck): Promise<Narration> {
    await mkdir(this.root, { recursive: true })
    const folder = await mkdtemp(join(this.root, 'voice-'))
    try {
      const opening = { say: `${deck.title}。` }
      const slides: SpokenSentence[][] = []
      for (const { say } of [opening, ...deck.pages]) {
        const spoken: SpokenSentence[] = []
        for (const text of sentencesOf(say))
          spoken.push({ text, samples: await this.speak(folder, voice, text) })
        slides.push(spoken)
      }
      return narrationOf(slides)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }

  private readonly makings: Record<
    Making,
    (folder: string, resource: DemoResource, deck: Deck) => Promise<string>
  > = {
    video: (folder, resource, deck) => this.video(folder, resource, deck),
    slides: (folder, _, deck) => this.slides(folder, deck),
    sheet: (folder, _, deck) => this.sheet(folder, deck),
    plan: async (folder, _, deck) => written(join(folder, 'plan.docx'), await planDocument(deck)),
    picture: async (folder, _, deck) => {
      const path = join(folder, 'picture.png')
      await sharp(Buffer.from(slidesOf(deck)[1] ?? ''))
        .png()
        .toFile(path)
      return path
    },
    sound: (folder, resource, deck) => this.sound(folder, resource, deck),
  }

  private async video(folder: string, resource: DemoResource, deck: Deck): Promise<string> {
    const { samples, slideStarts } = await this.narration(resource, deck)
    await writeFile(join(folder, 'voice.wav'), wavOf(samples))
    const scale = resource.type === 'excellent_lesson' ? 1 : SMALL
    const list: string[] = []
    for (const [index, svg] of slidesOf(deck, scale).entries()) {
      const name = `slide-${index}.png`
      await sharp(Buffer.from(svg)).png().toFile(join(folder, name))
      const seconds = ((slideStarts[index + 1] ?? 0) - (slideStarts[index] ?? 0)) / 1000
      list.push(`file '${name}'\nduration ${seconds.toFixed(3)}`)
    }
    // The list names the last picture twice: without it ffmpeg leaves its duration out.
    list.push(list.at(-1)?.split('\n')[0] ?? '')
    await writeFile(join(folder, 'slides.txt'), list.join('\n'))
    const args = [
      ['-v', 'error', '-y', '-f', 'concat', '-i', 'slides.txt', '-i', 'voice.wav'],
      ['-vf', `fps=${FRAMES_PER_SECOND},format=yuv420p`, '-c:v', 'libx264', '-preset', 'veryfast'],
      ['-tune', 'stillimage', '-crf', '28', '-c:a', 'aac', '-b:a', '20k', '-shortest'],
      ['-fflags', '+bitexact', '-flags:v', '+bitexact', '-flags:a', '+bitexact'],
      ['-movflags', '+faststart', 'lesson.mp4'],
    ]
    await this.run(folder, 'ffmpeg', args.flat())
    return join(folder, 'lesson.mp4')
  }

  private async sound(folder: string, resource: DemoResource, deck: Deck): Promise<string> {
    const { samples } = await this.narration(resource, deck)
    await writeFile(join(folder, 'voice.wav'), wavOf(samples))
    const encoding = ['-c:a', 'aac', '-b:a', '20k', '-fflags', '+bitexact', '-flags:a', '+bitexact']
    await this.run(folder, 'ffmpeg', ['-v', 'error', '-y', '-i', 'voice.wav', ...encoding, 'voice.m4a'])
    return join(folder, 'voice.m4a')
  }

  private async slides(folder: string, deck: Deck): Promise<string> {
    const texts = textOfSlides(deck)
    const pages = slidesOf(deck, SHARP).map((svg, index) => ({ svg, text: texts[index] ?? [] }))
    return written(
      join(folder, 'slides.pdf'),
      await pdfFrom(pages, SHARP_SLIDE, SHARP * SLIDE_PIXELS_PER_INCH),
    )
  }

  private async sheet(folder: string, deck: Deck): Promise<string> {
    return written(join(folder, 'sheet.pdf'), await pdfFrom(sheetsOf(deck), SHEET, SHEET_PIXELS_PER_INCH))
  }

  /** @returns null when this machine has no espeak-ng: then subtitles alone tell what is said */
  private async speak(folder: string, voice: string, text: string): Promise<Buffer | null> {
    this.hasVoice ??= this.tools.has('espeak-ng')
    if (!(await this.hasVoice)) return null
    await writeFile(join(folder, 'say.txt'), text)
    await this.run(folder, 'espeak-ng', ['-v', voice, '-s', PACE, '-w', 'said.wav', '-f', 'say.txt'])
    return samplesOf(await readFile(join(folder, 'said.wav')))
  }

  private async run(cwd: string, program: string, args: readonly string[]): Promise<void> {
    const end = await this.tools.run({ program, args, cwd, limits: LIMITS, signal: this.signal })
    if (verdictOf(end) !== 'good')
      throw new Error(`${program}: ${end.log.trim() || end.stopped || end.signal}`)
  }
}

async function written(path: string, content: Buffer): Promise<string> {
  await writeFile(path, content)
  return path
}

async function pdfFrom(
  pages: readonly { svg: string; text: readonly string[] }[],
  pixels: { width: number; height: number },
  pixelsPerInch: number,
): Promise<Buffer> {
  const points = (length: number) => Math.round((length / pixelsPerInch) * POINTS_PER_INCH)
  const made: PdfPage[] = []
  for (const { svg, text } of pages) {
    const jpeg = await sharp(Buffer.from(svg))
      .flatten({ background: '#fff' })
      .jpeg({ quality: 72 })
      .toBuffer()
    made.push({ jpeg, pixels, width: points(pixels.width), height: points(pixels.height), text })
  }
  return pdfOf(made)
}
