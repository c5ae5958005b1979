import { Injectable } from '@nestjs/common'
import type { LegMode, LessonState } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { Database } from '../platform/database/database.ts'
import { legLedger, type LedgerSum } from './leg-ledger.rules.ts'
import type { OfficeCommand } from './lesson-command.rules.ts'
import type { LessonPolicy } from './lesson-policy.rules.ts'
import {
  connectedNow,
  connectionsOf,
  type MediaConnection,
  type MediaFact,
} from './media-connections.rules.ts'

interface EventRow {
  boot_id: string
  connection_id: string
  identity: string
  sequence: number
  at: Date
  kind: MediaFact['kind']
  mode: LegMode | null
}

const factOf = (row: EventRow): MediaFact => ({
  bootId: row.boot_id,
  connectionId: row.connection_id,
  identity: row.identity,
  sequence: row.sequence,
  at: row.at.getTime(),
  kind: row.kind,
  mode: row.mode,
})

/** What the media nodes said about a lesson, and what follows: who is connected, and the ledger of its legs. */
@Injectable()
export class MediaLedger {
  constructor(private readonly database: Database) {}

  async connections(lessonId: string, tx: EntityManager = this.database.manager): Promise<MediaConnection[]> {
    const rows = await this.database.rows<EventRow>(
      `select boot_id, connection_id, identity, sequence, at, kind, mode
         from media_event where lesson_id = $1 and (identity = 'lecturer' or identity like 'leg:%')`,
      [lessonId],
      tx,
    )
    const boots = await this.database.rows<{ boot_id: string; ended_at: Date | null }>(
      'select boot_id, ended_at from media_boot where boot_id = any($1)',
      [[...new Set(rows.map((row) => row.boot_id))]],
      tx,
    )
    const ends = new Map(boots.map((boot) => [boot.boot_id, boot.ended_at?.getTime() ?? null]))
    return connectionsOf(rows.map(factOf), ends)
  }

  /** Who is connected to the media room now, as the command that brings the lesson in line. */
  async now(lessonId: string, tx: EntityManager): Promise<Extract<OfficeCommand, { type: 'sync_media' }>> {
    const connected = connectedNow(await this.connections(lessonId, tx))
    const legs: Record<string, LegMode> = {}
    for (const [identity, mode] of connected)
      if (identity !== 'lecturer') legs[identity.slice('leg:'.length)] = mode
    return { type: 'sync_media', lecturer: connected.has('lecturer'), legs }
  }

  /** The ledger of every leg, by leg id. @param now the server's clock, for a lesson that goes on */
  async legs(
    state: LessonState,
    policy: LessonPolicy,
    now: number,
    tx: EntityManager = this.database.manager,
  ): Promise<Map<string, LedgerSum>> {
    const connections = await this.connections(state.lessonId, tx)
    const { startedAt, endedAt, plan } = state
    const span = { startedAt, endedAt, plannedMinutes: plan.plannedMinutes, now }
    return new Map(
      plan.legs.map(({ id }) => {
        const own = connections.filter((connection) => connection.identity === `leg:${id}`)
        return [id, legLedger(own, span, state.legs[id]?.fallback ?? false, policy)]
      }),
    )
  }

  /** Writes the results down for lists; the minutes are always counted from the events. */
  async keepResults(state: LessonState, policy: LessonPolicy, now: number, tx: EntityManager): Promise<void> {
    for (const [legId, { result }] of await this.legs(state, policy, now, tx)) {
      await tx.query('update lesson_leg set result = $2 where id = $1', [legId, result])
    }
  }
}
