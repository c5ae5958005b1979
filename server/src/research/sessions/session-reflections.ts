import { Injectable } from '@nestjs/common'
import { Refusal, type SessionReflection } from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Config } from '../../platform/config.ts'
import { Database } from '../../platform/database/database.ts'
import { dayIn } from '../../platform/day.rules.ts'
import { mayDo } from '../research-access.rules.ts'
import { SessionChange } from './session-change.ts'
import { SessionReading } from './session-reading.ts'
import { isReflecting } from './session-transitions.rules.ts'

/** What members write after the review. */
@Injectable()
export class SessionReflections {
  constructor(
    private readonly database: Database,
    private readonly change: SessionChange,
    private readonly reading: SessionReading,
    private readonly config: Config,
  ) {}

  /** @throws Refusal not_found, auth.forbidden */
  async list(who: PersonPrincipal, id: string): Promise<SessionReflection[]> {
    const { session, parts } = await this.reading.seat(who, id)
    if (parts.size === 0 && !mayDo(who, 'read_proposed', session.hostOrgPath))
      throw new Refusal('auth.forbidden')
    const rows = await this.database.rows<
      Omit<SessionReflection, 'firstAt' | 'updatedAt' | 'late'> & { firstAt: Date; updatedAt: Date }
    >(
      `select r.person_id as "personId", p.name, o.name as "orgName", r.text, r.first_at as "firstAt",
              r.updated_at as "updatedAt"
         from research_reflection r join research_member m on m.session_id = r.session_id and m.person_id = r.person_id
         join person p on p.id = r.person_id join organization o on o.id = m.org_id
        where r.session_id = $1 order by r.first_at, r.person_id`,
      [id],
    )
    const due = session.reflectionDueOn
    return rows.map((row) => ({
      ...row,
      firstAt: row.firstAt.getTime(),
      updatedAt: row.updatedAt.getTime(),
      late: due !== null && dayIn(this.config.timeZone, row.firstAt) > due,
    }))
  }

  /** @throws Refusal not_found, auth.forbidden, research.state */
  async save(who: PersonPrincipal, id: string, text: string): Promise<void> {
    await this.change.by(who, id, async (edit) => {
      edit.require('member')
      const { form } = edit.session
      edit.requireState((state) => isReflecting(form, state))
      await edit.tx.query(
        `insert into research_reflection (session_id, person_id, text, first_at, updated_at) values ($1, $2, $3, $4, $4)
         on conflict (session_id, person_id) do update set text = excluded.text, updated_at = excluded.updated_at`,
        [id, who.id, text, edit.now],
      )
      await edit.note('research.reflected', { length: text.length })
    })
  }
}
