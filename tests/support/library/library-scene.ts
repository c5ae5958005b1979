import { getProcessing, type FileKind, type ProcessingReport } from '@tongke/contract'
import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import pg from 'pg'
import type { DataSource, EntityManager } from 'typeorm'
import { DATABASE_PARTS } from '../../../server/dist/database-parts.js'
import { storeRecording, type FilmedLesson } from '../../../server/dist/demo/recording/store-recording.js'
import { ProcessingQueue } from '../../../server/dist/library/processing/processing-queue.js'
import { Config } from '../../../server/dist/platform/config.js'
import { createDataSource } from '../../../server/dist/platform/database/data-source.js'
import { Database } from '../../../server/dist/platform/database/database.js'
import { Audit } from '../../../server/dist/platform/audit/audit.service.js'
import { RecordingErasure } from '../../../server/dist/recordings/keeping/recording-erasure.js'
import { Notices } from '../../../server/dist/platform/database/notices.js'
import { createLogger } from '../../../server/dist/platform/logger.js'
import { BlobStore } from '../../../server/dist/platform/store/blob-store.js'
import { openStore } from '../../../server/dist/platform/store/open-store.js'
import { Clock } from '../../../server/dist/platform/clock.js'
import { waitFor } from '../../../scripts/lib/wait-for.mjs'
import { ApiClient } from '../api-client.ts'
import { bootStack, type Stack, type StackOptions } from '../stack.ts'

export interface NewFile {
  readonly content: Buffer
  readonly kind: FileKind
  readonly mimeType: string
  readonly maxHeight?: number
}

export interface AddedFile {
  readonly id: string
  readonly blobSha: string
}

export interface ProcessingState {
  readonly state: string
  readonly step: string | null
  readonly playable: boolean
  readonly progress: number
  readonly attempts: number
  readonly leasedBy: string | null
  readonly facts: { readonly done: string[]; readonly [name: string]: unknown }
}

/** The demo county with a teacher who has files in a draft; what the product's own classes store is stored by them. */
export class LibraryScene {
  private constructor(
    readonly stack: Stack,
    readonly author: ApiClient,
    private readonly config: Config,
    private readonly source: DataSource,
    private readonly database: Database,
    private readonly blobs: BlobStore,
    private readonly queue: ProcessingQueue,
    private readonly notices: Notices,
  ) {}

  static async open(options: StackOptions = {}): Promise<LibraryScene> {
    return LibraryScene.on(await bootStack({ run: ['server', 'jobs'], demo: true, ...options }))
  }

  /** Beside a stack that somebody else boots and stops. */
  static async on(stack: Stack): Promise<LibraryScene> {
    const config = Config.parse({
      DATABASE_URL: stack.databaseUrl,
      MEDIA_SECRET: stack.mediaSecret,
      DATA_DIR: stack.dataFolder,
      LOG_LEVEL: 'silent',
    })
    const source = await createDataSource(config, DATABASE_PARTS).initialize()
    const database = new Database(source)
    const notices = new Notices(config, createLogger(config, 'test'))
    return new LibraryScene(
      stack,
      await ApiClient.as(stack.serverUrl, '林晓雯'),
      config,
      source,
      database,
      new BlobStore(database, new Clock(config), openStore(config), config),
      new ProcessingQueue(config, database, notices),
      notices,
    )
  }

  async close(): Promise<void> {
    await this.leave()
    await this.stack.stop()
  }

  /** Lets go of the database; the stack goes on. */
  async leave(): Promise<void> {
    await this.notices.onApplicationShutdown()
    await this.source.destroy()
  }

  transaction<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.database.transaction(work)
  }

  /** Puts a file into a new draft of a micro-lesson and asks for the work on it, in one transaction as the product does. */
  async add({ content, kind, mimeType, maxHeight }: NewFile, authorName = '林晓雯'): Promise<AddedFile> {
    const { sha256: blobSha } = await this.blobs.put(Readable.from([content]))
    const id = randomUUID()
    const [resourceId, versionId] = [randomUUID(), randomUUID()]
    await this.database.transaction(async (tx) => {
      await tx.query(
        `insert into resource (id, type, org_id, author_id, created_at)
         select $1, 'micro_lesson', (select id from organization order by id limit 1), id, now() from person where name = $2`,
        [resourceId, authorName],
      )
      await tx.query(
        `insert into resource_version (id, resource_id, number, metadata, created_at, updated_at)
         values ($1, $2, 1, '{"gradeFrom": 3, "gradeTo": 3}', now(), now())`,
        [versionId, resourceId],
      )
      await tx.query(
        `insert into resource_file (id, version_id, role, position, name, kind, mime_type, blob_sha)
         values ($1, $2, 'main', 0, 'file', $3, $4, $5)`,
        [id, versionId, kind, mimeType, blobSha],
      )
      await this.queue.enqueue({ blobSha, kind, mimeType, ...(maxHeight ? { maxHeight } : {}) }, tx)
    })
    return { id, blobSha }
  }

  /** A recording whose pieces are all in the store. @returns its id */
  async record(lesson: FilmedLesson): Promise<string> {
    const id = await storeRecording(this.database, this.blobs, lesson)
    if (id === null) throw new Error('The lesson has a recording already')
    return id
  }

  /** What the jobs process does once a night. @returns how many recordings went */
  async eraseRecordings(now: Date): Promise<number> {
    const clock = { now: () => now } as Clock
    const logger = createLogger(this.config, 'test')
    const audit = new Audit(this.database, clock)
    return new RecordingErasure(this.database, audit, clock, undefined as never, logger).pass()
  }

  /** What is in the store. */
  async blob(sha256: string): Promise<Buffer> {
    const parts: Buffer[] = []
    for await (const part of await this.blobs.open(sha256)) parts.push(part as Buffer)
    return Buffer.concat(parts)
  }

  /** What the jobs process does once a night. */
  forgetUnused(): Promise<void> {
    return this.queue.forgetUnused()
  }

  report({ id }: AddedFile): Promise<ProcessingReport> {
    return this.author.call(getProcessing, { params: { id } })
  }

  async state({ blobSha }: AddedFile): Promise<ProcessingState> {
    const [row] = await this.database.rows<ProcessingState>(
      `select state, step, playable, progress, attempts, facts, leased_by as "leasedBy" from processing where blob_sha = $1`,
      [blobSha],
    )
    if (!row) throw new Error('The file is not in the queue')
    return row
  }

  /** @throws Error with the report when it does not come to that */
  async until(
    file: AddedFile,
    what: string,
    is: (state: ProcessingState) => boolean,
    timeoutMs = 60_000,
  ): Promise<ProcessingState> {
    await waitFor(what, async () => is(await this.state(file)), { timeoutMs }).catch(async () => {
      throw new Error(`${what}: ${JSON.stringify(await this.report(file))}`)
    })
    return this.state(file)
  }

  /** @throws Error with the report when it fails */
  async ready(file: AddedFile): Promise<ProcessingReport> {
    const { state } = await this.until(file, 'the end of the work', (now) => ENDS.includes(now.state))
    const report = await this.report(file)
    if (state !== 'READY') throw new Error(JSON.stringify(report))
    return report
  }

  async failed(file: AddedFile): Promise<ProcessingReport> {
    await this.until(file, 'the failure', ({ state }) => state === 'FAILED')
    return this.report(file)
  }

  async renditions({ blobSha }: AddedFile): Promise<Map<string, string>> {
    const rows = await this.database.rows<{ name: string; blobSha: string }>(
      'select name, blob_sha as "blobSha" from rendition where source_sha = $1 order by name',
      [blobSha],
    )
    return new Map(rows.map(({ name, blobSha }) => [name, blobSha]))
  }

  async rendition(file: AddedFile, name: string): Promise<Buffer> {
    const blobSha = (await this.renditions(file)).get(name)
    if (!blobSha) throw new Error(`There is no ${name}`)
    return this.blob(blobSha)
  }

  async text(file: AddedFile, name: string): Promise<string> {
    return (await this.rendition(file, name)).toString('utf8')
  }

  sql<T>(statement: string, parameters: unknown[] = []): Promise<T[]> {
    return this.database.rows<T>(statement, parameters)
  }

  /** Everything that is said to all processes from now on about the work on files. */
  async hear(): Promise<{ heard: unknown[]; stop: () => Promise<void> }> {
    const client = new pg.Client({ connectionString: this.stack.databaseUrl })
    await client.connect()
    const heard: unknown[] = []
    client.on('notification', ({ payload }) => heard.push(JSON.parse(payload ?? '{}')))
    await client.query('listen tongke_notice')
    return { heard, stop: () => client.end() }
  }
}

const ENDS = ['READY', 'FAILED', 'CANCELLED']
