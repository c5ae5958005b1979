import { Injectable } from '@nestjs/common'
import { Refusal, type AuditEntry, type EndpointRequest, type listAudit } from '@tongke/contract'
import type { z } from 'zod'
import { Database } from '../platform/database/database.ts'
import { mayAnywhere } from './access.rules.ts'
import type { PersonPrincipal } from './principal.ts'
import { Where, containing, pageClause } from './scope.sql.ts'

type Entry = z.infer<typeof AuditEntry>
type Query = EndpointRequest<typeof listAudit>['query']

@Injectable()
export class AuditService {
  constructor(private readonly database: Database) {}

  async list(who: PersonPrincipal, query: Query): Promise<{ items: Entry[]; total: number }> {
    if (!mayAnywhere(who, 'audit.read')) throw new Refusal('auth.forbidden')
    const where = new Where().andIf(query.action !== undefined, 'action = ?', query.action)
    if (query.search) {
      const pattern = containing(query.search)
      where.and(`(actor_name ilike ? or target ilike ? or action ilike ?)`, pattern, pattern, pattern)
    }
    const [count, rows] = await Promise.all([
      this.database.rows<{ total: number }>(
        `select count(*) as total from audit_log ${where}`,
        where.parameters,
      ),
      this.database.rows<Omit<Entry, 'at'> & { at: Date }>(
        `select id, at, actor_name as actor, action, target, address, detail from audit_log ${where}
          order by at desc, id desc ${pageClause(query)}`,
        where.parameters,
      ),
    ])
    return { items: rows.map((row) => ({ ...row, at: row.at.getTime() })), total: count[0]?.total ?? 0 }
  }
}
