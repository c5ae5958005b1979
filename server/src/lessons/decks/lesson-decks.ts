import { Injectable } from '@nestjs/common'
import {
  MAX_DECK_PAGES,
  Refusal,
  type Deck,
  type LessonDeck,
  type LessonDecks as Decks,
  type Participant,
} from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import type { Principal } from '../../people/principal.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import type { BytesAnswer } from '../../platform/http/bytes-answer.ts'
import { BlobStore } from '../../platform/store/blob-store.ts'
import { participantOf } from '../lesson-access.rules.ts'
import { LessonDirectory } from '../lesson-directory.ts'
import { deckOf, NO_SLIDES, SLIDE_ROLES, type DeckFile } from './deck.rules.ts'

/** Longest side of pictures by their names; all that a class may be given of a file. */
const PICTURE = '^(page-[0-9]+(-medium|-small)?|large|medium|small)[.]webp$'

/** Files of a lesson that have pages: of its materials what is online, and the lecturer's drafts for it. */
const FILES = `
  with source as (
    select r.id as resource_id, r.published_version_id as version_id, false as own, m.position
      from lesson_material m join resource r on r.id = m.resource_id
     where m.lesson_id = $1 and r.standing = 'ONLINE' and r.type <> all($3)
    union all
    select d.resource_id, (select v.id from resource_version v where v.resource_id = d.resource_id order by v.number desc limit 1),
           true, 1000 + row_number() over (order by d.added_at)
      from lesson_deck d where d.lesson_id = $1
       and not exists (select from lesson_material m where m.lesson_id = $1 and m.resource_id = d.resource_id)
  )
  select f.id as "fileId", v.metadata->>'title' as title, f.name as "fileName", f.kind, s.own, w.state, coalesce(w.progress, 0) as progress,
         count(*) over (partition by s.version_id)::int as siblings,
         coalesce((select jsonb_agg(jsonb_build_object('name', m.name, 'sha256', m.blob_sha, 'bytes', b.size_bytes))
            from rendition m join blob b on b.sha256 = m.blob_sha
           where m.source_sha = f.blob_sha and m.name ~ '${PICTURE}'), '[]') as pictures
    from source s
    join resource_version v on v.id = s.version_id
    join resource_file f on f.version_id = v.id and f.kind in ('document', 'image') and f.role = any($2)
    left join processing w on w.blob_sha = f.blob_sha
   order by s.position, f.position, f.id`

/** The same file also by an older version: a lesson that shows it goes on when a newer one is published. */
const PAGE = `
  select m.blob_sha as "sha256", m.mime_type as "mimeType", b.size_bytes as "sizeBytes"
    from resource_file f
    join resource_version v on v.id = f.version_id
    join resource r on r.id = v.resource_id
    join rendition m on m.source_sha = f.blob_sha and m.name = $3 and m.name ~ '${PICTURE}'
    join blob b on b.sha256 = m.blob_sha
   where f.id = $2 and f.role = any($4) and r.type <> all($5) and (
     exists (select from lesson_deck d where d.lesson_id = $1 and d.resource_id = r.id)
     or (r.standing = 'ONLINE' and v.state in ('PUBLISHED', 'SCHOOL_PUBLISHED', 'SUPERSEDED')
       and exists (select from lesson_material d where d.lesson_id = $1 and d.resource_id = r.id)))`

interface CopyRow {
  fileId: string
  legId: string
  part: 'room' | 'assistant'
  pages: number
  at: Date
}

/** Slides of a lesson. Whoever is in it gets their pictures, and nothing else of the resource they come from. */
@Injectable()
export class LessonDecks {
  constructor(
    private readonly database: Database,
    private readonly directory: LessonDirectory,
    private readonly blobs: BlobStore,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal not_found, also to whoever has no part in the lesson */
  async list(who: Principal, lessonId: string): Promise<Decks> {
    const me = await this.part(who, lessonId)
    return { items: await this.decks(lessonId), canEdit: me.part === 'lecturer' }
  }

  /** The picture of a page. @throws Refusal not_found */
  async picture(who: Principal, lessonId: string, fileId: string, name: string): Promise<BytesAnswer> {
    await this.part(who, lessonId)
    return this.open(lessonId, fileId, name)
  }

  /** Judges nobody. @throws Refusal not_found */
  async open(lessonId: string, fileId: string, name: string): Promise<BytesAnswer> {
    const [found] = await this.database.rows<{ sha256: string; mimeType: string; sizeBytes: number }>(PAGE, [
      lessonId,
      fileId,
      name,
      SLIDE_ROLES,
      NO_SLIDES,
    ])
    if (!found) throw new Refusal('not_found')
    const { sha256, mimeType, sizeBytes } = found
    return {
      mimeType,
      sizeBytes,
      etag: sha256,
      attachment: null,
      open: (range) => this.blobs.open(sha256, range),
    }
  }

  /** @throws Refusal not_found, auth.forbidden */
  async report(who: Principal, lessonId: string, fileId: string, pages: number): Promise<void> {
    const me = await this.part(who, lessonId)
    if (me.part !== 'room' && me.part !== 'assistant') throw new Refusal('auth.forbidden')
    const deck = (await this.decks(lessonId)).find((one) => one.fileId === fileId)
    if (!deck) throw new Refusal('not_found')
    await this.database.rows(
      `insert into lesson_deck_copy (lesson_id, leg_id, part, file_id, pages, at) values ($1, $2, $3, $4, $5, $6)
       on conflict (lesson_id, leg_id, part, file_id) do update set pages = excluded.pages, at = excluded.at`,
      [lessonId, me.legId, me.part, fileId, Math.min(pages, deck.pages.length), this.clock.now()],
    )
  }

  /** What a lecturer's choice means: a deck, `working`, or null for a file the lesson does not have. */
  async choice(tx: EntityManager, lessonId: string, fileId: string): Promise<Deck | 'working' | null> {
    const deck = (await this.decks(lessonId, tx)).find((one) => one.fileId === fileId)
    if (!deck || deck.state === 'failed') return null
    if (deck.state === 'working') return 'working'
    return { fileId, title: deck.title, pages: Math.min(deck.pages.length, MAX_DECK_PAGES) }
  }

  async part(who: Principal, lessonId: string): Promise<Participant> {
    const me = participantOf(who, await this.directory.parties(lessonId))
    if (!me) throw new Refusal('not_found')
    return me
  }

  private async decks(lessonId: string, tx: EntityManager = this.database.manager): Promise<LessonDeck[]> {
    const files = await this.database.rows<DeckFile>(FILES, [lessonId, SLIDE_ROLES, NO_SLIDES], tx)
    const copies = await this.database.rows<CopyRow>(
      `select file_id as "fileId", leg_id as "legId", part, pages, at from lesson_deck_copy where lesson_id = $1`,
      [lessonId],
      tx,
    )
    return files.map((file) =>
      deckOf(
        file,
        copies
          .filter(({ fileId }) => fileId === file.fileId)
          .map(({ legId, part, pages, at }) => ({ legId, part, pages, at: at.getTime() })),
      ),
    )
  }
}
