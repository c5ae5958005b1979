import { Injectable } from '@nestjs/common'
import type { LessonEventBody, LessonState, Participant } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { Clock } from '../platform/clock.ts'
import { Database } from '../platform/database/database.ts'
import type { OfficeCommand } from './lesson-command.rules.ts'
import { presenceEvents } from './presence.rules.ts'

/** A server renews the leases of its sockets every 10 s; one that died leaves them to run out. */
export const LEASE_MS = 30_000
export const RENEW_EVERY_MS = 10_000
/** A closed socket may come back for so long before anybody is told. */
export const GRACE_MS = 10_000

export interface Lease {
  lessonId: string
  connectionId: string
  me: Extract<Participant, { part: 'assistant' | 'observer' }>
}

interface LeaseRow {
  part: 'assistant' | 'observer'
  person_id: string
  leg_id: string | null
  name: string
  org_name: string
  hidden: boolean
}

/** Which assistants and observers are in the room, by leases in Postgres that any replica can read. */
@Injectable()
export class LessonPresence {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes or renews leases; one of a class that is no longer in the plan is passed over.
   * @returns the lessons in which a lease is new or had run out, so that somebody may count as away who is there
   */
  async hold(leases: readonly Lease[]): Promise<string[]> {
    if (leases.length === 0) return []
    const now = this.clock.now()
    const expires = new Date(now.getTime() + LEASE_MS)
    const rows = leases.map(({ lessonId, connectionId, me }) => ({
      lesson_id: lessonId,
      connection_id: connectionId,
      part: me.part,
      person_id: me.personId,
      leg_id: me.part === 'assistant' ? me.legId : null,
      name: me.name,
      org_name: me.part === 'observer' ? me.orgName : '',
      hidden: me.part === 'observer' && me.hidden === true,
    }))
    const fresh = await this.database.rows<{ lesson_id: string }>(HOLD, [JSON.stringify(rows), expires, now])
    return fresh.map((row) => row.lesson_id)
  }

  /** The socket closed: the lease ends after the grace, unless somebody comes back before. */
  async shorten(lessonId: string, connectionId: string): Promise<void> {
    await this.database.rows(
      'update lesson_presence set expires_at = least(expires_at, $3) where lesson_id = $1 and connection_id = $2',
      [lessonId, connectionId, new Date(this.clock.now().getTime() + GRACE_MS)],
    )
  }

  /** They left on purpose. */
  async release(lessonId: string, connectionId: string): Promise<void> {
    await this.database.rows('delete from lesson_presence where lesson_id = $1 and connection_id = $2', [
      lessonId,
      connectionId,
    ])
  }

  /** Removes leases that ran out. @returns the lessons they were of */
  async sweep(): Promise<string[]> {
    const rows = await this.database.rows<{ lesson_id: string }>(
      `with gone as (delete from lesson_presence where expires_at <= $1 returning lesson_id)
       select distinct lesson_id from gone`,
      [this.clock.now()],
    )
    return rows.map((row) => row.lesson_id)
  }

  /** Who is there by the leases that hold. */
  async now(tx: EntityManager, lessonId: string): Promise<Extract<OfficeCommand, { type: 'sync_presence' }>> {
    const rows = await this.database.rows<LeaseRow>(
      `select distinct on (part, person_id) part, person_id, leg_id, name, org_name, hidden
         from lesson_presence where lesson_id = $1 and expires_at > $2 order by part, person_id, expires_at desc`,
      [lessonId, this.clock.now()],
      tx,
    )
    return {
      type: 'sync_presence',
      assistants: rows.flatMap((row) =>
        row.part === 'assistant' && row.leg_id
          ? [{ legId: row.leg_id, personId: row.person_id, name: row.name }]
          : [],
      ),
      observers: rows
        .filter((row) => row.part === 'observer')
        .map((row) => ({
          id: row.person_id,
          name: row.name,
          orgName: row.org_name,
          ...(row.hidden ? { hidden: true as const } : {}),
        })),
    }
  }

  /** What the leases change in this state. */
  async events(tx: EntityManager, state: LessonState): Promise<LessonEventBody[]> {
    return presenceEvents(state, await this.now(tx, state.lessonId))
  }
}

const HOLD = `
  with asked as (
    select r.* from jsonb_to_recordset($1::jsonb) as r(lesson_id uuid, connection_id text, part text,
        person_id uuid, leg_id uuid, name text, org_name text, hidden boolean)
     where r.leg_id is null or exists (select from lesson_leg g where g.id = r.leg_id and g.lesson_id = r.lesson_id)
  ), known as (
    select lesson_id, connection_id, leg_id from lesson_presence
      where expires_at > $3 and (lesson_id, connection_id) in (select lesson_id, connection_id from asked)
  ), held as (
    insert into lesson_presence (lesson_id, connection_id, part, person_id, leg_id, name, org_name, hidden, expires_at)
    select a.*, $2 from asked a
    on conflict (lesson_id, connection_id) do update set part = excluded.part, person_id = excluded.person_id,
      leg_id = excluded.leg_id, name = excluded.name, org_name = excluded.org_name, hidden = excluded.hidden, expires_at = excluded.expires_at
    returning lesson_id, connection_id, leg_id
  )
  select distinct h.lesson_id from held h
   where not exists (select from known k where k.lesson_id = h.lesson_id and k.connection_id = h.connection_id
     and k.leg_id is not distinct from h.leg_id)`
