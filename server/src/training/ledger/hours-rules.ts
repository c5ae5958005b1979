import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { Database } from '../../platform/database/database.ts'
import type { RuleBook } from './hours-policy.rules.ts'

/** The dated rules that hours are counted by, all of them: an event is counted by those of its own day. */
@Injectable()
export class HoursRules {
  constructor(private readonly database: Database) {}

  async book(tx: EntityManager = this.database.manager): Promise<RuleBook> {
    const rows = await this.database.rows<{
      id: string
      key: string
      value: string
      from: string
      to: string | null
    }>(BOOK, [], tx)
    return rows.map(({ key, value, ...row }) => ({
      ...row,
      key: key.slice('training.'.length),
      value: Number(value),
    }))
  }
}

const BOOK = `
  select id, key, value, effective_from::text as "from", effective_to::text as "to"
    from policy_rule where key like 'training.%' and scope = 'county' order by key, effective_from, id`
