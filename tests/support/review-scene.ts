import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  UPLOADS_PATH,
  addFile,
  checkUpload,
  createResource,
  finishUpload,
  getMe,
  getOutline,
  getResource,
  getVolume,
  reviewResource,
  submitResource,
  type FileRole,
  type ResourceDetail,
  type ResourceMetadata,
  type ResourceType,
  type ReviewVerdict,
  type Role,
  type Subject,
} from '@tongke/contract'
import pg from 'pg'
import { ApiClient } from './api-client.ts'
import type { Stack } from './stack.ts'

const ASPECTS = {
  political: true,
  guidance: true,
  scientific: true,
  suitable: true,
  standard: true,
  timely: true,
  public_good: true,
}
export const PASS: ReviewVerdict = { aspects: ASPECTS, decision: 'PASS', comment: '' }
export const REJECT: ReviewVerdict = {
  aspects: { ...ASPECTS, scientific: false },
  decision: 'REJECT',
  comment: '第三页的结论不对',
}

export interface StoredFile {
  readonly role: FileRole
  readonly name: string
  readonly content: Buffer
}

export const SLIDES: StoredFile = {
  role: 'main',
  name: '观潮.pdf',
  content: Buffer.from('%PDF-1.7 invented slides'),
}

export const metadataOf = (change: Partial<ResourceMetadata> = {}) => ({
  title: '观潮',
  subject: 'chinese' as const,
  gradeFrom: 4,
  gradeTo: 4,
  licence: 'county' as const,
  ...change,
})

/** The people of the demo county around a resource, and what they do with it. */
export class ReviewScene {
  readonly #clients = new Map<string, Promise<ApiClient>>()
  readonly stack: Stack
  readonly database: pg.Client

  private constructor(stack: Stack, database: pg.Client) {
    this.stack = stack
    this.database = database
  }

  static async set(stack: Stack): Promise<ReviewScene> {
    const database = new pg.Client({ connectionString: stack.databaseUrl })
    await database.connect()
    return new ReviewScene(stack, database)
  }

  end(): Promise<void> {
    return this.database.end()
  }

  /** One session for each person. */
  as(name: string): Promise<ApiClient> {
    const known = this.#clients.get(name) ?? ApiClient.as(this.stack.serverUrl, name)
    this.#clients.set(name, known)
    return known
  }

  /** A further post, in force from today. */
  async appoint(name: string, role: Role, organization: string): Promise<void> {
    await this.database.query(
      `insert into post (id, person_id, org_id, role, from_day)
       select gen_random_uuid(), p.id, o.id, $2, '2020-01-01' from person p, organization o
        where p.name = $1 and o.name = $3`,
      [name, role, organization],
    )
  }

  /** A person of this role at an organization. */
  async nameOf(role: Role, organization: string): Promise<string> {
    const { rows } = await this.database.query<{ name: string }>(
      `select p.name from post t join person p on p.id = t.person_id join organization o on o.id = t.org_id
        where t.role = $1 and o.name = $2 order by p.county_no`,
      [role, organization],
    )
    if (!rows[0]) throw new Error(`No ${role} at ${organization}`)
    return rows[0].name
  }

  /** Ids of lessons of the demo tree for a subject and grade, of one volume, in order. */
  async lessons(subject: Subject, grade: number): Promise<string[]> {
    const who = await this.as('林晓雯')
    const { stages } = await who.call(getOutline, {})
    const volume = stages
      .flatMap((stage) => stage.subjects.filter((one) => one.subject === subject))
      .flatMap(({ editions }) => editions.flatMap(({ volumes }) => volumes))
      .find(({ gradeFrom, gradeTo }) => gradeFrom <= grade && grade <= gradeTo)
    if (!volume) throw new Error(`No volume of ${subject} in grade ${grade}`)
    const { children } = await who.call(getVolume, { params: { id: volume.id } })
    return children.flatMap(({ lessons }) => lessons.map(({ id }) => id))
  }

  /** Where a person serves. */
  async homeOf(name: string): Promise<string> {
    const me = await (await this.as(name)).call(getMe, {})
    return (me.kind === 'person' && me.posts[0]?.orgId) || ''
  }

  /** A draft of this author's school. */
  async draft(
    author: string,
    change: Partial<ResourceMetadata> = {},
    type: ResourceType = 'courseware',
  ): Promise<ResourceDetail> {
    const body = { type, orgId: await this.homeOf(author), metadata: metadataOf(change) }
    return (await this.as(author)).call(createResource, { body })
  }

  /** @returns the id of the finished upload */
  async upload(name: string, content: Buffer, fileName = '文件'): Promise<string> {
    const who = await this.as(name)
    const plan = { name: fileName, sizeBytes: content.length, sha256: sha256(content) }
    const { id, finished } = await who.call(checkUpload, { body: plan })
    if (finished) return id
    const sent = await who.request('PATCH', `${UPLOADS_PATH}/${id}`, {
      body: new Uint8Array(content),
      headers: {
        'tus-resumable': '1.0.0',
        'content-type': 'application/offset+octet-stream',
        'upload-offset': '0',
      },
    })
    if (!sent.ok) throw new Error(`The upload answers ${sent.status}`)
    return (await who.call(finishUpload, { params: { id } })).id
  }

  /** Uploads a file into the author's draft, with the work on it in this state. */
  async give(
    author: string,
    id: string,
    { role, name, content }: StoredFile,
    processing = 'READY',
  ): Promise<void> {
    const body = { uploadId: await this.upload(author, content, name), role, name }
    await (await this.as(author)).call(addFile, { params: { id }, body })
    await this.database.query('update processing set state = $2 where blob_sha = $1', [
      sha256(content),
      processing,
    ])
  }

  /** Something made from a file, as the work on it would have left it. */
  async rendition(file: StoredFile, name: string, mimeType: string, content: Buffer): Promise<void> {
    await this.database.query(
      'insert into rendition (source_sha, name, blob_sha, mime_type) values ($1, $2, $3, $4)',
      [sha256(file.content), name, await this.blob(content), mimeType],
    )
  }

  async blob(content: Buffer): Promise<string> {
    const sha = sha256(content)
    const folder = join(this.stack.dataFolder, 'store', 'blobs', sha.slice(0, 2))
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, sha), content)
    await this.database.query(
      'insert into blob (sha256, size_bytes, stored_at) values ($1, $2, now()) on conflict do nothing',
      [sha, content.length],
    )
    return sha
  }

  async see(name: string, id: string): Promise<ResourceDetail> {
    return (await this.as(name)).call(getResource, { params: { id } })
  }

  async submit(author: string, id: string, scope: 'school' | 'county' = 'county'): Promise<ResourceDetail> {
    const body = { ...seenOf(await this.see(author, id)), scope, verdict: PASS, pledge: true as const }
    return (await this.as(author)).call(submitResource, { params: { id }, body })
  }

  async review(reviewer: string, id: string, verdict = PASS): Promise<ResourceDetail> {
    const body = { ...seenOf(await this.see(reviewer, id)), verdict }
    return (await this.as(reviewer)).call(reviewResource, { params: { id }, body })
  }
}

/** The version in work, as whoever read `detail` saw it. */
export function seenOf({ draft, version }: ResourceDetail): { versionId: string; revision: number } {
  const { id, revision } = draft ?? version
  return { versionId: id, revision }
}

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex')
