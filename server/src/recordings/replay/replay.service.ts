import { Injectable } from '@nestjs/common'
import {
  Refusal,
  type EndpointResponse,
  type FilmState,
  type listRecordingViews,
  type RecordingStatus,
  type Replay,
  type ReplayStream,
} from '@tongke/contract'
import type { PersonPrincipal, Principal } from '../../people/principal.ts'
import { Database } from '../../platform/database/database.ts'
import { mayDoWith, type RecordingAction, type RecordingAudience } from '../recording-access.rules.ts'
import { RecordingReader, type RecordingHead, type StoredStream } from './recording-reader.ts'
import { ReplayLog } from './replay-log.ts'
import { ReplayNotes } from './replay-notes.ts'
import { ReplayPages, titleOf } from './replay-pages.ts'
import { cutsOf, placePieces, type ReplayClock } from './timeline.rules.ts'

const GROWING: readonly RecordingStatus[] = ['REQUESTED', 'RECORDING', 'UPLOADING']
const GONE: readonly RecordingStatus[] = ['RETIRED', 'DELETED']

interface FilmRow {
  state: FilmState
  progress: number
  bytes: number | null
}

/** What a page needs to play a recording; each time it is asked for somebody looks at it, and that is written down. */
@Injectable()
export class ReplayService {
  constructor(
    private readonly database: Database,
    private readonly reader: RecordingReader,
    private readonly pages: ReplayPages,
    private readonly notes: ReplayNotes,
    private readonly log: ReplayLog,
  ) {}

  /** @throws Refusal not_found, also to whoever may not see it; recording.none, recording.deleted */
  async get(who: Principal, lessonId: string): Promise<Replay> {
    const head = await this.visible(who, lessonId)
    const audience = await this.reader.audience(head)
    const { plan, clock, story, streams } = await this.reader.timeline(head)
    const pages = await this.pages.of(`/api/recordings/${head.id}`, story.pages)
    const film = await this.film(head.id)
    const may = (action: RecordingAction) => mayDoWith(who, action, audience)
    return {
      recordingId: head.id,
      lessonId,
      viewId: await this.log.look(who, head.id),
      isGrowing: GROWING.includes(head.status),
      title: plan.title,
      subject: plan.subject,
      grade: plan.grade,
      lecturerName: plan.lecturer.name,
      lectureOrgName: plan.lecturer.orgName,
      startedAt: head.startedAt.getTime(),
      durationMs: clock.durationMs,
      streams: streams.flatMap((stream) => playable(stream, clock)),
      stages: [...story.stages],
      shares: [...story.shares],
      cuts: cutsOf(clock),
      pages: pages.map(({ key, kind, number, deck, image, thumbnail, text }) => ({
        key,
        kind,
        number,
        deck,
        image,
        thumbnail,
        text,
      })),
      chapters: story.chapters.map((chapter) => {
        const page = pages.find(({ key }) => key === chapter.key)
        return { ...chapter, title: page ? titleOf(page) : '' }
      }),
      marks: [...story.marks],
      notes: await this.notes.of(who, lessonId, clock),
      plan,
      events: [...story.events],
      scope: head.scope,
      hold: head.hold,
      deleteAfter: head.deleteAfter?.getTime() ?? null,
      film,
      viewerName: who.name,
      can: {
        clip: may('clip'),
        share: may('share'),
        hold: may('hold'),
        remove: may('remove') && !head.hold,
        readLog: may('readLog'),
        allowDownload: may('allowDownload'),
        download: who.kind === 'person' && head.downloadsAllowed && film.state === 'READY',
      },
    }
  }

  /** @throws Refusal not_found, auth.forbidden */
  async views(
    who: PersonPrincipal,
    id: string,
    { page, pageSize }: { page: number; pageSize: number },
  ): Promise<EndpointResponse<typeof listRecordingViews>> {
    const head = await this.reader.head(id)
    const audience = await this.reader.audience(head)
    requireWatching(who, audience)
    if (!mayDoWith(who, 'readLog', audience)) throw new Refusal('auth.forbidden')
    const rows = await this.database.rows<ViewRow>(
      `select id, viewer_name as "viewerName", viewer_org_name as "viewerOrgName", device_id is not null as "isDevice",
              opened_at as "openedAt", last_at as "lastAt", watched_ms::float8 as "watchedMs", downloaded, count(*) over () as total
         from recording_view where recording_id = $1 order by opened_at desc, id limit $2 offset $3`,
      [id, pageSize, (page - 1) * pageSize],
    )
    const items = rows.map(
      ({ id: viewId, viewerName, viewerOrgName, isDevice, watchedMs, downloaded, ...row }) => ({
        id: viewId,
        viewerName,
        viewerOrgName,
        isDevice,
        watchedMs,
        downloaded,
        openedAt: row.openedAt.getTime(),
        lastAt: row.lastAt.getTime(),
      }),
    )
    return { items, total: Number(rows[0]?.total ?? 0) }
  }

  private async visible(who: Principal, lessonId: string): Promise<RecordingHead> {
    const head = await this.reader.ofLesson(lessonId)
    if (!head) {
      // Who may not see the lesson learns nothing of it.
      const parties = await this.reader.parties(lessonId)
      requireWatching(who, { scope: 'pair', parties })
      throw new Refusal('recording.none')
    }
    requireWatching(who, await this.reader.audience(head))
    if (GONE.includes(head.status)) throw new Refusal('recording.deleted')
    if (head.endedAt === null) throw new Refusal('recording.state')
    return head
  }

  private async film(recordingId: string): Promise<FilmRow> {
    const [row] = await this.database.rows<FilmRow>(
      `select j.state, j.progress, b.size_bytes as bytes from recording_job j
         left join recording_film f on f.recording_id = j.recording_id left join blob b on b.sha256 = f.blob_sha
        where j.recording_id = $1 and j.kind = 'film'`,
      [recordingId],
    )
    return row ?? { state: 'NONE', progress: 0, bytes: null }
  }
}

interface ViewRow {
  id: string
  viewerName: string
  viewerOrgName: string
  isDevice: boolean
  openedAt: Date
  lastAt: Date
  watchedMs: number
  downloaded: boolean
  total: string
}

function requireWatching(who: Principal, audience: RecordingAudience): void {
  if (!mayDoWith(who, 'watch', audience)) throw new Refusal('not_found')
}

const CODECS = { vp8: 'vp8', h264: 'avc1.42e01f', opus: 'opus' } as const

function playable(stream: StoredStream, clock: ReplayClock): ReplayStream[] {
  const { id, legId, isAssistant, source, videoCodec, audioCodec, hasVideo, startedAt } = stream
  const byNumber = new Map(stream.pieces.map((piece) => [piece.number, piece]))
  const pieces = placePieces(clock, stream.pieces).flatMap((placed) => {
    const piece = byNumber.get(placed.number)
    return piece ? [{ ...placed, bytes: piece.bytes, mediaMs: Math.max(0, piece.at - startedAt) }] : []
  })
  if (pieces.length === 0) return []
  const codecs = [videoCodec, audioCodec].flatMap((codec) => (codec ? [CODECS[codec]] : []))
  const mimeType = `${hasVideo ? 'video' : 'audio'}/webm; codecs="${codecs.join(',')}"`
  return [{ id, legId, isAssistant, source, hasVideo, mimeType, pieces }]
}
