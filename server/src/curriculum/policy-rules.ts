import { Injectable } from '@nestjs/common'
import { Clock } from '../platform/clock.ts'
import { Database } from '../platform/database/database.ts'

const KEPT_MS = 10_000

/** Numbers in force today by the dated rows of `policy_rule`; a change is seen within ten seconds. */
@Injectable()
export class PolicyRules {
  private readonly kept = new Map<string, { until: number; values: Record<string, number> }>()

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Values of all keys `<subject>.<name>` by their name. */
  async of(subject: string): Promise<Record<string, number>> {
    const now = this.clock.now().getTime()
    const kept = this.kept.get(subject)
    if (kept && kept.until > now) return kept.values
    const values = await this.read(subject)
    this.kept.set(subject, { until: now + KEPT_MS, values })
    return values
  }

  private async read(subject: string): Promise<Record<string, number>> {
    const rows = await this.database.rows<{ key: string; value: string }>(
      `select distinct on (key) key, value from policy_rule
        where key like $1 and scope = 'county'
          and effective_from <= $2::date and (effective_to is null or effective_to >= $2::date)
        order by key, effective_from desc, id desc`,
      [`${subject}.%`, this.clock.today()],
    )
    return Object.fromEntries(rows.map(({ key, value }) => [key.slice(subject.length + 1), Number(value)]))
  }
}
