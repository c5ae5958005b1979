import { Injectable } from '@nestjs/common'
import {
  Refusal,
  cuesOf,
  type EndpointRequest,
  type EndpointResponse,
  type getTimeline,
  type saveChapters,
} from '@tongke/contract'
import type { PersonPrincipal, Principal } from '../../people/principal.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { wholeAnswer, type BytesAnswer } from '../../platform/http/bytes-answer.ts'
import { newId } from '../../platform/id.ts'
import { FileAccess } from '../files/file-access.ts'
import { LibraryIndex } from '../find/library-index.ts'

type Timeline = EndpointResponse<typeof getTimeline>
type Chapters = EndpointRequest<typeof saveChapters>['body']['chapters']

/** Chapters and subtitles belong to the content and are its author's; notes are the reader's own. */
@Injectable()
export class TimelineService {
  constructor(
    private readonly database: Database,
    private readonly files: FileAccess,
    private readonly index: LibraryIndex,
    private readonly clock: Clock,
  ) {}

  async get(who: Principal, fileId: string): Promise<Timeline> {
    const file = await this.files.see(who, fileId)
    const [chapters, subtitles, notes] = await Promise.all([
      this.database.rows<{ chapters: Chapters }>('select chapters from chapter_list where blob_sha = $1', [
        file.blobSha,
      ]),
      this.database.rows<{ language: 'zh-CN' | 'en' }>(
        'select language from subtitle where blob_sha = $1 order by language desc',
        [file.blobSha],
      ),
      who.kind === 'person' ? this.database.rows<NoteRow>(NOTES, [who.id, file.blobSha]) : [],
    ])
    return {
      chapters: chapters[0]?.chapters ?? [],
      subtitles: subtitles.map(({ language }) => ({ language, label: LABELS[language] })),
      notes: notes.map(({ id, atMs, text, createdAt }) => ({
        id,
        at: atMs / 1000,
        text,
        createdAt: createdAt.getTime(),
      })),
      canEdit: file.isAuthor,
    }
  }

  async saveChapters(who: PersonPrincipal, fileId: string, chapters: Chapters): Promise<void> {
    const file = await this.files.own(who, fileId)
    const ordered = [...chapters].sort((a, b) => a.at - b.at)
    await this.database.rows(
      `insert into chapter_list (blob_sha, chapters, changed_at) values ($1, $2, $3)
       on conflict (blob_sha) do update set chapters = excluded.chapters, changed_at = excluded.changed_at`,
      [file.blobSha, JSON.stringify(ordered), this.clock.now()],
    )
  }

  /** @throws Refusal subtitles.unreadable; an empty text takes them away */
  async saveSubtitles(who: PersonPrincipal, fileId: string, language: string, vtt: string): Promise<void> {
    const file = await this.files.own(who, fileId)
    if (vtt.trim() !== '' && cuesOf(vtt) === null) throw new Refusal('subtitles.unreadable')
    await this.database.transaction(async (tx) => {
      if (vtt.trim() === '')
        await tx.query('delete from subtitle where blob_sha = $1 and language = $2', [file.blobSha, language])
      else
        await tx.query(
          `insert into subtitle (blob_sha, language, vtt, changed_at) values ($1, $2, $3, $4)
           on conflict (blob_sha, language) do update set vtt = excluded.vtt, changed_at = excluded.changed_at`,
          [file.blobSha, language, vtt, this.clock.now()],
        )
      await this.index.refresh(tx, [file.resource.id])
    })
  }

  /** @throws Refusal not_found */
  async subtitles(who: Principal, fileId: string, language: string): Promise<BytesAnswer> {
    const file = await this.files.see(who, fileId)
    const [row] = await this.database.rows<{ vtt: string }>(
      'select vtt from subtitle where blob_sha = $1 and language = $2',
      [file.blobSha, language],
    )
    if (!row) throw new Refusal('not_found')
    return wholeAnswer('text/vtt; charset=utf-8', row.vtt)
  }

  async addNote(
    who: PersonPrincipal,
    fileId: string,
    { at, text }: { at: number; text: string },
  ): Promise<{ id: string }> {
    const file = await this.files.see(who, fileId)
    const id = newId()
    await this.database.rows(
      `insert into watch_note (id, person_id, blob_sha, resource_id, at_ms, text, created_at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [id, who.id, file.blobSha, file.resource.id, Math.round(at * 1000), text, this.clock.now()],
    )
    return { id }
  }

  /** @throws Refusal not_found, also for somebody else's */
  async removeNote(who: PersonPrincipal, id: string): Promise<void> {
    const gone = await this.database.rows(
      'delete from watch_note where id = $1 and person_id = $2 returning id',
      [id, who.id],
    )
    // TypeORM answers a delete with its rows and their count.
    if ((gone as unknown as [unknown[], number])[1] === 0) throw new Refusal('not_found')
  }
}

interface NoteRow {
  id: string
  atMs: number
  text: string
  createdAt: Date
}

const LABELS = { 'zh-CN': '中文', en: 'English' } as const

const NOTES = `
  select id, at_ms as "atMs", text, created_at as "createdAt" from watch_note
   where person_id = $1 and blob_sha = $2 order by at_ms, created_at`
