import { Injectable } from '@nestjs/common'
import { Gauge } from 'prom-client'
import { Database } from '../../platform/database/database.ts'
import { Metrics } from '../../platform/metrics/metrics.ts'

const STATES = ['QUEUED', 'RUNNING', 'READY', 'FAILED', 'CANCELLED'] as const

/** The queue as Postgres has it: the jobs process has no address of its own to be asked at. */
@Injectable()
export class ProcessingMetrics {
  constructor(
    private readonly database: Database,
    { registry }: Metrics,
  ) {
    const files = new Gauge({
      name: 'tongke_processing_files',
      help: 'Files by the state of the work on them',
      labelNames: ['state'],
      registers: [registry],
      collect: async () => {
        const counts = await this.counts()
        for (const state of STATES) files.set({ state }, counts.get(state) ?? 0)
      },
    })
    const oldest = new Gauge({
      name: 'tongke_processing_oldest_wait_seconds',
      help: 'Longest time that a file which nobody can use yet has been waiting',
      registers: [registry],
      collect: async (): Promise<void> => {
        oldest.set(await this.oldestWait())
      },
    })
  }

  private async counts(): Promise<Map<string, number>> {
    const rows = await this.database.rows<{ state: string; files: number }>(
      'select state, count(*) as files from processing group by state',
    )
    return new Map(rows.map(({ state, files }) => [state, files]))
  }

  private async oldestWait(): Promise<number> {
    const [row] = await this.database.rows<{ seconds: number }>(
      `select coalesce(max(extract(epoch from now() - queued_at)), 0)::float8 as seconds
         from processing where state = 'QUEUED' and not playable`,
    )
    return row?.seconds ?? 0
  }
}
