import { Injectable } from '@nestjs/common'
import { Refusal, VISIT_PHOTOS_MAX, type VisitPhoto } from '@tongke/contract'
import { fileTypeFromBuffer } from 'file-type'
import { randomUUID } from 'node:crypto'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ImageRequest, PictureSize } from '../../library/processing/steps/image-request.ts'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Clock } from '../../platform/clock.ts'
import { Config } from '../../platform/config.ts'
import { Database } from '../../platform/database/database.ts'
import type { BytesAnswer } from '../../platform/http/bytes-answer.ts'
import { BlobStore } from '../../platform/store/blob-store.ts'
import { Tools } from '../../platform/tools/tools.ts'
import { VisitStore } from './visit-store.ts'
import { isVisitor, maySee } from './visit-access.rules.ts'

const TOOL = join(import.meta.dirname, '../../library/processing/steps/image-tool.js')
/** By content, whatever the file is called. */
const TYPES: readonly string[] = ['image/jpeg', 'image/png', 'image/webp']
const LONGEST_SIDE = 1600
const MOST_PIXELS = 60_000_000
const MB = 1_000_000
const LIMITS = { seconds: 30, memoryBytes: 1_000 * MB, fileBytes: 20 * MB }

interface PhotoRow {
  id: string
  blobSha: string | null
  caption: string
  width: number
  height: number
  sizeBytes: number
  addedAt: Date
  removedAt: Date | null
}

/** Pictures of visits. What arrives is decoded beside the server and written anew: nothing of the camera's own words is kept. */
@Injectable()
export class VisitPhotos {
  private readonly root: string

  constructor(
    private readonly database: Database,
    private readonly store: VisitStore,
    private readonly blobs: BlobStore,
    private readonly tools: Tools,
    private readonly clock: Clock,
    config: Config,
  ) {
    this.root = join(config.dataDir, 'visit-photos')
  }

  /** By visit, in the order they were added. */
  async of(visitIds: readonly string[]): Promise<Map<string, VisitPhoto[]>> {
    const rows = await this.database.rows<PhotoRow & { visitId: string }>(
      `${PHOTO} where f.visit_id = any($1) and f.removed_at is null order by f.added_at, f.id`,
      [visitIds],
    )
    return new Map(
      [...Map.groupBy(rows, ({ visitId }) => visitId)].map(([id, photos]) => [id, photos.map(presented)]),
    )
  }

  /** @throws Refusal not_found, visit.photo, visit.photos_full. A photo sent again is the same one */
  async add(who: PersonPrincipal, visitId: string, id: string, content: Buffer): Promise<VisitPhoto> {
    const visit = await this.store.read(visitId)
    if (!isVisitor(who, visit)) throw new Refusal('not_found')
    const known = await this.find(visitId, id)
    // Taken away meanwhile: a late copy stays away.
    if (known?.removedAt) throw new Refusal('not_found')
    if (known) return presented(known)
    const type = await fileTypeFromBuffer(content)
    if (!type || !TYPES.includes(type.mime)) throw new Refusal('visit.photo')
    const made = await this.made(content)
    await this.database.transaction(async (tx) => {
      await this.store.lock(tx, visitId)
      const [count] = await this.database.rows<{ count: number }>(
        'select count(*)::int as count from visit_photo where visit_id = $1 and removed_at is null',
        [visitId],
        tx,
      )
      if ((count?.count ?? 0) >= VISIT_PHOTOS_MAX) throw new Refusal('visit.photos_full')
      await tx.query(
        `insert into visit_photo (visit_id, id, blob_sha, width, height, added_at) values ($1, $2, $3, $4, $5, $6)
         on conflict do nothing`,
        [visitId, id, made.sha, made.width, made.height, this.clock.now()],
      )
    })
    const row = await this.find(visitId, id)
    if (!row) throw new Refusal('not_found')
    return presented(row)
  }

  async remove(who: PersonPrincipal, visitId: string, id: string): Promise<void> {
    const visit = await this.store.read(visitId)
    if (!isVisitor(who, visit)) throw new Refusal('not_found')
    await this.database.rows(
      `update visit_photo set removed_at = $3, blob_sha = null where visit_id = $1 and id = $2 and removed_at is null`,
      [visitId, id, this.clock.now()],
    )
  }

  /** @throws Refusal not_found */
  async open(who: PersonPrincipal, visitId: string, id: string): Promise<BytesAnswer> {
    const visit = await this.store.read(visitId)
    const photo = await this.find(visitId, id)
    const sees = isVisitor(who, visit) || (visit.state !== 'PLANNED' && maySee(who, visit))
    if (!photo?.blobSha || !sees) throw new Refusal('not_found')
    const { blobSha, sizeBytes } = photo
    return {
      mimeType: 'image/webp',
      sizeBytes,
      etag: blobSha,
      attachment: null,
      open: (range) => this.blobs.open(blobSha, range),
    }
  }

  private async find(visitId: string, id: string): Promise<PhotoRow | undefined> {
    const [row] = await this.database.rows<PhotoRow>(`${PHOTO} where f.visit_id = $1 and f.id = $2`, [
      visitId,
      id,
    ])
    return row
  }

  /** @throws Refusal visit.photo */
  private async made(content: Buffer): Promise<PictureSize & { sha: string }> {
    const folder = join(this.root, randomUUID())
    await mkdir(folder, { recursive: true })
    try {
      await writeFile(join(folder, 'from'), content)
      const request: ImageRequest = {
        task: 'resize',
        mostPixels: MOST_PIXELS,
        pictures: [{ from: 'from', to: [{ name: 'to.webp', side: LONGEST_SIDE }] }],
      }
      const parts: Buffer[] = []
      const { code } = await this.tools.run({
        program: process.execPath,
        args: [TOOL, JSON.stringify(request)],
        cwd: folder,
        limits: LIMITS,
        signal: new AbortController().signal,
        onOutput: (chunk) => parts.push(chunk),
      })
      if (code !== 0) throw new Refusal('visit.photo')
      const [size] = JSON.parse(Buffer.concat(parts).toString('utf8')) as PictureSize[]
      if (!size) throw new Refusal('visit.photo')
      const { sha256 } = await this.blobs.putFile(join(folder, 'to.webp'))
      return { ...shown(size), sha: sha256 }
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }
}

/** As it was made smaller; never enlarged. */
function shown({ width, height }: PictureSize): PictureSize {
  const factor = Math.min(1, LONGEST_SIDE / Math.max(width, height))
  return { width: Math.round(width * factor), height: Math.round(height * factor) }
}

const presented = ({ id, caption, width, height, sizeBytes, addedAt }: PhotoRow): VisitPhoto => ({
  id,
  caption,
  width,
  height,
  sizeBytes,
  addedAt: addedAt.getTime(),
})

const PHOTO = `
  select f.visit_id as "visitId", f.id, f.blob_sha as "blobSha", f.caption, f.width, f.height,
         coalesce(b.size_bytes, 0)::int as "sizeBytes", f.added_at as "addedAt", f.removed_at as "removedAt"
    from visit_photo f left join blob b on b.sha256 = f.blob_sha`
