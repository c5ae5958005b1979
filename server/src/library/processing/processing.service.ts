import { Injectable } from '@nestjs/common'
import { Refusal, type FileRole, type ProcessingReport, type ResourceType } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { Audit } from '../../platform/audit/audit.service.ts'
import { Database } from '../../platform/database/database.ts'
import type { PersonPrincipal } from '../../people/principal.ts'
import { presentProcessing, type ProcessingRow } from './processing-present.ts'
import { ProcessingQueue } from './processing-queue.ts'

interface OwnFile {
  readonly blobSha: string
  readonly resourceId: string
  readonly type: ResourceType
  readonly role: FileRole
  readonly gradeFrom: number
}

type ReportRow = ProcessingRow & Pick<ProcessingReport, 'attempts' | 'ahead' | 'log'>

const LAST_PRIMARY_GRADE = 6

/** The work on a file, for its author and nobody else. */
@Injectable()
export class ProcessingService {
  constructor(
    private readonly database: Database,
    private readonly queue: ProcessingQueue,
    private readonly audit: Audit,
  ) {}

  async report(who: PersonPrincipal, fileId: string): Promise<ProcessingReport> {
    const { blobSha, type, role, gradeFrom } = await this.ownFile(who, fileId)
    const [row] = await this.database.rows<ReportRow>(
      `select p.state, p.step, p.progress, p.playable, p.findings, p.facts, p.attempts, p.log,
              (select count(*) from processing q
                where p.state = 'QUEUED' and q.state = 'QUEUED' and (q.kind = 'video') = (p.kind = 'video')
                  and (q.playable, q.queued_at, q.blob_sha) < (p.playable, p.queued_at, p.blob_sha)) as ahead
         from processing p where p.blob_sha = $1`,
      [blobSha],
    )
    const stage = gradeFrom <= LAST_PRIMARY_GRADE ? 'primary' : 'junior'
    const { attempts = 0, ahead = 0, log = '' } = row ?? {}
    return { ...presentProcessing(row ?? null, { type, role, stage }), attempts, ahead, log }
  }

  /** The same blob may be somebody else's file too; that work is not this author's to stop. */
  async cancel(who: PersonPrincipal, fileId: string): Promise<ProcessingReport> {
    const { blobSha, resourceId } = await this.ownFile(who, fileId)
    await this.database.transaction(async (tx) => {
      if (await this.isShared(blobSha, resourceId, tx)) throw new Refusal('processing.shared')
      if (!(await this.queue.cancel(blobSha, tx))) throw new Refusal('processing.state')
      await this.note(who, 'processing.cancelled', fileId, tx)
    })
    return this.report(who, fileId)
  }

  async retry(who: PersonPrincipal, fileId: string): Promise<ProcessingReport> {
    const { blobSha } = await this.ownFile(who, fileId)
    await this.database.transaction(async (tx) => {
      if (!(await this.queue.retry(blobSha, tx))) throw new Refusal('processing.state')
      await this.note(who, 'processing.retried', fileId, tx)
    })
    return this.report(who, fileId)
  }

  private async ownFile(who: PersonPrincipal, fileId: string): Promise<OwnFile> {
    const [file] = await this.database.rows<OwnFile>(
      `select f.blob_sha as "blobSha", r.id as "resourceId", r.type, f.role, (v.metadata->>'gradeFrom')::int as "gradeFrom"
         from resource_file f
         join resource_version v on v.id = f.version_id
         join resource r on r.id = v.resource_id
        where f.id = $1 and r.author_id = $2`,
      [fileId, who.id],
    )
    if (!file) throw new Refusal('not_found')
    return file
  }

  private async isShared(blobSha: string, resourceId: string, tx: EntityManager): Promise<boolean> {
    const others = await this.database.rows(
      `select 1 from resource_file f join resource_version v on v.id = f.version_id
        where f.blob_sha = $1 and v.resource_id <> $2 limit 1`,
      [blobSha, resourceId],
      tx,
    )
    return others.length > 0
  }

  private note(who: PersonPrincipal, action: string, fileId: string, tx: EntityManager): Promise<void> {
    return this.audit.write({ actor: who, action, target: `file:${fileId}` }, tx)
  }
}
