import { Injectable } from '@nestjs/common'
import { Refusal, type ErrorCode } from '@tongke/contract'
import { Clock } from '../clock.ts'
import { Database } from '../database/database.ts'
import { afterAttempt, waitOf, type ThrottlePolicy, type ThrottleState } from './throttle.rules.ts'

interface Row {
  count: number
  window_start: Date
  blocked_until: Date | null
}

/** Counts attempts per key in Postgres, so that replicas share the count and a restart does not forget it. */
@Injectable()
export class Throttle {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Counts an attempt before it is made, so that parallel ones cannot slip through together.
   * @throws Refusal `code` with the seconds to wait
   */
  async attempt(key: string, policy: ThrottlePolicy, code: ErrorCode): Promise<void> {
    const wait = await this.database.transaction(async (tx) => {
      await tx.query(
        'insert into throttle (key, count, window_start) values ($1, 0, $2) on conflict do nothing',
        [key, this.clock.now()],
      )
      const [row] = await this.database.rows<Row>(
        'select * from throttle where key = $1 for update',
        [key],
        tx,
      )
      const state = row ? stateOf(row) : null
      const now = this.clock.now()
      const waiting = waitOf(state, now)
      if (waiting > 0) return waiting
      const next = afterAttempt(state, now, policy)
      await tx.query('update throttle set count = $2, window_start = $3, blocked_until = $4 where key = $1', [
        key,
        next.count,
        next.windowStart,
        next.blockedUntil,
      ])
      return 0
    })
    if (wait > 0) throw new Refusal(code, { retryAfter: Math.ceil(wait / 1000) })
  }

  /** The attempt was a good one: the key starts anew. */
  async forget(key: string): Promise<void> {
    await this.database.rows('delete from throttle where key = $1', [key])
  }

  /** The attempt was a good one, but others under this key may not have been: takes only this one back. */
  async takeBack(key: string): Promise<void> {
    await this.database.rows(
      'update throttle set count = greatest(0, count - 1), blocked_until = null where key = $1',
      [key],
    )
  }

  /** Whether this is the first time within `windowMs`: for what is worth a word once, but not every time. */
  async firstIn(key: string, windowMs: number): Promise<boolean> {
    const now = this.clock.now()
    const rows = await this.database.rows(
      `insert into throttle (key, count, window_start) values ($1, 1, $2)
       on conflict (key) do update set window_start = $2 where throttle.window_start <= $3 returning key`,
      [key, now, new Date(now.getTime() - windowMs)],
    )
    return rows.length > 0
  }

  async cleanUp(): Promise<void> {
    await this.database.rows(
      `delete from throttle where greatest(window_start, coalesce(blocked_until, window_start)) < $1::timestamptz - interval '1 day'`,
      [this.clock.now()],
    )
  }
}

const stateOf = (row: Row): ThrottleState => ({
  count: row.count,
  windowStart: row.window_start,
  blockedUntil: row.blocked_until,
})
