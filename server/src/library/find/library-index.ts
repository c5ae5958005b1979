import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { Notices } from '../../platform/database/notices.ts'
import { Database } from '../../platform/database/database.ts'
import { OpenRecords } from '../exchange/open/open-records.ts'
import { initialsOfWord, pairsOf, soundOf, wordsOfText } from './segment.ts'
import { WORDS_OF_TYPE } from './type-words.ts'
import type { ResourceType } from '@tongke/contract'

/** Topic: entries with these resource ids changed; `null`: look at all of them. */
export const LIBRARY_CHANGED = 'library.changed'
export type LibraryChange = { readonly resourceIds: readonly string[] | null }

interface Source {
  readonly resourceId: string
  readonly type: ResourceType
  readonly title: string
  readonly description: string
  readonly keywords: string[]
  readonly topics: string[]
  readonly nodeTitles: string[]
  readonly body: string
}

const MAX_BODY = 60_000

/** Keeps what can be found in step with what is online: called inside the transaction of every change of a resource. */
@Injectable()
export class LibraryIndex {
  constructor(
    private readonly database: Database,
    private readonly notices: Notices,
    private readonly open: OpenRecords,
  ) {}

  /** Every process hears of it when the transaction commits. */
  async refresh(tx: EntityManager, resourceIds: readonly string[]): Promise<void> {
    if (resourceIds.length === 0) return
    await tx.query(LEAVE, [resourceIds])
    await tx.query(ENTER, [resourceIds])
    const sources = await this.database.rows<Source>(SOURCES, [resourceIds], tx)
    if (sources.length > 0) await this.store(tx, sources)
    await this.open.refresh(tx, resourceIds)
    for (let at = 0; at < resourceIds.length; at += 100)
      await this.notices.publish(tx, LIBRARY_CHANGED, { resourceIds: resourceIds.slice(at, at + 100) })
  }

  private async store(tx: EntityManager, sources: readonly Source[]): Promise<void> {
    const rows = sources.map(textOf)
    await tx.query(STORE_TEXT, [JSON.stringify(rows)])
    const words = new Map<string, number>()
    for (const { title } of rows) for (const word of title) words.set(word, (words.get(word) ?? 0) + 1)
    const known = [...words].map(([word, uses]) => ({
      word,
      uses,
      sound: soundOf(word),
      initials: initialsOfWord(word),
    }))
    await tx.query(STORE_WORDS, [JSON.stringify(known)])
  }
}

/** Title, keywords, type and node count as title; the rest finds, but weighs less. */
function textOf(source: Source) {
  const head = [
    source.title,
    ...source.keywords,
    ...source.topics,
    ...source.nodeTitles,
    ...WORDS_OF_TYPE[source.type],
  ].join(' ')
  const body = source.body.slice(0, MAX_BODY)
  const title = wordsOfText(head)
  const pairs = pairsOf(source.title)
  const described = pairsOf(source.description)
  return {
    resource_id: source.resourceId,
    sound: soundOf(source.title),
    title,
    title_lexemes: [...new Set([...title, ...pairs])],
    all_lexemes: [
      ...new Set([...title, ...pairs, ...described, ...wordsOfText(`${source.description} ${body}`)]),
    ],
    body: `${source.description}\n${body}`.trim(),
  }
}

const LEAVE = `
  delete from library_entry e using resource r
   where e.resource_id = r.id and r.id = any($1) and r.standing <> 'ONLINE'`

const ENTER = `
  insert into library_entry (resource_id, version_id, school_path, stage, subject, grade_from, grade_to, edition_id, type,
      duration_ms, org_id, licence, published_at, title, title_sound)
  select r.id, v.id, case when r.scope = 'school' then o.path end,
         coalesce(n.stage, case when (v.metadata->>'gradeTo')::int <= 6 then 'primary' else 'junior' end),
         v.metadata->>'subject', (v.metadata->>'gradeFrom')::int, (v.metadata->>'gradeTo')::int, n.edition_id, r.type,
         f.duration, r.org_id, v.metadata->>'licence', r.published_at, v.metadata->>'title', ''
    from resource r
    join resource_version v on v.id = r.published_version_id
    join organization o on o.id = r.org_id
    left join lateral (
      select node.stage, node.edition_id from resource_node link join curriculum_node node on node.id = link.node_id
       where link.version_id = v.id order by link.position limit 1
    ) n on true
    left join lateral (
      select max((work.facts->>'durationMs')::float8)::bigint as duration
        from resource_file file join processing work on work.blob_sha = file.blob_sha
       where file.version_id = v.id and file.role <> 'licence'
    ) f on true
   where r.id = any($1) and r.standing = 'ONLINE'
  on conflict (resource_id) do update set version_id = excluded.version_id, school_path = excluded.school_path,
    stage = excluded.stage, subject = excluded.subject, grade_from = excluded.grade_from, grade_to = excluded.grade_to,
    edition_id = excluded.edition_id, type = excluded.type, duration_ms = excluded.duration_ms, org_id = excluded.org_id,
    licence = excluded.licence, published_at = excluded.published_at, title = excluded.title`

const SOURCES = `
  select e.resource_id as "resourceId", e.type, e.title, coalesce(v.metadata->>'description', '') as description,
         array(select jsonb_array_elements_text(v.metadata->'keywords')) as keywords,
         array(select jsonb_array_elements_text(v.metadata->'topics')) as topics,
         array(select node.title from resource_node link join curriculum_node node on node.id = link.node_id
                where link.version_id = v.id order by link.position) as "nodeTitles",
         concat_ws(E'\\n',
           (select string_agg(t.text, E'\\n' order by f.role, f.position)
              from resource_file f join file_text t on t.blob_sha = f.blob_sha
             where f.version_id = v.id and f.role <> 'licence'),
           (select string_agg(regexp_replace(s.vtt, '^WEBVTT.*$|^.*-->.*$|<[^>]*>', '', 'gn'), E'\\n')
              from resource_file f join subtitle s on s.blob_sha = f.blob_sha
             where f.version_id = v.id and f.role <> 'licence')) as body
    from library_entry e join resource_version v on v.id = e.version_id
   where e.resource_id = any($1)`

const STORE_TEXT = `
  with fresh as (
    select * from jsonb_to_recordset($1::jsonb)
      as r(resource_id uuid, sound text, title_lexemes text[], all_lexemes text[], body text)
  ), told as (
    update library_entry e set title_sound = fresh.sound from fresh where e.resource_id = fresh.resource_id
    returning e.number, e.resource_id
  ), bodies as (
    insert into library_body (number, body)
    select told.number, fresh.body from fresh join told on told.resource_id = fresh.resource_id
    on conflict (number) do update set body = excluded.body
  )
  insert into library_text (number, title_words, all_words)
  select told.number, array_to_tsvector(fresh.title_lexemes), array_to_tsvector(fresh.all_lexemes)
    from fresh join told on told.resource_id = fresh.resource_id
  on conflict (number) do update set title_words = excluded.title_words, all_words = excluded.all_words`

const STORE_WORDS = `
  insert into library_word (word, sound, initials, uses)
  select word, sound, initials, uses from jsonb_to_recordset($1::jsonb) as r(word text, sound text, initials text, uses int)
   order by word
  on conflict (word) do update set uses = library_word.uses + excluded.uses`
