import { Injectable, type OnModuleInit } from '@nestjs/common'
import { Clock } from '../../../platform/clock.ts'
import { Config, type RecordStorePlace } from '../../../platform/config.ts'
import { Database } from '../../../platform/database/database.ts'
import { JobSchedule } from '../../../platform/jobs/job-schedule.ts'
import { InjectLogger, type Logger } from '../../../platform/logger.ts'
import { backoffMs, verdictOf } from './delivery.rules.ts'
import type { Statement } from './statements.rules.ts'

interface Waiting {
  readonly id: string
  readonly statement: Statement
  readonly attempts: number
}

const EVERY_MS = 1_000
const BATCH = 50
/** Of one round, so that a long queue does not hold it for ever. */
const BATCHES = 20
const TIME_LIMIT_MS = 15_000
const DAY_MS = 86_400_000
/** What a store did not take in so long, nobody waits for any more. */
const KEEP_DAYS = 60
const MOST_WAITING = 200_000

/**
 * Carries statements to the record store: one jobs process at a time (the schedule's lock), in order, again until they
 * are taken. One that was sent twice, because a process died before it heard the answer, has the same id and counts once.
 */
@Injectable()
export class StatementDelivery implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly schedule: JobSchedule,
    @InjectLogger() private readonly logger: Logger,
  ) {}

  onModuleInit() {
    const { recordStore } = this.config
    if (recordStore) this.schedule.tick('xapi.deliver', EVERY_MS, () => this.deliver(recordStore))
    this.schedule.cron('xapi.tidy', '40 * * * *', () => this.tidy())
  }

  async deliver(store: RecordStorePlace): Promise<void> {
    for (let round = 0; round < BATCHES; round += 1) {
      const waiting = await this.database.rows<Waiting>(DUE, [this.clock.now(), BATCH])
      if (waiting.length === 0 || !(await this.send(store, waiting)) || waiting.length < BATCH) return
    }
  }

  /** @returns false when the store does not take anything now */
  private async send(store: RecordStorePlace, batch: readonly Waiting[]): Promise<boolean> {
    const answer = await post(store, batch)
    switch (verdictOf(answer.status, batch.length)) {
      case 'delivered':
        await this.database.rows('delete from xapi_statement where id = any($1)', [batch.map(({ id }) => id)])
        return true
      case 'split':
        for (const one of batch) if (!(await this.send(store, [one]))) return false
        return true
      case 'refused':
        await this.refuse(batch, `${answer.status} ${answer.words}`)
        return true
      default:
        await this.postpone(batch, answer.words)
        return false
    }
  }

  private async refuse(batch: readonly Waiting[], why: string): Promise<void> {
    this.logger.error({ statements: batch.map(({ id }) => id), why }, 'The record store refuses a statement')
    await this.database.rows('update xapi_statement set refused = $2 where id = any($1)', [
      batch.map(({ id }) => id),
      why,
    ])
  }

  /** All that wait wait with it: they would meet the same silence. */
  private async postpone(batch: readonly Waiting[], why: string): Promise<void> {
    const attempts = 1 + Math.max(...batch.map((one) => one.attempts))
    const dueAt = new Date(this.clock.now().getTime() + backoffMs(attempts))
    this.logger.warn({ attempts, dueAt, why }, 'The record store takes nothing, trying again later')
    await this.database.rows(
      `update xapi_statement set attempts = case when id = any($1) then $2 else attempts end, due_at = greatest(due_at, $3)
        where refused is null`,
      [batch.map(({ id }) => id), attempts, dueAt],
    )
  }

  /** Keeps the queue bounded, whatever became of the store. */
  async tidy(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - KEEP_DAYS * DAY_MS)
    const gone = await this.database.rows<{ count: number }>(TIDY, [before, MOST_WAITING])
    const count = gone[0]?.count ?? 0
    if (count > 0) this.logger.error({ count }, 'Statements that no record store took were let go')
  }
}

async function post(
  { endpoint, key, secret }: RecordStorePlace,
  batch: readonly Waiting[],
): Promise<{ status: number | null; words: string }> {
  try {
    const response = await fetch(`${endpoint}/statements`, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': 'application/json',
        'x-experience-api-version': '1.0.3',
        authorization: `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`,
      },
      body: JSON.stringify(batch.map(({ statement }) => statement)),
      signal: AbortSignal.timeout(TIME_LIMIT_MS),
    })
    return { status: response.status, words: (await response.text()).slice(0, 300) }
  } catch (error) {
    return { status: null, words: error instanceof Error ? error.message : 'no answer' }
  }
}

const DUE = `
  select id, statement, attempts from xapi_statement
   where refused is null and due_at <= $1 order by number limit $2`

const TIDY = `
  with old as (
    select id from xapi_statement where created_at < $1
    union select id from (select id from xapi_statement order by number desc offset $2) beyond
  ), gone as (delete from xapi_statement s using old where s.id = old.id returning s.id)
  select count(*)::int as count from gone`
