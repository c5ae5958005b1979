import { Injectable } from '@nestjs/common'
import type { Objection, ReportUnit } from '@tongke/contract'
import { Database } from '../platform/database/database.ts'
import type { ReportNumbers } from './month-numbers.ts'

export interface FrozenReport extends ReportNumbers {
  readonly units: readonly ReportUnit[]
}

export interface ReportRow {
  readonly published_at: Date
  readonly freezable_at: Date
  readonly frozen_at: Date | null
  readonly frozen: FrozenReport | null
}

export type PlacedObjection = Objection & { org_path: string }

/** What was published, frozen and objected. */
@Injectable()
export class ReportStore {
  constructor(private readonly database: Database) {}

  async row(month: string): Promise<ReportRow | null> {
    const [row] = await this.database.rows<ReportRow>(
      'select published_at, freezable_at, frozen_at, frozen from monthly_report where month = $1',
      [month],
    )
    return row ?? null
  }

  /** @returns false when it was published already */
  async publish(month: string, by: string, now: Date, freezableAt: Date): Promise<boolean> {
    const rows = await this.database.rows(
      `insert into monthly_report (month, published_at, published_by, freezable_at) values ($1, $2, $3, $4)
       on conflict (month) do nothing returning month`,
      [month, now, by, freezableAt],
    )
    return rows.length > 0
  }

  /** @returns false when it is not published, or was frozen already */
  async freeze(month: string, by: string, now: Date, frozen: FrozenReport): Promise<boolean> {
    const rows = await this.database.rows(
      `with done as (update monthly_report set frozen_at = $2, frozen_by = $3, frozen = $4
         where month = $1 and frozen_at is null and freezable_at <= $2 returning month)
       select month from done`,
      [month, now, by, JSON.stringify(frozen)],
    )
    return rows.length > 0
  }

  async objections(month: string): Promise<PlacedObjection[]> {
    const rows = await this.database.rows<Omit<PlacedObjection, 'at'> & { at: Date }>(
      `select b.id, o.name as "orgName", p.name as "byName", b.text, b.at, b.answer, o.path as org_path
         from monthly_objection b join organization o on o.id = b.org_id join person p on p.id = b.written_by
        where b.month = $1 order by b.at, b.id`,
      [month],
    )
    return rows.map((row) => ({ ...row, at: row.at.getTime() }))
  }

  async object(entry: { id: string; month: string; orgId: string; by: string; text: string; at: Date }) {
    await this.database.rows(
      `insert into monthly_objection (id, month, org_id, written_by, text, at) values ($1, $2, $3, $4, $5, $6)`,
      [entry.id, entry.month, entry.orgId, entry.by, entry.text, entry.at],
    )
  }

  /** @returns its month; null when there is none, `answered` when it has an answer */
  async answer(id: string, by: string, text: string, at: Date): Promise<string | 'answered' | null> {
    const [known] = await this.database.rows<{ month: string }>(
      'select month from monthly_objection where id = $1',
      [id],
    )
    if (!known) return null
    const rows = await this.database.rows(
      `with done as (update monthly_objection set answer = $2, answered_by = $3, answered_at = $4
         where id = $1 and answer is null returning id)
       select id from done`,
      [id, text, by, at],
    )
    return rows.length > 0 ? known.month : 'answered'
  }

  async declare(classId: string, week: string, periods: number, by: string, at: Date): Promise<void> {
    await this.database.rows(
      `insert into screen_declaration (class_id, week, periods, declared_by, declared_at) values ($1, $2, $3, $4, $5)
       on conflict (class_id, week) do update set periods = excluded.periods, declared_by = excluded.declared_by,
         declared_at = excluded.declared_at`,
      [classId, week, periods, by, at],
    )
  }

  /** Path of the school of an open class. */
  async pathOfClass(classId: string): Promise<string | null> {
    const [row] = await this.database.rows<{ path: string }>(
      'select o.path from school_class c join organization o on o.id = c.org_id where c.id = $1 and c.closed_on is null',
      [classId],
    )
    return row?.path ?? null
  }
}
