import { Injectable } from '@nestjs/common'
import { Refusal, type PairingProgress as Progress } from '@tongke/contract'
import type { PersonPrincipal } from '../people/principal.ts'
import { Clock } from '../platform/clock.ts'
import { Config } from '../platform/config.ts'
import { Database } from '../platform/database/database.ts'
import { PairingViews } from '../schedule/pairings/pairing-views.ts'
import { MonthNumbers } from './month-numbers.ts'
import { PAIRING_PROGRESS } from './pairing-progress.sql.ts'

interface ProgressRow {
  readonly lessonsGoal: number
  readonly researchGoal: number
  readonly visitsGoal: number
  readonly held: number
  readonly complete: number
  readonly failed: number
  readonly unsettled: number
  readonly coming: number
  readonly online: number
  readonly planned: number
  readonly research: number | null
  readonly visits: number | null
}

/** What two classes have really done of what their schools agreed on. */
@Injectable()
export class PairingProgress {
  constructor(
    private readonly database: Database,
    private readonly pairings: PairingViews,
    private readonly numbers: MonthNumbers,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal not_found, also to whoever may not see the agreement */
  async of(who: PersonPrincipal, id: string): Promise<Progress> {
    await this.pairings.see(who, id)
    const now = this.clock.now()
    const { openedMinutes } = await this.numbers.policy()
    const [row] = await this.database.rows<ProgressRow>(PAIRING_PROGRESS, [
      id,
      this.config.timeZone,
      now,
      openedMinutes,
    ])
    if (!row) throw new Refusal('not_found')
    const { held, complete, failed, unsettled, coming, online, planned } = row
    return {
      asOf: now.getTime(),
      lessons: { goal: row.lessonsGoal, held, complete, failed, unsettled, coming },
      minutes: { online, planned },
      research: { goal: row.researchGoal, done: row.research },
      visits: { goal: row.visitsGoal, done: row.visits },
    }
  }
}
