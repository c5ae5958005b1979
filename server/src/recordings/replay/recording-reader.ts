import { Injectable } from '@nestjs/common'
import {
  Refusal,
  type LessonPlan,
  type RecordedSource,
  type RecordingScope,
  type RecordingStatus,
} from '@tongke/contract'
import type { LessonParties } from '../../lessons/lesson-access.rules.ts'
import { LessonDirectory } from '../../lessons/lesson-directory.ts'
import { LessonStore } from '../../lessons/lesson-store.ts'
import { Database } from '../../platform/database/database.ts'
import type { Principal } from '../../people/principal.ts'
import { mayDoWith, type RecordingAudience } from '../recording-access.rules.ts'
import { pausesOf } from './pauses.rules.ts'
import { storyOf, type Story } from './story.rules.ts'
import { replayClock, type ReplayClock } from './timeline.rules.ts'

/** A recording as its table has it. */
export interface RecordingHead {
  readonly id: string
  readonly lessonId: string
  readonly status: RecordingStatus
  readonly startedAt: Date
  readonly endedAt: Date | null
  readonly scope: RecordingScope
  readonly deleteAfter: Date | null
  readonly hold: boolean
  readonly downloadsAllowed: boolean
}

export interface StoredPiece {
  readonly number: number
  /** Wall time of its first frame, in ms. */
  readonly at: number
  readonly durationMs: number
  readonly blobSha: string
  readonly headerBytes: number
  readonly bytes: number
}

export interface StoredStream {
  readonly id: string
  /** Null: the lecturer's. */
  readonly legId: string | null
  /** An assistant is heard whenever the microphone was open, a class on stage only. */
  readonly isAssistant: boolean
  readonly source: RecordedSource
  readonly videoCodec: 'vp8' | 'h264' | null
  readonly audioCodec: 'opus' | null
  /** Wall time of its timestamp 0, in ms. */
  readonly startedAt: number
  readonly hasVideo: boolean
  readonly hasAudio: boolean
  readonly pieces: readonly StoredPiece[]
}

/** All that a replay or a film is made of. */
export interface RecordingTimeline {
  readonly head: RecordingHead
  readonly plan: LessonPlan
  readonly clock: ReplayClock
  readonly story: Story
  readonly streams: readonly StoredStream[]
}

/** A lesson that is over has a replay at once, also before the upkeep has noticed it. */
const HEAD = `id, lesson_id as "lessonId", status, started_at as "startedAt", coalesce(ended_at,
  (select greatest(l.ended_at, recording.started_at) from lesson l where l.id = recording.lesson_id)) as "endedAt", scope,
  delete_after as "deleteAfter", hold, downloads_allowed as "downloadsAllowed"`

interface StreamRow {
  id: string
  identity: string
  source: RecordedSource
  videoCodec: StoredStream['videoCodec']
  audioCodec: StoredStream['audioCodec']
  startedAt: Date
  pieces: StoredPiece[]
}

/** Reads recordings for whoever was let in. */
@Injectable()
export class RecordingReader {
  constructor(
    private readonly database: Database,
    private readonly directory: LessonDirectory,
    private readonly lessons: LessonStore,
  ) {}

  /** @throws Refusal not_found */
  async head(id: string): Promise<RecordingHead> {
    const [head] = await this.database.rows<RecordingHead>(`select ${HEAD} from recording where id = $1`, [
      id,
    ])
    if (!head) throw new Refusal('not_found')
    return head
  }

  /** A recording that this viewer may see and that is still there. @throws Refusal not_found, recording.deleted */
  async watched(who: Principal, id: string): Promise<RecordingHead> {
    const head = await this.head(id)
    if (!mayDoWith(who, 'watch', await this.audience(head))) throw new Refusal('not_found')
    if (head.status === 'RETIRED' || head.status === 'DELETED') throw new Refusal('recording.deleted')
    return head
  }

  async ofLesson(lessonId: string): Promise<RecordingHead | null> {
    const [head] = await this.database.rows<RecordingHead>(
      `select ${HEAD} from recording where lesson_id = $1`,
      [lessonId],
    )
    return head ?? null
  }

  /** Whose lesson it is. @throws Refusal not_found */
  parties(lessonId: string): Promise<LessonParties> {
    return this.directory.parties(lessonId)
  }

  async audience({ lessonId, scope }: RecordingHead): Promise<RecordingAudience> {
    return { scope, parties: await this.parties(lessonId) }
  }

  async timeline(head: RecordingHead): Promise<RecordingTimeline> {
    const [state, events, streams] = await Promise.all([
      this.lessons.read(head.lessonId),
      this.lessons.eventsAfter(head.lessonId, 0),
      this.streams(head.id),
    ])
    const lastFrame = Math.max(
      head.startedAt.getTime(),
      ...streams.flatMap(({ pieces }) => pieces.slice(-1).map(({ at, durationMs }) => at + durationMs)),
    )
    const whole = { from: head.startedAt.getTime(), to: head.endedAt?.getTime() ?? lastFrame }
    const clock = replayClock(whole, pausesOf(events, whole.to))
    return {
      head,
      plan: state.plan,
      clock,
      story: storyOf(head.lessonId, state.plan, events, clock),
      streams,
    }
  }

  private async streams(recordingId: string): Promise<StoredStream[]> {
    const rows = await this.database.rows<StreamRow>(
      `select s.id, s.identity, s.source, s.video_codec as "videoCodec", s.audio_codec as "audioCodec",
              s.started_at as "startedAt",
              jsonb_agg(jsonb_build_object('number', p.number, 'at', round(extract(epoch from p.at) * 1000)::bigint,
                'durationMs', p.duration_ms, 'blobSha', p.blob_sha, 'headerBytes', p.header_bytes, 'bytes', p.bytes)
                order by p.number) as pieces
         from recording_stream s join recording_piece p on p.stream_id = s.id
        where s.recording_id = $1 group by s.id order by s.started_at, s.id`,
      [recordingId],
    )
    return rows.map(({ identity, startedAt, ...row }) => ({
      ...row,
      legId: identity === 'lecturer' ? null : identity.slice(identity.indexOf(':') + 1),
      isAssistant: identity.startsWith('assistant:'),
      startedAt: startedAt.getTime(),
      hasVideo: row.videoCodec !== null,
      hasAudio: row.audioCodec !== null,
    }))
  }
}
