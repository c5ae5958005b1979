import { Injectable } from '@nestjs/common'
import { MinutesSection } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { z } from 'zod'
import { Database } from '../../platform/database/database.ts'

export interface StoredMinutes {
  readonly title: string
  readonly sections: readonly MinutesSection[]
  readonly replaced: readonly MinutesSection[] | null
  readonly draftedAt: Date
  readonly updatedAt: Date
  readonly updatedBy: string
  readonly recorderId: string | null
  readonly recorderName: string | null
  readonly signedAt: Date | null
  readonly signedBy: string | null
  readonly revision: number
}

const Sections = z.array(MinutesSection)
const MINUTES = `
  select m.title, m.sections, m.replaced, m.drafted_at as "draftedAt", m.updated_at as "updatedAt", u.name as "updatedBy",
         m.recorder_id as "recorderId", r.name as "recorderName", m.signed_at as "signedAt", s.name as "signedBy",
         m.revision
    from research_minutes m join person u on u.id = m.updated_by left join person r on r.id = m.recorder_id
    left join person s on s.id = m.signed_by
   where m.session_id = $1`

/** What is written in the minutes from now on. */
export interface MinutesChange {
  readonly title: string
  readonly sections: readonly MinutesSection[]
  readonly replaced: readonly MinutesSection[] | null
  readonly draftedAt: Date
  readonly recorderId: string | null
}

/** Rows of minutes. Whoever writes holds the session's row. */
@Injectable()
export class MinutesStore {
  constructor(private readonly database: Database) {}

  async read(sessionId: string, tx: EntityManager = this.database.manager): Promise<StoredMinutes | null> {
    const [row] = await this.database.rows<StoredMinutes & { sections: unknown; replaced: unknown }>(
      MINUTES,
      [sessionId],
      tx,
    )
    if (!row) return null
    return {
      ...row,
      sections: Sections.parse(row.sections),
      replaced: row.replaced === null ? null : Sections.parse(row.replaced),
    }
  }

  async write(
    tx: EntityManager,
    sessionId: string,
    { title, sections, replaced, draftedAt, recorderId }: MinutesChange,
    { personId, at }: { personId: string; at: Date },
  ): Promise<void> {
    await tx.query(
      `insert into research_minutes as m
         (session_id, title, sections, replaced, drafted_at, updated_at, updated_by, recorder_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (session_id) do update set title = excluded.title, sections = excluded.sections,
         replaced = excluded.replaced, drafted_at = excluded.drafted_at, updated_at = excluded.updated_at,
         updated_by = excluded.updated_by, recorder_id = excluded.recorder_id, revision = m.revision + 1`,
      [
        sessionId,
        title,
        JSON.stringify(sections),
        replaced && JSON.stringify(replaced),
        draftedAt,
        at,
        personId,
        recorderId,
      ],
    )
  }

  async sign(tx: EntityManager, sessionId: string, personId: string, at: Date): Promise<void> {
    await tx.query(
      `update research_minutes set signed_at = $3, signed_by = $2, replaced = null, revision = revision + 1
        where session_id = $1`,
      [sessionId, personId, at],
    )
  }

  async isSigned(sessionId: string, tx: EntityManager): Promise<boolean> {
    const kept = await this.read(sessionId, tx)
    return kept !== null && kept.signedAt !== null
  }
}
