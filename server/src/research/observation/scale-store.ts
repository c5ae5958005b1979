import { Injectable } from '@nestjs/common'
import { Refusal, type ScaleContent, type ScaleState, type ScaleVersion } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Database } from '../../platform/database/database.ts'
import { canDo, maySee } from './scale-access.rules.ts'

/** A version as its tables have it. */
export interface StoredVersion {
  readonly id: string
  readonly scaleId: string
  readonly number: number
  readonly state: ScaleState
  readonly title: string
  readonly purpose: string
  readonly content: ScaleContent
  readonly publishedAt: Date | null
  readonly revision: number
  readonly orgName: string
  readonly orgPath: string
  readonly authorId: string
  readonly sheets: number
  readonly hasDraft: boolean
}

const VERSIONS = `
  select v.id, v.scale_id as "scaleId", v.number, v.state, v.title, v.purpose, v.content, v.published_at as "publishedAt",
         v.revision, o.name as "orgName", o.path as "orgPath", s.author_id as "authorId",
         (select count(*)::int from observation_sheet h where h.scale_version_id = v.id) as sheets,
         exists (select from observation_scale_version d where d.scale_id = v.scale_id and d.state = 'DRAFT') as "hasDraft"
    from observation_scale_version v join observation_scale s on s.id = v.scale_id
    join organization o on o.id = s.org_id`

/** Versions of scales as rows. */
@Injectable()
export class ScaleStore {
  constructor(private readonly database: Database) {}

  /** @throws Refusal not_found, also for a draft of others */
  async visible(who: PersonPrincipal, id: string, tx?: EntityManager): Promise<StoredVersion> {
    const [version] = await this.database.rows<StoredVersion>(`${VERSIONS} where v.id = $1`, [id], tx)
    if (!version || !maySee(who, version)) throw new Refusal('not_found')
    return version
  }

  /** Newest first within each scale. */
  async all(who: PersonPrincipal): Promise<StoredVersion[]> {
    const rows = await this.database.rows<StoredVersion>(
      `${VERSIONS} order by s.created_at, s.id, v.number desc`,
    )
    return rows.filter((row) => maySee(who, row))
  }

  /** What observers may choose now, and versions their sheets have already. */
  async inUse(versionIds: readonly string[]): Promise<StoredVersion[]> {
    return this.database.rows<StoredVersion>(
      `${VERSIONS} where v.state = 'PUBLISHED' or v.id = any($1) order by s.created_at, s.id, v.number`,
      [versionIds],
    )
  }
}

export const presentVersion = (who: PersonPrincipal, version: StoredVersion): ScaleVersion => {
  const { id, scaleId, number, state, title, purpose, orgName, content, revision, sheets } = version
  return {
    id,
    scaleId,
    number,
    state,
    title,
    purpose,
    orgName,
    content,
    publishedAt: version.publishedAt?.getTime() ?? null,
    revision,
    sheets,
    can: canDo(who, version, version.hasDraft),
  }
}
