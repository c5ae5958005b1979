import { Injectable } from '@nestjs/common'
import { ResourceMetadata, Refusal, type LessonPlan } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { ResourceDrafts } from '../../library/resources/resource-drafts.ts'
import { postsOf } from '../../people/posts.ts'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import type { FilmTools } from '../film/film-tools.ts'
import type { FilmStep } from '../film/film-maker.ts'
import { RecordingQueue, type ClipOrder, type RecordingLease } from '../film/recording-queue.ts'
import type { RecordingWork } from '../film/recording-run.ts'
import { cutArgs } from './clip.rules.ts'
import { LessonOrigins } from './lesson-origins.ts'

interface Origin {
  lessonId: string
  plan: LessonPlan
  nodeId: string | null
  filmSha: string
  filmMs: number
}

const WORK_NAME = 'clip.mp4'

/** A clip: copied out of the film, then a draft of the library with all that is known of the lesson. */
@Injectable()
export class ClipWork {
  constructor(
    private readonly database: Database,
    private readonly queue: RecordingQueue,
    private readonly drafts: ResourceDrafts,
    private readonly origins: LessonOrigins,
    private readonly clock: Clock,
  ) {}

  async prepare(lease: RecordingLease, tools: FilmTools): Promise<RecordingWork> {
    const { clip } = lease
    if (!clip) throw new Error(`The job ${lease.id} is no clip`)
    const origin = await this.origin(lease.recordingId)
    const isWhole = clip.fromMs === 0 && clip.toMs >= origin.filmMs
    const cut: FilmStep = {
      id: 'cut',
      weight: 1,
      work: (onProgress) => this.cut(clip, origin, tools, onProgress),
    }
    return {
      steps: isWhole ? [] : [cut],
      publish: async (blobOf) =>
        this.publish(lease, clip, origin, isWhole ? origin.filmSha : await blobOf(WORK_NAME)),
      giveUp: (log) => this.queue.fail(lease, log),
    }
  }

  private async cut(
    clip: ClipOrder,
    { filmSha }: Origin,
    tools: FilmTools,
    onProgress: (fraction: number) => void,
  ): Promise<string[]> {
    await tools.folder.fetch('film.mp4', filmSha, tools.signal)
    await tools.ffmpeg(cutArgs('film.mp4', clip), WORK_NAME, (clip.toMs - clip.fromMs) / 1000, onProgress)
    return [WORK_NAME]
  }

  /** The draft, its file and the end of the job come into being together. */
  private async publish(
    lease: RecordingLease,
    clip: ClipOrder,
    { lessonId, plan, nodeId }: Origin,
    blobSha: string,
  ): Promise<void> {
    const who = await this.author(clip.personId)
    const metadata = ResourceMetadata.parse({
      title: clip.title,
      description: `${plan.lecturer.orgName} ${plan.lecturer.name}《${plan.title}》`.slice(0, 2000),
      subject: plan.subject,
      gradeFrom: plan.grade,
      gradeTo: plan.grade,
      nodeIds: nodeId === null ? [] : [nodeId],
      typicalMinutes: Math.max(1, Math.round((clip.toMs - clip.fromMs) / 60_000)),
      licence: 'school',
      // Classes are in the picture; whoever cut them out says so.
      minorsVisible: true,
    })
    const file = {
      role: 'main',
      name: `${clip.title}.mp4`,
      kind: 'video',
      mimeType: 'video/mp4',
      blobSha,
    } as const
    const lineage = [
      { kind: 'recording', id: lease.recordingId },
      { kind: 'lesson', id: lessonId },
      ...(await this.origins.of(who, lessonId)),
    ] as const
    const more = {
      files: [file],
      also: (tx: EntityManager, resourceId: string) => this.queue.finish(lease, tx, resourceId),
      detail: { recording: lease.recordingId },
    }
    const draft = { type: clip.type, orgId: clip.orgId, metadata, lineage: [...lineage] }
    try {
      await this.drafts.create(who, draft, more)
    } catch (error) {
      // A lesson may have been given to another grade than its node is for: then its author chooses.
      if (!(error instanceof Refusal) || error.code !== 'node.unknown') throw error
      await this.drafts.create(who, { ...draft, metadata: { ...metadata, nodeIds: [] } }, more)
    }
  }

  /** As who asked for it would be signed in now. @throws Refusal auth.forbidden when they have left */
  private async author(personId: string): Promise<PersonPrincipal> {
    const [person] = await this.database.rows<{ id: string; name: string }>(
      `select id, name from person where id = $1 and state = 'ACTIVE'`,
      [personId],
    )
    if (!person) throw new Refusal('auth.forbidden')
    const posts = await postsOf(this.database.manager, [personId], this.clock.today())
    return { kind: 'person', ...person, sessionId: '', posts, mustChangePassword: false }
  }

  private async origin(recordingId: string): Promise<Origin> {
    const [origin] = await this.database.rows<Origin>(
      `select l.id as "lessonId", l.plan, l.node_id as "nodeId", f.blob_sha as "filmSha", f.duration_ms as "filmMs"
         from recording r join lesson l on l.id = r.lesson_id join recording_film f on f.recording_id = r.id
        where r.id = $1`,
      [recordingId],
    )
    if (!origin) throw new Error(`The recording ${recordingId} has no film`)
    return origin
  }
}
