import { Injectable } from '@nestjs/common'
import {
  Refusal,
  type AudienceInk,
  type AudienceStream,
  type AudienceView,
  type EndpointResponse,
  type LessonState,
  type listViewers,
  type listWatchable,
  type RecordedIdentity,
} from '@tongke/contract'
import { LessonDecks } from '../../lessons/decks/lesson-decks.ts'
import { mayDo } from '../../lessons/lesson-access.rules.ts'
import { LessonDirectory } from '../../lessons/lesson-directory.ts'
import { LessonStore } from '../../lessons/lesson-store.ts'
import { LessonAgreements } from '../../lessons/recording/lesson-agreements.ts'
import type { PersonPrincipal, Principal } from '../../people/principal.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import type { BytesAnswer } from '../../platform/http/bytes-answer.ts'
import { BlobStore } from '../../platform/store/blob-store.ts'
import { AudienceBoard } from './audience-board.ts'
import { AudienceLedger } from './audience-ledger.ts'
import { isShownTo, watcherOf, type Watcher } from './audience.rules.ts'
import { Briefly } from './briefly.ts'

/** Pieces that a viewer may still need. */
const WINDOW_MS = 60_000
const NEWS_MS = 1_000
const RIGHTS_MS = 10_000
const PIECE_MS = 60_000
const KEEP_SECONDS = 3_600
const LIVE = ['LIVE', 'INTERRUPTED']

type Stream = Omit<AudienceStream, 'name'>

interface Piece {
  sha: string
  bytes: number
  identity: RecordedIdentity
}

/** Lessons for those who only watch: from the recorder's pieces, so that the room has nothing to do with them. */
@Injectable()
export class Audience {
  private readonly streams = new Briefly<Stream[]>(NEWS_MS)
  private readonly states = new Briefly<LessonState>(NEWS_MS)
  private readonly rights = new Briefly<Watcher | null>(RIGHTS_MS, 20_000)
  private readonly pieces = new Briefly<Piece | null>(PIECE_MS)

  constructor(
    private readonly database: Database,
    private readonly directory: LessonDirectory,
    private readonly agreements: LessonAgreements,
    private readonly store: LessonStore,
    private readonly blobs: BlobStore,
    private readonly ledger: AudienceLedger,
    private readonly board: AudienceBoard,
    private readonly decks: LessonDecks,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal not_found */
  async watch(who: Principal, lessonId: string): Promise<AudienceView> {
    const watcher = await this.admit(who, lessonId)
    const now = this.clock.now().getTime()
    const state = await this.states.get(lessonId, now, () => this.store.read(lessonId))
    const isLive = LIVE.includes(state.status)
    if (isLive) this.ledger.see(who, lessonId)
    const streams = isLive ? await this.streams.get(lessonId, now, () => this.readStreams(lessonId, now)) : []
    const shown = streams.filter(({ identity }) => isShownTo(watcher, identity))
    const board = isLive ? await this.board.of(lessonId) : { pages: [], inkRevision: 0 }
    return { ...viewOf(state, watcher, now, shown), ...board }
  }

  /** @throws Refusal not_found */
  async ink(who: Principal, lessonId: string, after: number): Promise<AudienceInk> {
    await this.admit(who, lessonId)
    return this.board.ink(lessonId, after)
  }

  /** @throws Refusal not_found */
  async page(who: Principal, lessonId: string, fileId: string, name: string): Promise<BytesAnswer> {
    await this.admit(who, lessonId)
    return { ...(await this.decks.open(lessonId, fileId, name)), keepSeconds: KEEP_SECONDS }
  }

  /** @throws Refusal not_found */
  async piece(who: Principal, lessonId: string, streamId: string, number: number): Promise<BytesAnswer> {
    const watcher = await this.admit(who, lessonId)
    const key = `${lessonId} ${streamId} ${number}`
    const piece = await this.pieces.get(key, this.clock.now().getTime(), () =>
      this.readPiece(lessonId, streamId, number),
    )
    if (!piece || !isShownTo(watcher, piece.identity)) throw new Refusal('not_found')
    return {
      mimeType: 'video/webm',
      sizeBytes: piece.bytes,
      etag: piece.sha,
      attachment: null,
      keepSeconds: KEEP_SECONDS,
      open: (range) => this.blobs.open(piece.sha, range),
    }
  }

  async watchable(who: Principal): Promise<EndpointResponse<typeof listWatchable>> {
    const rows = await this.database.rows<{ id: string }>(
      `select id from lesson where status in ('LIVE', 'INTERRUPTED') and plan->>'type' <> 'meeting' order by planned_start, id limit 200`,
    )
    const items = await Promise.all(rows.map(({ id }) => this.cardFor(who, id)))
    return { items: items.flatMap((item) => item ?? []) }
  }

  /** @throws Refusal not_found, auth.forbidden */
  async viewers(who: PersonPrincipal, lessonId: string): Promise<EndpointResponse<typeof listViewers>> {
    const parties = await this.directory.parties(lessonId)
    if (!mayDo('see', who, parties)) throw new Refusal('not_found')
    if (!mayDo('export', who, parties)) throw new Refusal('auth.forbidden')
    return { items: await this.ledger.of(lessonId) }
  }

  private async cardFor(who: Principal, lessonId: string) {
    const now = this.clock.now().getTime()
    if ((await this.rightOf(who, lessonId)) === null) return null
    const { plan, startedAt, recording } = await this.states.get(lessonId, now, () =>
      this.store.read(lessonId),
    )
    if (!['on', 'paused'].includes(recording.phase)) return null
    const { title, lecturer } = plan
    return { lessonId, title, lecturerName: lecturer.name, orgName: lecturer.orgName, startedAt }
  }

  private async admit(who: Principal, lessonId: string): Promise<Watcher> {
    const watcher = await this.rightOf(who, lessonId)
    if (watcher === null) throw new Refusal('not_found')
    return watcher
  }

  private rightOf(who: Principal, lessonId: string): Promise<Watcher | null> {
    return this.rights.get(`${lessonId} ${who.kind} ${who.id}`, this.clock.now().getTime(), async () => {
      const [parties, { viewScope }] = await Promise.all([
        this.directory.parties(lessonId),
        this.agreements.rule(lessonId),
      ])
      return watcherOf(who, parties, viewScope)
    })
  }

  private async readStreams(lessonId: string, now: number): Promise<Stream[]> {
    const rows = await this.database.rows<Stream & { startedAt: number }>(STREAMS, [
      lessonId,
      new Date(now - WINDOW_MS),
    ])
    return rows
  }

  private async readPiece(lessonId: string, streamId: string, number: number): Promise<Piece | null> {
    const [row] = await this.database.rows<Piece>(
      `select p.blob_sha as sha, p.bytes, s.identity
         from recording_piece p join recording_stream s on s.id = p.stream_id join recording r on r.id = s.recording_id
        where r.lesson_id = $1 and s.id = $2 and p.number = $3`,
      [lessonId, streamId, number],
    )
    // It may be on its way.
    if (!row) throw new Refusal('not_found')
    return row
  }
}

const nameOf = ({ plan }: LessonState, identity: RecordedIdentity): string => {
  if (identity === 'lecturer') return plan.lecturer.name
  const [, legId] = identity.split(':')
  const leg = plan.legs.find((one) => one.id === legId)
  return leg ? `${leg.orgName} ${leg.className}` : ''
}

const viewOf = (
  state: LessonState,
  watcher: Watcher,
  now: number,
  streams: readonly Stream[],
): Omit<AudienceView, 'pages' | 'inkRevision'> => ({
  lessonId: state.lessonId,
  title: state.plan.title,
  lecturerName: state.plan.lecturer.name,
  orgName: state.plan.lecturer.orgName,
  status: state.status,
  recording: state.recording.phase,
  startedAt: state.startedAt,
  now,
  page: state.page,
  stage: state.stage && nameOf(state, `leg:${state.stage.legId}`),
  isOutsider: watcher === 'outsider',
  streams: streams.map((stream) => ({ ...stream, name: nameOf(state, stream.identity) })),
})

const STREAMS = `
  select s.id, s.identity, s.source, s.video_codec as "videoCodec", s.audio_codec as "audioCodec",
         round(extract(epoch from s.started_at) * 1000)::float8 as "startedAt",
         jsonb_agg(jsonb_build_object('number', p.number, 'at', round(extract(epoch from p.at) * 1000)::bigint,
           'durationMs', p.duration_ms, 'headerBytes', p.header_bytes, 'bytes', p.bytes) order by p.number) as pieces
    from recording r join recording_stream s on s.recording_id = r.id join recording_piece p on p.stream_id = s.id
   where r.lesson_id = $1 and p.at >= $2
   group by s.id order by s.started_at, s.id`
