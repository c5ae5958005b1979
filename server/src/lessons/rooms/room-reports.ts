import { Injectable } from '@nestjs/common'
import { Refusal, type EndpointResponse, type RoomReport, type reportRoom } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import type { DevicePrincipal } from '../../people/principal.ts'
import { Where } from '../../people/scope.sql.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { RoomFactsReader, factsOf } from './room-facts.ts'
import { problemsOf, stateOf, type RoomNumbers } from './room-health.rules.ts'
import { RoomPolicies } from './room-policies.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const DAY = 24 * 60 * MINUTE

interface LastSample {
  at: Date
  state: string
  kinds: string[]
}

/** What rooms say of themselves: the last word, and a history. */
@Injectable()
export class RoomReports {
  constructor(
    private readonly database: Database,
    private readonly facts: RoomFactsReader,
    private readonly policies: RoomPolicies,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal request.rate when the room has just reported */
  async take(who: DevicePrincipal, report: RoomReport): Promise<EndpointResponse<typeof reportRoom>> {
    const numbers = await this.policies.today()
    const now = this.clock.now()
    const near = await this.database.transaction(async (tx) => {
      await this.keep(tx, who.id, report, now, numbers)
      return this.sample(tx, who.id, report, now, numbers)
    })
    return {
      now: now.getTime(),
      nextSeconds: numbers.room.reportSeconds,
      sampleMicrophone: near,
    }
  }

  /** Removes what is older than the policy says. */
  async forget(): Promise<void> {
    const { room } = await this.policies.today()
    await this.database.rows('delete from room_sample where at < $1', [
      new Date(this.clock.now().getTime() - room.sampleDays * DAY),
    ])
  }

  private async keep(tx: EntityManager, id: string, report: RoomReport, now: Date, { room }: RoomNumbers) {
    const kept = await this.database.rows(
      `insert into room_report as r (device_id, at, report) values ($1, $2, $3)
       on conflict (device_id) do update set at = excluded.at, report = excluded.report where r.at <= $4
       returning device_id`,
      [id, now, JSON.stringify(report), new Date(now.getTime() - room.fastestReportSeconds * SECOND)],
      tx,
    )
    if (kept.length === 0) throw new Refusal('request.rate', { retryAfter: room.fastestReportSeconds })
  }

  /** @returns whether a lesson is so near that its room should be on */
  private async sample(
    tx: EntityManager,
    id: string,
    report: RoomReport,
    now: Date,
    numbers: RoomNumbers,
  ): Promise<boolean> {
    const [row] = await this.facts.rows(new Where([now]).and('d.id = ?', id), tx)
    if (!row) return false
    const at = now.getTime()
    const facts = factsOf(row)
    const problems = problemsOf(facts, numbers, at)
    const state = stateOf(facts, numbers, at)
    const [last] = await this.database.rows<LastSample>(
      `select at, state, array(select p->>'kind' from jsonb_array_elements(problems) p) as kinds
         from room_sample where device_id = $1 order by at desc limit 1`,
      [id],
      tx,
    )
    const isSame = last?.state === state && last.kinds.join() === problems.map(({ kind }) => kind).join()
    const isFresh = last && at - last.at.getTime() < numbers.room.sampleMinutes * MINUTE
    if (!isSame || !isFresh)
      await tx.query(
        'insert into room_sample (device_id, at, state, problems, report) values ($1, $2, $3, $4, $5) on conflict do nothing',
        [id, now, state, JSON.stringify(problems), JSON.stringify(report)],
      )
    return facts.nextLessonAt !== null && facts.nextLessonAt - at <= numbers.room.onBeforeMinutes * MINUTE
  }
}
