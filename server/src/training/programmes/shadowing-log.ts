import { Injectable } from '@nestjs/common'
import { Refusal, type EndpointResponse, type LogDay, type listLogDays } from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Clock } from '../../platform/clock.ts'
import { Config } from '../../platform/config.ts'
import { Database } from '../../platform/database/database.ts'
import { dayIn } from '../../platform/day.rules.ts'
import { leads, maySee, maySign } from './programme-access.rules.ts'
import { ProgrammeChange } from './programme-change.ts'
import { ProgrammeStore } from './programme-store.ts'

type Row = Omit<LogDay, 'signedAt' | 'isMine'> & { signedAt: Date | null }

/** 跟岗: what somebody did at another school, day by day, with that school's signature. */
@Injectable()
export class ShadowingLog {
  constructor(
    private readonly database: Database,
    private readonly store: ProgrammeStore,
    private readonly change: ProgrammeChange,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal not_found */
  async list(who: PersonPrincipal, sessionId: string): Promise<EndpointResponse<typeof listLogDays>> {
    const session = await this.store.session(sessionId)
    const programme = await this.store.read(session.programmeId)
    if (!maySee(who, programme)) throw new Refusal('not_found')
    const all = leads(who, programme) || maySign(who, session.hostPath)
    const rows = await this.database.rows<Row>(LIST, [sessionId, all ? null : who.id])
    return {
      items: rows.map(({ signedAt, ...row }) => ({
        ...row,
        signedAt: signedAt?.getTime() ?? null,
        isMine: row.personId === who.id,
      })),
    }
  }

  /** @throws Refusal not_found, programme.state, programme.not_enrolled, programme.day, programme.signed */
  async write(who: PersonPrincipal, sessionId: string, day: string, text: string): Promise<void> {
    const session = await this.store.session(sessionId)
    await this.change.by(who, session.programmeId, async (edit) => {
      const enrolment = await this.store.enrolment(session.programmeId, who.id, edit.tx)
      if (enrolment?.state !== 'APPROVED') throw new Refusal('programme.not_enrolled')
      edit.fire('hand_in')
      const dayOf = (at: Date) => dayIn(this.config.timeZone, at)
      const isOne = day >= dayOf(session.startsAt) && day <= dayOf(session.endsAt)
      if (session.kind !== 'shadowing' || !isOne || day > this.clock.today())
        throw new Refusal('programme.day')
      const rows = await this.database.rows(
        `insert into programme_log_day as d (session_id, person_id, day, text, written_at) values ($1, $2, $3, $4, $5)
         on conflict (session_id, person_id, day) do update set text = excluded.text, written_at = excluded.written_at
          where d.signed_at is null returning day`,
        [sessionId, who.id, day, text, edit.now],
        edit.tx,
      )
      if (rows.length === 0) throw new Refusal('programme.signed')
    })
  }

  /** @throws Refusal auth.forbidden, not_found, programme.state */
  async sign(who: PersonPrincipal, sessionId: string, day: string, personId: string): Promise<void> {
    const session = await this.store.session(sessionId)
    await this.change.by(who, session.programmeId, async (edit) => {
      if (!maySign(who, session.hostPath) || who.id === personId) throw new Refusal('auth.forbidden')
      edit.fire('hand_in')
      const rows = await this.database.rows(
        `with signed as (
           update programme_log_day set signed_by = coalesce(signed_by, $4), signed_at = coalesce(signed_at, $5)
            where session_id = $1 and person_id = $2 and day = $3 returning day)
         select day from signed`,
        [sessionId, personId, day, who.id, edit.now],
        edit.tx,
      )
      if (rows.length === 0) throw new Refusal('not_found')
      await edit.note('programme.day_signed', { sessionId, personId, day })
    })
  }
}

const LIST = `
  select d.person_id as "personId", p.name, o.name as "orgName", d.day::text as day, d.text, g.name as "signedByName",
         d.signed_at as "signedAt"
    from programme_log_day d
    join programme_session s on s.id = d.session_id
    join person p on p.id = d.person_id
    join programme_enrolment e on e.programme_id = s.programme_id and e.person_id = d.person_id
    join organization o on o.id = e.org_id
    left join person g on g.id = d.signed_by
   where d.session_id = $1 and ($2::uuid is null or d.person_id = $2)
   order by d.day desc, p.name`
