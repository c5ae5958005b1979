import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { Clock } from '../clock.ts'
import { Database } from '../database/database.ts'
import { newId } from '../id.ts'
import { requestContext } from '../request-context.ts'
import { AuditLog } from './audit-log.entity.ts'

export type Actor = { kind: 'person' | 'device' | 'system' | 'unknown'; id: string | null; name: string }

export const SYSTEM: Actor = { kind: 'system', id: null, name: 'system' }

export interface AuditRecord {
  actor: Actor
  /** `subject.verb`, past tense: `session.opened`, `person.updated`, `device.revoked`, `lesson.started`. */
  action: string
  /** `kind:id` of what it was done to. */
  target?: string
  /** Never passwords, tokens or phone numbers. */
  detail?: Record<string, unknown>
}

/** Append-only: Postgres itself refuses UPDATE, DELETE and TRUNCATE on the table. */
@Injectable()
export class Audit {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Inside `tx` the entry stands or falls with the change it is about. */
  async write(record: AuditRecord, tx: EntityManager = this.database.manager): Promise<void> {
    const context = requestContext.getStore()
    await tx.insert(AuditLog, {
      id: newId(),
      at: this.clock.now(),
      actorKind: record.actor.kind,
      actorId: record.actor.id,
      actorName: record.actor.name,
      action: record.action,
      target: record.target ?? null,
      address: context?.address ?? null,
      requestId: context?.requestId ?? null,
      detail: (record.detail ?? {}) as never,
    })
  }
}
