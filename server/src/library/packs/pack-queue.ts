import { Injectable } from '@nestjs/common'
import type { PackProblem } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { Config } from '../../platform/config.ts'
import { Database } from '../../platform/database/database.ts'
import { newId } from '../../platform/id.ts'
import { LeaseLost } from '../processing/faults.ts'

/** Sent when a pack waits to be built. */
export const PACK_QUEUED = 'packs.queued'

const MOST_ATTEMPTS = 3
const AGAIN_SECONDS = 10

/** A pack in the hands of one builder; `token` is its right to write. */
export interface PackLease {
  readonly id: string
  readonly token: string
  readonly version: number
  readonly name: string
  readonly orgId: string
  readonly orgName: string
  readonly forBelow: boolean
  readonly changedAt: Date
  readonly attempts: number
}

export interface BuiltPack {
  readonly manifest: string
  readonly signature: string
  readonly bytes: number
  readonly archiveSha: string
  readonly files: readonly { path: string; sha256: string; mediaType: string }[]
  readonly versions: readonly { resourceId: string; versionId: string }[]
}

const OURS = `id = $1 and leased_by = $2 and state = 'BUILDING'`

/** The waiting rows of `pack` are the queue, leased as `ProcessingQueue` leases its own. */
@Injectable()
export class PackQueue {
  constructor(
    private readonly config: Config,
    private readonly database: Database,
  ) {}

  /** The one that waits longest; that of a dead builder counts as waiting. */
  async claim(): Promise<PackLease | undefined> {
    const [rows] = (await this.database.manager.query(
      `update pack set state = 'BUILDING', leased_by = $1, attempts = attempts + 1,
              leased_until = now() + $2 * interval '1 ms'
        where id = (
          select id from pack
           where state in ('QUEUED', 'BUILDING') and (leased_until is null or leased_until < now())
           order by changed_at, id limit 1 for update skip locked)
        returning id, leased_by as token, version, name, org_id as "orgId", for_below as "forBelow",
                  changed_at as "changedAt", attempts,
                  (select name from organization where organization.id = pack.org_id) as "orgName"`,
      [newId(), this.config.processingLeaseMs],
    )) as [PackLease[], number]
    return rows[0]
  }

  /** Heartbeat with how far it is. @throws LeaseLost */
  async renew({ id, token }: PackLease, progress: number): Promise<void> {
    await this.ours(
      `update pack set leased_until = now() + $3 * interval '1 ms', progress = $4 where ${OURS} returning id`,
      [id, token, this.config.processingLeaseMs, progress],
    )
  }

  /** All of it or nothing. @throws LeaseLost */
  async finish({ id, token }: PackLease, built: BuiltPack): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.ours(
        `update pack set state = 'READY', progress = 1, leased_by = null, leased_until = null, problem = null,
                manifest = $3, signature = $4, bytes = $5, archive_sha = $6 where ${OURS} returning id`,
        [id, token, built.manifest, built.signature, built.bytes, built.archiveSha],
        tx,
      )
      await tx.query(
        `insert into pack_file (pack_id, path, blob_sha, media_type)
         select $1, * from unnest($2::text[], $3::text[], $4::text[])`,
        [
          id,
          built.files.map(({ path }) => path),
          built.files.map(({ sha256 }) => sha256),
          built.files.map(({ mediaType }) => mediaType),
        ],
      )
      await tx.query(
        `update pack_item set version_id = t.version from unnest($2::uuid[], $3::uuid[]) as t(resource, version)
          where pack_id = $1 and resource_id = t.resource`,
        [
          id,
          built.versions.map(({ resourceId }) => resourceId),
          built.versions.map(({ versionId }) => versionId),
        ],
      )
    })
  }

  /** Puts it back after a failed attempt, or gives it up after several. @throws LeaseLost */
  async fail({ id, token, attempts }: PackLease, problem: PackProblem): Promise<void> {
    if (problem === 'fault' && attempts < MOST_ATTEMPTS)
      await this.ours(
        `update pack set state = 'QUEUED', leased_by = null, leased_until = now() + $3 * interval '1 s'
          where ${OURS} returning id`,
        [id, token, AGAIN_SECONDS],
      )
    else
      await this.ours(
        `update pack set state = 'FAILED', problem = $3, leased_by = null, leased_until = null where ${OURS} returning id`,
        [id, token, problem],
      )
  }

  /** Puts it back because this process stops; not an attempt. */
  async release({ id, token }: PackLease): Promise<void> {
    await this.database.rows(
      `update pack set state = 'QUEUED', leased_by = null, leased_until = null, attempts = greatest(0, attempts - 1)
        where ${OURS}`,
      [id, token],
    )
  }

  /** Of these names of work folders those that still belong to a lease. */
  async alive(tokens: readonly string[]): Promise<Set<string>> {
    const rows = await this.database.rows<{ token: string }>(
      'select leased_by as token from pack where leased_by = any($1)',
      [tokens],
    )
    return new Set(rows.map(({ token }) => token))
  }

  private async ours(
    sql: string,
    parameters: unknown[],
    tx: EntityManager = this.database.manager,
  ): Promise<void> {
    const [rows] = (await tx.query(sql, parameters)) as [unknown[], number]
    if (rows.length === 0) throw new LeaseLost()
  }
}
