import { Injectable } from '@nestjs/common'
import type { RepairKind } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { Where } from '../../people/scope.sql.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { RepairStore } from './repair-store.ts'
import { RoomFactsReader, factsOf, type RoomRow } from './room-facts.ts'
import { isOver, problemsOf, readinessOf, repairsFor, type RoomNumbers } from './room-health.rules.ts'
import { RoomPolicies } from './room-policies.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const SYSTEM = {}

interface Live {
  id: string
  roomId: string
  kind: RepairKind
}

/** Looks at every room again and again, so that somebody is sent before the bell. */
@Injectable()
export class RoomWatch {
  constructor(
    private readonly database: Database,
    private readonly facts: RoomFactsReader,
    private readonly store: RepairStore,
    private readonly policies: RoomPolicies,
    private readonly clock: Clock,
  ) {}

  async pass(): Promise<void> {
    const numbers = await this.policies.today()
    const now = this.clock.now()
    const rooms = await this.facts.rows(new Where([now]).and('d.revoked_at is null'))
    await this.database.transaction(async (tx) => {
      await this.findRepairs(tx, rooms, numbers, now)
      await this.endRepairs(tx, rooms, numbers, now)
      await this.judge(tx, rooms, numbers, now)
    })
  }

  private async findRepairs(tx: EntityManager, rooms: readonly RoomRow[], numbers: RoomNumbers, now: Date) {
    for (const room of rooms)
      for (const kind of repairsFor(factsOf(room), numbers, now.getTime()))
        await this.store.open(
          tx,
          { roomId: room.id, kind, lessonId: room.next?.id ?? null, text: '' },
          SYSTEM,
          now,
        )
  }

  /** What the system found and the room took back is fixed; what was fixed and stayed so is closed. */
  private async endRepairs(tx: EntityManager, rooms: readonly RoomRow[], numbers: RoomNumbers, now: Date) {
    const byId = new Map(rooms.map((room) => [room.id, room]))
    const live = await this.database.rows<Live>(
      `select id, device_id as "roomId", kind from repair_ticket
        where state in ('OPEN', 'ACKNOWLEDGED') and opened_by is null and opened_by_device is null for update`,
      [],
      tx,
    )
    for (const { id, roomId, kind } of live) {
      const room = byId.get(roomId)
      if (!room || !isOver(kind, factsOf(room), numbers, now.getTime())) continue
      await this.store.move(tx, id, 'FIXED', SYSTEM, now)
      await this.store.note(tx, id, 'fixed', SYSTEM, '', now)
    }
    const old = await this.database.rows<{ id: string }>(
      `select id from repair_ticket where state = 'FIXED' and fixed_at <= $1 for update`,
      [new Date(now.getTime() - numbers.room.closeFixedHours * HOUR)],
      tx,
    )
    for (const { id } of old) {
      await this.store.move(tx, id, 'CLOSED', SYSTEM, now)
      await this.store.note(tx, id, 'closed', SYSTEM, '', now)
    }
  }

  /** Once between T–15 and the bell; a watch that was away then has seen nothing and says nothing. */
  private async judge(tx: EntityManager, rooms: readonly RoomRow[], numbers: RoomNumbers, now: Date) {
    const at = now.getTime()
    const due = rooms.filter(
      ({ next }) =>
        next !== null &&
        at >= next.plannedStart - numbers.room.judgeBeforeMinutes * MINUTE &&
        at < next.plannedStart,
    )
    for (const room of due)
      await tx.query(
        `insert into room_readiness (device_id, lesson_id, at, verdict, problems) values ($1, $2, $3, $4, $5)
         on conflict do nothing`,
        [
          room.id,
          room.next?.id,
          now,
          readinessOf(factsOf(room), numbers, at),
          JSON.stringify(problemsOf(factsOf(room), numbers, at)),
        ],
      )
  }
}
