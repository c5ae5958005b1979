import { isDeepStrictEqual } from 'node:util'
import { Injectable } from '@nestjs/common'
import type { LegMode, LessonState } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { Database } from '../platform/database/database.ts'
import { legLedger, type LedgerLimits, type LedgerSum } from './leg-ledger.rules.ts'
import type { OfficeCommand } from './lesson-command.rules.ts'
import type { LessonPolicy } from './lesson-policy.rules.ts'
import {
  connectedNow,
  connectionsOf,
  type MediaConnection,
  type MediaFact,
} from './media-connections.rules.ts'

/** The ledger of a leg as it was settled, and the shares it was judged by. */
interface SettledLeg {
  sum: LedgerSum
  limits: LedgerLimits
}

export interface Resettled {
  legId: string
  before: LedgerSum
  after: LedgerSum
}

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
         from media_event where lesson_id = $1 and (identity = 'lecturer' or identity like 'leg:%' or identity like 'member:%')`,
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
    const members: string[] = []
    for (const [identity, mode] of connected) {
      const [kind, id] = identity.split(':', 2)
      if (kind === 'leg' && id) legs[id] = mode
      if (kind === 'member' && id) members.push(id)
    }
    return { type: 'sync_media', lecturer: connected.has('lecturer'), legs, members }
  }

  /** The ledger of every leg, by leg id. @param now the server's clock, for a lesson that goes on */
  async legs(
    state: LessonState,
    limits: LedgerLimits,
    now: number,
    tx: EntityManager = this.database.manager,
  ): Promise<Map<string, LedgerSum>> {
    const connections = await this.connections(state.lessonId, tx)
    const { startedAt, endedAt, plan } = state
    const span = { startedAt, endedAt, plannedMinutes: plan.plannedMinutes, now }
    return new Map(
      plan.legs.map(({ id }) => {
        const own = connections.filter((connection) => connection.identity === `leg:${id}`)
        return [id, legLedger(own, span, state.legs[id]?.fallback ?? false, limits)]
      }),
    )
  }

  /** The sums that were settled, by leg; nothing for a leg that was not. */
  async settledLegs(
    lessonId: string,
    tx: EntityManager = this.database.manager,
  ): Promise<Map<string, SettledLeg>> {
    const rows = await this.database.rows<{ id: string; settled: SettledLeg }>(
      'select id, settled from lesson_leg where lesson_id = $1 and settled is not null',
      [lessonId],
      tx,
    )
    return new Map(rows.map(({ id, settled }) => [id, settled]))
  }

  /** From now on neither another policy nor another reading of the events changes what was settled. */
  async settle(state: LessonState, { fullPercent, partialPercent }: LedgerLimits, tx: EntityManager) {
    const limits = { fullPercent, partialPercent }
    for (const [legId, sum] of await this.legs(state, limits, state.endedAt ?? 0, tx))
      await this.keepSettled(legId, { sum, limits }, tx)
  }

  /** What a node told too late counts by the shares of then. @returns what it changed */
  async resettle(state: LessonState, tx: EntityManager): Promise<Resettled[]> {
    const changed: Resettled[] = []
    for (const [legId, { sum: before, limits }] of await this.settledLegs(state.lessonId, tx)) {
      const after = (await this.legs(state, limits, state.endedAt ?? 0, tx)).get(legId)
      if (!after || isDeepStrictEqual(before, after)) continue
      await this.keepSettled(legId, { sum: after, limits }, tx)
      changed.push({ legId, before, after })
    }
    return changed
  }

  private async keepSettled(legId: string, settled: SettledLeg, tx: EntityManager): Promise<void> {
    await tx.query('update lesson_leg set result = $2, settled = $3 where id = $1', [
      legId,
      settled.sum.result,
      JSON.stringify(settled),
    ])
  }

  /** Writes the results down for lists; until they are settled the minutes are counted from the events. */
  async keepResults(state: LessonState, policy: LessonPolicy, now: number, tx: EntityManager): Promise<void> {
    for (const [legId, { result }] of await this.legs(state, policy, now, tx)) {
      await tx.query('update lesson_leg set result = $2 where id = $1', [legId, result])
    }
  }
}
