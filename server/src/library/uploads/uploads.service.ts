import { Injectable } from '@nestjs/common'
import { DOWNLOADABLE, Refusal, type FileKind, type Upload, type UploadPlan } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { PolicyRules } from '../../curriculum/policy-rules.ts'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { newId } from '../../platform/id.ts'
import { BlobMismatch, BlobStore } from '../../platform/store/blob-store.ts'
import type { Content } from './content-kind.rules.ts'
import { contentOfFile } from './content-type.ts'
import { fileNameOf } from './file-name.rules.ts'
import { UploadFiles } from './upload-files.ts'
import { UploadLocks } from './upload-locks.ts'
import { MEGABYTE, UPLOAD_POLICY_DEFAULTS, largestFile, type UploadPolicy } from './upload-policy.rules.ts'
import { UPLOAD_COLUMNS, wireOf, type UploadRecord } from './upload-record.ts'

const HOUR_MS = 3_600_000

interface OpenUpload {
  readonly id: string
  readonly owner_id: string
  readonly size_bytes: number
}

/** A finished upload, for whoever makes a resource of it. */
export interface FinishedUpload {
  readonly name: string
  readonly blobSha: string
  readonly sizeBytes: number
  readonly kind: FileKind
  readonly mimeType: string
}

@Injectable()
export class UploadsService {
  readonly locks = new UploadLocks()

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly rules: PolicyRules,
    private readonly blobs: BlobStore,
    private readonly files: UploadFiles,
  ) {}

  /** Before a byte is sent: here already, begun already, or a new one. */
  async check(who: PersonPrincipal, plan: UploadPlan): Promise<Upload> {
    await this.admit(who, plan)
    const known = await this.knownContent(who, plan)
    if (known) return this.alreadyHere(who, plan, known)
    const begun = await this.begunBefore(who, plan)
    const row = begun ?? (await this.begin(who, plan))
    await this.files.create(row.id)
    return wireOf(row)
  }

  /** A new upload in any case, as tus wants it; its file is made by the caller. */
  async create(who: PersonPrincipal, plan: UploadPlan): Promise<string> {
    await this.admit(who, plan)
    return (await this.begin(who, plan)).id
  }

  /** @throws Refusal upload.unknown for another's, a finished and a forgotten one alike */
  async open(who: PersonPrincipal, id: string): Promise<UploadRecord> {
    const row = await this.own(who.id, id)
    if (row.finished_at) throw new Refusal('upload.unknown')
    return row
  }

  /** All bytes are said to be here: verify, find the type, keep. */
  async finish(who: PersonPrincipal, id: string): Promise<Upload> {
    await this.own(who.id, id)
    return this.locks.alone(id, async () => {
      const row = await this.own(who.id, id)
      return wireOf(row.finished_at ? row : await this.keep(row))
    })
  }

  async cancel(who: PersonPrincipal, id: string): Promise<void> {
    await this.own(who.id, id)
    await this.locks.alone(id, () => this.forget(id))
  }

  /** @throws Refusal upload.unknown, upload.unfinished */
  async finished(personId: string, id: string): Promise<FinishedUpload> {
    const row = await this.own(personId, id)
    if (!row.kind || !row.mime_type) throw new Refusal('upload.unfinished')
    const { name, sha256, size_bytes, kind, mime_type } = row
    return { name, blobSha: sha256, sizeBytes: size_bytes, kind, mimeType: mime_type }
  }

  /** Bytes of the largest file that this person may bring in, packed or not. */
  async largestFor(who: PersonPrincipal): Promise<number> {
    return largestFile(
      who.posts.map(({ role }) => role),
      await this.policy(),
    )
  }

  /** @throws Refusal upload.no_space when so many bytes do not fit beside what is on its way */
  async requireRoom(bytes: number): Promise<void> {
    return this.requireRoomBeside(await this.openUploads(this.database.manager), bytes)
  }

  /** Forgets what nobody went on with, and files that no row knows. */
  async cleanUp(): Promise<void> {
    const policy = await this.policy()
    const now = this.clock.now().getTime()
    await this.database.rows('delete from upload where finished_at < $1', [
      new Date(now - policy.keepFinishedDays * 24 * HOUR_MS),
    ])
    const expired = new Date(now - policy.expireHours * HOUR_MS)
    for (const { id } of await this.openBefore(expired)) {
      const state = await this.files.state(id)
      if (!state || state.changedAt < expired) await this.forget(id)
    }
    await this.removeStrays(new Date(now - HOUR_MS))
  }

  private async policy(): Promise<UploadPolicy> {
    return { ...UPLOAD_POLICY_DEFAULTS, ...(await this.rules.of('upload')) }
  }

  private async admit(who: PersonPrincipal, plan: UploadPlan) {
    if (plan.sizeBytes === 0) throw new Refusal('file.broken')
    const roles = who.posts.map(({ role }) => role)
    if (roles.length === 0) throw new Refusal('auth.forbidden')
    if (plan.sizeBytes > largestFile(roles, await this.policy())) throw new Refusal('upload.too_large')
  }

  /**
   * Only what this person could take away anyway: a hash must not become a question about other schools' files, nor a
   * way to the original of a file that may only be watched.
   */
  private async knownContent(who: PersonPrincipal, plan: UploadPlan): Promise<Content | null> {
    const orgIds = who.posts.map(({ orgId }) => orgId)
    const [found] = await this.database.rows<{ kind: FileKind; mime_type: string }>(
      `select known.kind, known.mime_type from blob b join (
         select blob_sha, kind, mime_type from upload where owner_id = $1
         union all
         select f.blob_sha, f.kind, f.mime_type
           from resource_file f join resource_version v on v.id = f.version_id join resource r on r.id = v.resource_id
          where r.author_id = $1 or (r.standing = 'ONLINE' and r.published_version_id = v.id
            and f.role <> 'licence' and v.metadata->>'licence' = any($5)
            and (r.scope = 'county' or r.org_id = any($4::uuid[])))
       ) known on known.blob_sha = b.sha256
       where b.sha256 = $2 and b.size_bytes = $3 limit 1`,
      [who.id, plan.sha256, plan.sizeBytes, orgIds, DOWNLOADABLE],
    )
    return found ? { kind: found.kind, mimeType: found.mime_type } : null
  }

  private async alreadyHere(who: PersonPrincipal, plan: UploadPlan, content: Content): Promise<Upload> {
    const now = this.clock.now()
    const row = await this.insert(this.database.manager, who, plan, { ...content, at: now })
    return wireOf(row)
  }

  private async begunBefore(who: PersonPrincipal, plan: UploadPlan): Promise<UploadRecord | undefined> {
    const [row] = await this.database.rows<UploadRecord>(
      `select ${UPLOAD_COLUMNS} from upload
        where owner_id = $1 and sha256 = $2 and size_bytes = $3 and finished_at is null order by id limit 1`,
      [who.id, plan.sha256, plan.sizeBytes],
    )
    return row
  }

  /** One at a time, so that room is not promised twice. */
  private async begin(who: PersonPrincipal, plan: UploadPlan): Promise<UploadRecord> {
    const policy = await this.policy()
    return this.database.transaction(async (tx) => {
      await tx.query(`select pg_advisory_xact_lock(hashtext('uploads'))`)
      const open = await this.openUploads(tx)
      if (open.filter((row) => row.owner_id === who.id).length >= policy.openPerPerson)
        throw new Refusal('upload.open_limit')
      await this.requireRoomBeside(open, plan.sizeBytes)
      return this.insert(tx, who, plan, null)
    })
  }

  private openUploads(tx: EntityManager) {
    return this.database.rows<OpenUpload>(
      'select id, owner_id, size_bytes from upload where finished_at is null',
      [],
      tx,
    )
  }

  private async requireRoomBeside(open: readonly OpenUpload[], bytes: number): Promise<void> {
    const policy = await this.policy()
    const free = (await this.files.freeBytes()) - (await this.promisedBytes(open))
    if (free - policy.reserveMegabytes * MEGABYTE < bytes) throw new Refusal('upload.no_space')
  }

  /** What open uploads will still take. */
  private async promisedBytes(open: readonly OpenUpload[]): Promise<number> {
    const waiting = await Promise.all(
      open.map(async ({ id, size_bytes }) => size_bytes - ((await this.files.state(id))?.sizeBytes ?? 0)),
    )
    return waiting.reduce((sum, bytes) => sum + bytes, 0)
  }

  private async insert(
    tx: EntityManager,
    who: PersonPrincipal,
    plan: UploadPlan,
    here: (Content & { at: Date }) | null,
  ): Promise<UploadRecord> {
    const [row] = await this.database.rows<UploadRecord>(
      `insert into upload (id, owner_id, name, size_bytes, sha256, created_at, finished_at, blob_sha, kind, mime_type)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning ${UPLOAD_COLUMNS}`,
      [
        newId(),
        who.id,
        fileNameOf(plan.name),
        plan.sizeBytes,
        plan.sha256,
        this.clock.now(),
        here?.at ?? null,
        here ? plan.sha256 : null,
        here?.kind ?? null,
        here?.mimeType ?? null,
      ],
      tx,
    )
    return row as UploadRecord
  }

  private async own(personId: string, id: string): Promise<UploadRecord> {
    const [row] = await this.database.rows<UploadRecord>(
      `select ${UPLOAD_COLUMNS} from upload where id = $1 and owner_id = $2`,
      [id, personId],
    )
    if (!row) throw new Refusal('upload.unknown')
    return row
  }

  /** The file stays until the row is finished, so that a process that dies in between can be asked again. */
  private async keep(row: UploadRecord): Promise<UploadRecord> {
    const path = this.files.pathOf(row.id)
    if ((await this.files.state(row.id))?.sizeBytes !== row.size_bytes) throw new Refusal('upload.unfinished')
    const { kind, mimeType } = await contentOfFile(path)
    try {
      await this.blobs.putFile(path, { sha256: row.sha256, sizeBytes: row.size_bytes })
    } catch (error) {
      if (!(error instanceof BlobMismatch)) throw error
      await this.forget(row.id)
      throw new Refusal('upload.checksum')
    }
    const finishedAt = this.clock.now()
    await this.database.rows(
      'update upload set finished_at = $2, blob_sha = sha256, kind = $3, mime_type = $4 where id = $1',
      [row.id, finishedAt, kind, mimeType],
    )
    await this.files.remove(row.id)
    return { ...row, finished_at: finishedAt, kind, mime_type: mimeType }
  }

  private async forget(id: string) {
    await this.database.rows('delete from upload where id = $1', [id])
    await this.files.remove(id)
  }

  private openBefore(before: Date) {
    return this.database.rows<{ id: string }>(
      'select id from upload where finished_at is null and created_at < $1',
      [before],
    )
  }

  private async removeStrays(before: Date) {
    for (const id of await this.files.ids()) {
      const state = await this.files.state(id)
      if (!state || state.changedAt >= before) continue
      const [row] = await this.database.rows(
        'select 1 from upload where id::text = $1 and finished_at is null',
        [id],
      )
      if (!row) await this.files.remove(id)
    }
  }
}
