import { Injectable } from '@nestjs/common'
import { Refusal, type Licence, type VersionState } from '@tongke/contract'
import type { Principal } from '../../people/principal.ts'
import { Database } from '../../platform/database/database.ts'
import { isAuthor, maySeeVersion, seesAsInsider } from '../resources/resource-access.rules.ts'
import { RESOURCE_COLUMNS, type StoredFile, type StoredResource } from '../resources/resource-store.ts'

interface Rendition {
  name: string
  blobSha: string
  mimeType: string
  sizeBytes: number
}

/** A file with all that decides who may have it. */
export interface FoundFile {
  readonly file: Pick<StoredFile, 'id' | 'role' | 'name' | 'mimeType' | 'blobSha'> & {
    sizeBytes: number
    /** Null before it is known, and for what has none. */
    durationMs: number | null
  }
  readonly version: { id: string; state: VersionState; licence: Licence }
  readonly resource: StoredResource
  readonly rendition: Rendition | null
}

const FILE = `
  select jsonb_build_object('id', f.id, 'role', f.role, 'name', f.name, 'mimeType', f.mime_type, 'blobSha', f.blob_sha,
           'sizeBytes', b.size_bytes, 'durationMs', (w.facts->>'durationMs')::float8::int) as file,
         jsonb_build_object('id', v.id, 'state', v.state, 'licence', v.metadata->>'licence') as version,
         case when m.name is null then null else jsonb_build_object('name', m.name, 'blobSha', m.blob_sha,
           'mimeType', m.mime_type, 'sizeBytes', mb.size_bytes) end as rendition,
         ${RESOURCE_COLUMNS}
    from resource_file f
    join blob b on b.sha256 = f.blob_sha
    join resource_version v on v.id = f.version_id
    join resource r on r.id = v.resource_id
    join organization o on o.id = r.org_id
    left join processing w on w.blob_sha = f.blob_sha
    left join rendition m on m.source_sha = f.blob_sha and m.name = $2
    left join blob mb on mb.sha256 = m.blob_sha
   where f.id = $1`

/** A file that the viewer may see. */
export interface SeenFile {
  readonly id: string
  readonly blobSha: string
  readonly durationMs: number | null
  readonly resource: StoredResource
  readonly isAuthor: boolean
}

/** Who may have which file: asked at every request. */
@Injectable()
export class FileAccess {
  constructor(private readonly database: Database) {}

  /** With the rendition of this name, when there is one. Judges nobody. */
  async find(fileId: string, rendition: string | null = null): Promise<FoundFile | undefined> {
    const [row] = await this.database.rows<StoredResource & Omit<FoundFile, 'resource'>>(FILE, [
      fileId,
      rendition,
    ])
    if (!row) return undefined
    const { file, version, rendition: made, ...resource } = row
    return { file, version, rendition: made, resource }
  }

  /** @throws Refusal not_found */
  async see(who: Principal, fileId: string): Promise<SeenFile> {
    const found = await this.find(fileId)
    if (!found || !maySeeFile(who, found)) throw new Refusal('not_found')
    const { file, resource } = found
    return {
      id: file.id,
      blobSha: file.blobSha,
      durationMs: file.durationMs,
      resource,
      isAuthor: isAuthor(who, resource),
    }
  }

  /** For its author to change. @throws Refusal not_found, auth.forbidden */
  async own(who: Principal, fileId: string): Promise<SeenFile> {
    const file = await this.see(who, fileId)
    if (!file.isAuthor) throw new Refusal('auth.forbidden')
    return file
  }
}

/** What the third party signed is for those who check it. */
export const maySeeFile = (who: Principal, { file, version, resource }: FoundFile): boolean =>
  file.role === 'licence' ? seesAsInsider(who, resource, version) : maySeeVersion(who, resource, version)
