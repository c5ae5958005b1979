import { Injectable } from '@nestjs/common'
import { MAX_VOICE_BYTES, Refusal } from '@tongke/contract'
import { fileTypeFromBuffer } from 'file-type'
import { Readable } from 'node:stream'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Database } from '../../platform/database/database.ts'
import type { BytesAnswer } from '../../platform/http/bytes-answer.ts'
import { BlobStore } from '../../platform/store/blob-store.ts'
import { ObservedSessions } from './observed-sessions.ts'

/** What browsers record; some of them are containers that may hold pictures too, and are played as sound all the same. */
const SOUNDS: Readonly<Record<string, string>> = {
  'video/webm': 'audio/webm',
  'audio/webm': 'audio/webm',
  'audio/ogg': 'audio/ogg',
  'audio/ogg; codecs=opus': 'audio/ogg',
  'video/ogg': 'audio/ogg',
  'video/mp4': 'audio/mp4',
  'audio/mp4': 'audio/mp4',
  'audio/x-m4a': 'audio/mp4',
}

interface VoiceRow {
  personId: string
  sessionId: string
  handedIn: boolean
  sha: string | null
  type: string | null
}

/** Short spoken notes. */
@Injectable()
export class MarkVoices {
  constructor(
    private readonly database: Database,
    private readonly sessions: ObservedSessions,
    private readonly blobs: BlobStore,
  ) {}

  /** @throws Refusal not_found, observation.handed_in, observation.voice, request.too_large */
  async put(who: PersonPrincipal, markId: string, content: Buffer): Promise<void> {
    const mark = await this.find(markId)
    if (mark?.personId !== who.id) throw new Refusal('not_found')
    if (content.length > MAX_VOICE_BYTES) throw new Refusal('request.too_large')
    const type = SOUNDS[(await fileTypeFromBuffer(content))?.mime ?? '']
    if (!type) throw new Refusal('observation.voice')
    const { sha256 } = await this.blobs.put(Readable.from([content]))
    if (mark.sha === sha256) return
    if (mark.handedIn) throw new Refusal('observation.handed_in')
    await this.database.rows(
      `update observation_mark set voice_sha = $2, voice_type = $3
        where id = $1 and deleted_at is null and body->>'voiceMs' is not null`,
      [markId, sha256, type],
    )
  }

  /** @throws Refusal not_found */
  async open(who: PersonPrincipal, markId: string): Promise<BytesAnswer> {
    const mark = await this.find(markId)
    if (!mark?.sha || !mark.type) throw new Refusal('not_found')
    if (mark.personId !== who.id) {
      const { readsEvidence } = await this.sessions.get(who, mark.sessionId)
      if (!mark.handedIn || !readsEvidence) throw new Refusal('not_found')
    }
    const { sha, type } = mark
    return {
      mimeType: type,
      sizeBytes: (await this.blobs.size(sha)) ?? 0,
      etag: sha,
      attachment: null,
      open: (range) => this.blobs.open(sha, range),
    }
  }

  private async find(markId: string): Promise<VoiceRow | undefined> {
    const [row] = await this.database.rows<VoiceRow>(
      `select s.person_id as "personId", s.session_id as "sessionId", s.handed_in_at is not null as "handedIn",
              m.voice_sha as sha, m.voice_type as type
         from observation_mark m join observation_sheet s on s.id = m.sheet_id
        where m.id = $1 and m.deleted_at is null`,
      [markId],
    )
    return row
  }
}
