import type { INestApplicationContext } from '@nestjs/common'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { dayStart, DAY_MS } from '../../lessons/day-window.rules.ts'
import type { Config } from '../../platform/config.ts'
import { Database } from '../../platform/database/database.ts'
import { newId } from '../../platform/id.ts'
import { BlobStore } from '../../platform/store/blob-store.ts'
import { verdictOf } from '../../platform/tools/confinement.rules.ts'
import { Tools } from '../../platform/tools/tools.ts'
import {
  narrationOf,
  samplesOf,
  wavOf,
  type Narration,
  type SpokenSentence,
} from '../library/speech.rules.ts'
import { tell } from '../past-lesson.rules.ts'
import { place, planOf } from '../seed-demo-lessons.ts'
import { store } from '../store-past-lesson.ts'
import { onStage, RECORDED_FROM, recordedStory } from './recorded-story.rules.ts'
import { classPicture, lecturerPicture } from './room-drawings.ts'
import { reviewRecorded } from '../seed-demo-observation.ts'
import { storeRecording } from './store-recording.ts'

const TITLE = '我的朋友 My friends'
/** Its slides are those of the recorded lesson. */
export const COURSEWARE = 'My friends 描述我的朋友'
const MINUTE = 60_000
const LIMITS = { seconds: 300, memoryBytes: 2_000_000_000, fileBytes: 200_000_000 }

/** What is said to each slide of the courseware. */
const WORDS = [
  ['同学们好，今天我们一起学习第三单元，My friends。', '石桥村小学、云岭教学点的同学，你们好！'],
  ['先想一想，Who is your best friend?', '谁是你最好的朋友？'],
  ['来看新单词。Tall，高的。Short，矮的。', 'Quiet，安静的。Friendly，友好的。请跟老师一起读。'],
  ['现在说句子。He has short hair.', 'She is quiet and friendly.', '请石桥村小学的同学上台来说一说。'],
  ['说得真好！我们来猜一猜，He is tall. He has glasses. Who is he?', '大家再听一遍，认真想一想。'],
  ['今天的作业，画一画你的朋友，写三句话。', '下课！同学们再见！'],
]

/** A past lesson of the demo county with some minutes of a real recording: slides, ink, a class on stage, a voice. */
export class DemoRecording {
  private readonly database: Database
  private readonly blobs: BlobStore
  private readonly tools: Tools
  private readonly root: string

  constructor(
    context: INestApplicationContext,
    private readonly config: Config,
    private readonly signal: AbortSignal,
  ) {
    this.database = context.get(Database, { strict: false })
    this.blobs = context.get(BlobStore, { strict: false })
    this.tools = context.get(Tools, { strict: false })
    this.root = join(config.dataDir, 'demo-recording')
  }

  /** Once; it does nothing when the lesson is there. @returns false when what it needs is not there yet */
  async make(): Promise<boolean> {
    const [there] = await this.database.rows(
      `select 1 from recording r join lesson l on l.id = r.lesson_id where l.plan->>'title' = $1`,
      [TITLE],
    )
    if (there) return true
    const deck = await this.deck()
    if (!deck) return false
    await rm(this.root, { recursive: true, force: true })
    await mkdir(this.root, { recursive: true })
    const folder = await mkdtemp(join(this.root, 'lesson-'))
    try {
      await this.film(folder, deck)
    } finally {
      await rm(this.root, { recursive: true, force: true })
    }
    return true
  }

  private async film(folder: string, deck: Deck): Promise<void> {
    const narration = await this.narration(folder)
    const endMs = Math.floor(narration.slideStarts.at(-1) ?? 0)
    const { lessonId, legId, startedAt } = await this.lesson(deck, narration, endMs)
    await writeFile(join(folder, 'voice.wav'), wavOf(narration.samples))
    await sharp(Buffer.from(lecturerPicture())).png().toFile(join(folder, 'lecturer.png'))
    await sharp(Buffer.from(classPicture())).png().toFile(join(folder, 'class.png'))
    const stage = onStage(endMs)
    const stageSeconds = (stage.to - stage.from) / 1000
    const from = startedAt + RECORDED_FROM * MINUTE
    const common = { source: 'camera', hasVideo: true, hasAudio: true } as const
    await this.database.transaction((tx) => reviewRecorded(tx, lessonId, new Date()))
    await storeRecording(this.database, this.blobs, {
      lessonId,
      startedAt: from,
      endedAt: from + endMs,
      streams: [
        {
          ...common,
          identity: 'lecturer',
          startedAt: from,
          durationMs: endMs,
          webm: await this.webm(folder, 'lecturer', ['-i', 'voice.wav'], endMs / 1000),
        },
        {
          ...common,
          identity: `leg:${legId}`,
          startedAt: from + stage.from,
          durationMs: stage.to - stage.from,
          webm: await this.webm(
            folder,
            'class',
            ['-f', 'lavfi', '-i', 'anoisesrc=a=0.004:c=brown'],
            stageSeconds,
          ),
        },
      ],
    })
  }

  /** The lesson of yesterday morning, told by the rules of real ones. */
  private async lesson(deck: Deck, { slideStarts }: Narration, endMs: number) {
    const now = Date.now()
    const [known] = await this.database.rows<{ id: string; legId: string; startedAt: Date }>(
      `select l.id, l.started_at as "startedAt",
              (select g.id from lesson_leg g where g.lesson_id = l.id and g.position = 0) as "legId"
         from lesson l where l.plan->>'title' = $1`,
      [TITLE],
    )
    if (known) return { lessonId: known.id, legId: known.legId, startedAt: known.startedAt.getTime() }
    return this.database.transaction(async (tx) => {
      const cast = {
        lecture: await place(tx, '林晓雯', 4).catch(() => place(tx, '林晓雯', 3)),
        listening: [await place(tx, '石小满', 3), await place(tx, '岳青禾', 3)],
      }
      const morning = dayStart(this.config.timeZone, new Date(now)).getTime() - DAY_MS + 10 * 60 * MINUTE
      // Its slides are those of the fourth grade.
      const plan = { ...planOf(cast, TITLE, 'english', morning), grade: 4 as const }
      const pages = slideStarts
        .slice(0, Math.min(deck.pages, slideStarts.length - 1))
        .map((at, index) => ({ at: Math.max(1, Math.round(at)), page: index + 1 }))
      const lessonId = newId()
      const steps = recordedStory(plan, deck.fileId, pages, endMs, newId)
      const told = tell(lessonId, plan, steps, newId, { deck })
      await store(
        tx,
        told,
        plan.legs.map(() => 'FULL' as const),
      )
      await tx.query('update lesson set node_id = $2 where id = $1', [lessonId, deck.nodeId])
      await tx.query(
        `insert into lesson_material (lesson_id, resource_id, position, added_by, added_at) values ($1, $2, 1, $3, $4)`,
        [lessonId, deck.resourceId, plan.lecturer.id, new Date(morning - DAY_MS)],
      )
      return { lessonId, legId: plan.legs[0]?.id ?? '', startedAt: told.state.startedAt ?? morning }
    })
  }

  private async deck(): Promise<Deck | null> {
    const [deck] = await this.database.rows<Deck>(
      `select r.id as "resourceId", f.id as "fileId", v.metadata->>'title' as title, (w.facts->>'pages')::int as pages,
              (select n.node_id from resource_node n where n.version_id = v.id order by n.position limit 1) as "nodeId"
         from resource r join resource_version v on v.id = r.published_version_id
         join resource_file f on f.version_id = v.id and f.role = 'main'
         join processing w on w.blob_sha = f.blob_sha and w.state = 'READY'
        where v.metadata->>'title' = $1 and r.standing = 'ONLINE'`,
      [COURSEWARE],
    )
    return deck ?? null
  }

  private async narration(folder: string): Promise<Narration> {
    const hasVoice = await this.tools.has('espeak-ng')
    const slides: SpokenSentence[][] = []
    for (const sentences of WORDS) {
      const spoken: SpokenSentence[] = []
      for (const text of sentences)
        spoken.push({ text, samples: hasVoice ? await this.speak(folder, text) : null })
      slides.push(spoken)
    }
    return narrationOf(slides)
  }

  private async speak(folder: string, text: string): Promise<Buffer> {
    await writeFile(join(folder, 'say.txt'), text)
    await this.run(folder, 'espeak-ng', ['-v', 'cmn', '-s', '170', '-w', 'said.wav', '-f', 'say.txt'])
    return samplesOf(await readFile(join(folder, 'said.wav')))
  }

  /** As a media node records: VP8 and Opus, a key frame every four seconds. A line moves with the voice. */
  private async webm(
    folder: string,
    name: string,
    sound: readonly string[],
    seconds: number,
  ): Promise<Buffer> {
    const graph =
      `[1:a]apad,asplit[s][w];[w]showwaves=s=200x36:mode=cline:rate=10:colors=0xf2c14e,format=rgba,colorkey=black[bars];` +
      `[0:v]fps=10,format=yuv420p[p];[p][bars]overlay=(W-w)/2:H-h-8[v]`
    const picture = ['-loop', '1', '-framerate', '10', '-i', `${name}.png`, ...sound]
    const encode =
      '-c:v libvpx -deadline realtime -cpu-used 8 -b:v 220k -g 40 -keyint_min 40 -c:a libopus -b:a 32k'
    const end = ['-cluster_time_limit', '9000', '-t', seconds.toFixed(3), `${name}.webm`]
    const map = ['-filter_complex', graph, '-map', '[v]', '-map', '[s]']
    await this.run(folder, 'ffmpeg', ['-v', 'error', '-y', ...picture, ...map, ...encode.split(' '), ...end])
    return readFile(join(folder, `${name}.webm`))
  }

  private async run(cwd: string, program: string, args: readonly string[]): Promise<void> {
    const end = await this.tools.run({ program, args, cwd, limits: LIMITS, signal: this.signal })
    if (verdictOf(end) !== 'good')
      throw new Error(`${program}: ${end.log.trim() || end.stopped || end.signal}`)
  }
}

interface Deck {
  readonly resourceId: string
  readonly fileId: string
  readonly title: string
  readonly pages: number
  readonly nodeId: string | null
}
