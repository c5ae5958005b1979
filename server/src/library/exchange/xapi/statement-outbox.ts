import { Injectable } from '@nestjs/common'
import { randomUUID } from 'node:crypto'
import type { EntityManager } from 'typeorm'
import { Config } from '../../../platform/config.ts'
import { Database } from '../../../platform/database/database.ts'
import type { Stretch } from '../../watch/watching.rules.ts'
import {
  completed,
  initialized,
  justCompleted,
  played,
  stretchesOf,
  type PlayedFile,
  type Session,
  type Statement,
} from './statements.rules.ts'

/** One opening of a file by somebody. */
export interface OpenedPlay {
  readonly id: string
  readonly viewerId: string
  readonly fileId: string
  readonly blobSha: string
}

/** What a report added to what its viewer has seen of the file. */
export interface Progress {
  readonly isFirst: boolean
  readonly shown: readonly Stretch[]
  readonly beforeMs: number
  readonly afterMs: number
}

/**
 * What the record store will be told, written down in the same transaction as the record itself: neither is ever without
 * the other. Without a store nothing is written.
 */
@Injectable()
export class StatementOutbox {
  constructor(
    private readonly database: Database,
    private readonly config: Config,
  ) {}

  async opened(tx: EntityManager, play: OpenedPlay, now: Date): Promise<void> {
    const session = await this.session(tx, play)
    if (session) await this.write(tx, [initialized(randomUUID(), now, session)], now)
  }

  async reported(tx: EntityManager, play: OpenedPlay, progress: Progress, now: Date): Promise<void> {
    const { isFirst, shown, beforeMs, afterMs } = progress
    const [start] = shown
    if (!start || !this.config.recordStore) return
    const session = await this.session(tx, play)
    if (!session) return
    const statements = isFirst ? [played(randomUUID(), now, session, start.from)] : []
    if (justCompleted(beforeMs, afterMs, session.file.durationMs))
      statements.push(completed(randomUUID(), now, session, await this.allShown(tx, play)))
    await this.write(tx, statements, now)
  }

  /** Null without a store, and for what is not played but read. */
  private async session(tx: EntityManager, { id, viewerId, fileId }: OpenedPlay): Promise<Session | null> {
    const { recordStore } = this.config
    if (!recordStore) return null
    const [file] = await this.database.rows<PlayedFile>(FILE, [fileId], tx)
    if (!file) return null
    const [actor] = await this.database.rows<{ name: string }>(ACTOR, [viewerId], tx)
    return { id, actor: { portal: recordStore.portal, name: actor?.name ?? '' }, file }
  }

  private async allShown(tx: EntityManager, { viewerId, blobSha }: OpenedPlay): Promise<Stretch[]> {
    const [row] = await this.database.rows<{ stretches: string }>(
      'select stretches::text from watched where viewer_id = $1 and blob_sha = $2',
      [viewerId, blobSha],
      tx,
    )
    return stretchesOf(row?.stretches ?? '{}')
  }

  private async write(tx: EntityManager, statements: readonly Statement[], now: Date): Promise<void> {
    for (const statement of statements)
      await tx.query(
        'insert into xapi_statement (id, statement, created_at, due_at) values ($1, $2, $3, $3)',
        [statement.id, JSON.stringify(statement), now],
      )
  }
}

const FILE = `
  select v.resource_id as "resourceId", v.metadata->>'title' as title, v.metadata->>'language' as language, f.kind,
         (w.facts->>'durationMs')::float8::int as "durationMs"
    from resource_file f join resource_version v on v.id = f.version_id
    left join processing w on w.blob_sha = f.blob_sha
   where f.id = $1 and f.kind in ('video', 'audio')`

const ACTOR = `
  insert into xapi_actor (viewer_id) values ($1)
  on conflict (viewer_id) do update set viewer_id = excluded.viewer_id returning name`
