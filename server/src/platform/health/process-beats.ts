import { Injectable } from '@nestjs/common'
import { Clock } from '../clock.ts'
import { Database } from '../database/database.ts'
import type { DependencyState } from './health.ts'

const STALE_MS = 30_000

/** Last signs of life of processes that serve no requests. */
@Injectable()
export class ProcessBeats {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async beat(process: string): Promise<void> {
    await this.database.rows(
      'insert into process_beat (process, at) values ($1, $2) on conflict (process) do update set at = excluded.at',
      [process, this.clock.now()],
    )
  }

  async state(process: string): Promise<DependencyState> {
    const [row] = await this.database.rows<{ at: Date }>('select at from process_beat where process = $1', [
      process,
    ])
    if (!row) return { status: 'down', detail: 'never seen' }
    const age = this.clock.now().getTime() - row.at.getTime()
    const detail = `last beat ${Math.round(age / 1000)} s ago`
    return { status: age > STALE_MS ? 'down' : 'ok', detail }
  }
}
