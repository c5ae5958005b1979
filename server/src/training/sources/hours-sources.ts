import { Injectable } from '@nestjs/common'
import { Refusal } from '@tongke/contract'
import { createHash } from 'node:crypto'
import { Clock } from '../../platform/clock.ts'
import { Config } from '../../platform/config.ts'
import { Database } from '../../platform/database/database.ts'
import { InjectLogger, type Logger } from '../../platform/logger.ts'
import { ruleOn, type RuleBook } from '../ledger/hours-policy.rules.ts'
import { HoursClaims, type NewClaim } from '../ledger/hours-claims.ts'
import { HoursRules } from '../ledger/hours-rules.ts'
import { LESSONS, SESSIONS, VIDEOS } from './sources.sql.ts'

type Row = Omit<NewClaim, 'evidence'> & { readonly facts: Record<string, number | string> }

/**
 * Hours that nobody types in: what other parts of the portal have proved becomes a claim. Each run looks for proof without
 * a claim, whenever it was made, so that days without a run are caught up.
 */
@Injectable()
export class HoursSources {
  constructor(
    private readonly database: Database,
    private readonly claims: HoursClaims,
    private readonly rules: HoursRules,
    private readonly config: Config,
    private readonly clock: Clock,
    @InjectLogger() private readonly logger: Logger,
  ) {}

  /** @returns how many new claims */
  async gather(): Promise<number> {
    const book = await this.rules.book()
    const { timeZone } = this.config
    const percent = ruleOn(book, 'video.watchedPercent', this.clock.today())?.value ?? 100
    const rules = createHash('sha256').update(JSON.stringify(book)).digest('base64url')
    const lessons = await this.take(book, 'lesson', LESSONS, [timeZone, rules])
    const sessions = await this.take(book, 'session', SESSIONS, [timeZone, rules])
    const videos = await this.take(book, 'resource', VIDEOS, [timeZone, rules, percent])
    const made = lessons + sessions + videos
    if (made > 0) this.logger.info({ lessons, sessions, videos }, 'hours claimed')
    return made
  }

  private async take(
    book: RuleBook,
    kind: NewClaim['evidence']['kind'],
    sql: string,
    parameters: [timeZone: string, rules: string, ...rest: unknown[]],
  ): Promise<number> {
    const rows = await this.database.rows<Row>(sql, parameters)
    let made = 0
    for (const { facts, ...row } of rows)
      made += await this.claim({ ...row, evidence: { kind, id: row.sourceId, facts } }, book, parameters[1])
    return made
  }

  /** One that is refused keeps no other back, and is not tried again before the rules change. */
  private async claim(claim: NewClaim, book: RuleBook, rules: string): Promise<number> {
    try {
      const { isNew } = await this.database.transaction((tx) => this.claims.claim(tx, claim, book))
      return isNew ? 1 : 0
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      this.logger.debug({ code: error.code, claim: claim.sourceId }, 'No hours for this')
      const { source, sourceId, personId } = claim
      await this.database.rows(REFUSED, [source, sourceId, personId, error.code, rules, this.clock.now()])
      return 0
    }
  }
}

const REFUSED = `
  insert into hours_refusal (source, source_id, person_id, code, rules, at) values ($1, $2, $3, $4, $5, $6)
  on conflict (source, source_id, person_id) do update
    set code = excluded.code, rules = excluded.rules, at = excluded.at`
