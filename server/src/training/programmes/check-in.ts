import { Injectable } from '@nestjs/common'
import {
  Refusal,
  type CheckInPurpose,
  type CheckInScreen,
  type EndpointRequest,
  type EndpointResponse,
  type checkIn,
  type checkInByHand,
} from '@tongke/contract'
import QRCode from 'qrcode'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Clock } from '../../platform/clock.ts'
import { Config } from '../../platform/config.ts'
import { Database } from '../../platform/database/database.ts'
import { checkInCode, readCheckInCode } from './check-in-code.rules.ts'
import { leads } from './programme-access.rules.ts'
import { ProgrammeChange, type ProgrammeEdit } from './programme-change.ts'
import { ProgrammeFactsReading } from './programme-facts.ts'
import { ProgrammePolicies } from './programme-policies.ts'
import { hasCheckIn } from './programme-reading.ts'
import type { ProgrammePolicy } from './programme-policy.rules.ts'
import { ProgrammeStore, type StoredSession } from './programme-store.ts'

const MINUTE = 60_000
const SECOND = 1000
const LATEST = 8

type Came = CheckInScreen['latest'][number]

/** Presence at a place: a code that changes on the trainer's screen, read by phones of people who are signed in. */
@Injectable()
export class CheckIn {
  constructor(
    private readonly database: Database,
    private readonly store: ProgrammeStore,
    private readonly change: ProgrammeChange,
    private readonly facts: ProgrammeFactsReading,
    private readonly policies: ProgrammePolicies,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** @param origin the portal as phones find it. @throws Refusal auth.forbidden, not_found, programme.state, programme.no_check_in, programme.check_in_time */
  async screen(
    who: PersonPrincipal,
    sessionId: string,
    purpose: CheckInPurpose,
    origin: string,
  ): Promise<CheckInScreen> {
    const session = await this.store.session(sessionId)
    const programme = await this.store.read(session.programmeId)
    if (!leads(who, programme)) throw new Refusal('auth.forbidden')
    if (programme.state !== 'RUNNING') throw new Refusal('programme.state')
    if (!hasCheckIn(session.kind)) throw new Refusal('programme.no_check_in')
    const policy = await this.policies.today()
    const now = this.clock.now().getTime()
    requireTime(session, now, policy)
    const windowMs = policy.codeSeconds * SECOND
    const { code, nextInMs } = checkInCode(this.config.mediaSecret, sessionId, purpose, now, windowMs)
    const url = `${origin}/programmes/check-in?session=${sessionId}&code=${encodeURIComponent(code)}`
    const svg = await QRCode.toString(url, { type: 'svg', margin: 1, errorCorrectionLevel: 'M' })
    const { title, place, startsAt, endsAt } = session
    return {
      title,
      place,
      startsAt: startsAt.getTime(),
      endsAt: endsAt.getTime(),
      purpose,
      url,
      svg,
      nextInMs,
      windowMs,
      places: programme.taken,
      ...(await this.seen(sessionId, purpose)),
    }
  }

  /** @throws Refusal not_found, programme.state, programme.not_enrolled, programme.code_expired, programme.code_wrong, programme.check_in_time, programme.not_checked_in */
  async scan(
    who: PersonPrincipal,
    sessionId: string,
    code: string,
  ): Promise<EndpointResponse<typeof checkIn>> {
    const session = await this.store.session(sessionId)
    const policy = await this.policies.today()
    const { programme, purpose } = await this.change.by(who, session.programmeId, async (edit) => {
      await this.requirePlace(edit, who.id)
      edit.fire('attend')
      const now = edit.now.getTime()
      const read = readCheckInCode(this.config.mediaSecret, sessionId, code, now, policy.codeSeconds * SECOND)
      if (!read.ok)
        throw new Refusal(read.why === 'expired' ? 'programme.code_expired' : 'programme.code_wrong')
      requireTime(session, now, policy)
      if (read.purpose === 'in') await this.arrive(edit, sessionId)
      else await this.leave(edit, sessionId)
      return { programme: edit.programme, purpose: read.purpose }
    })
    const standings = await this.facts.standings(programme.id, [who.id])
    const standing = standings.get(who.id)?.find((one) => one.sessionId === sessionId)?.standing
    if (!standing) throw new Refusal('not_found')
    return {
      programmeId: programme.id,
      programmeTitle: programme.title,
      sessionTitle: session.title,
      purpose,
      standing,
    }
  }

  /** @throws Refusal auth.forbidden, not_found, programme.state, programme.no_check_in, programme.not_enrolled */
  async byHand(
    who: PersonPrincipal,
    sessionId: string,
    { personId, reason }: EndpointRequest<typeof checkInByHand>['body'],
  ): Promise<void> {
    const session = await this.store.session(sessionId)
    await this.change.by(who, session.programmeId, async (edit) => {
      edit.fire('judge')
      if (personId === who.id) throw new Refusal('auth.forbidden')
      if (!hasCheckIn(session.kind)) throw new Refusal('programme.no_check_in')
      await this.requirePlace(edit, personId)
      const rows = await this.database.rows(
        `insert into programme_attendance (session_id, person_id, in_at, way, recorded_by, reason)
         values ($1, $2, $3, 'hand', $4, $5) on conflict do nothing returning person_id`,
        [sessionId, personId, edit.now, who.id, reason],
        edit.tx,
      )
      if (rows.length > 0) await edit.note('programme.checked_in_by_hand', { sessionId, personId, reason })
    })
  }

  /** Whoever came keeps the first moment. */
  private async arrive(edit: ProgrammeEdit, sessionId: string): Promise<void> {
    await edit.tx.query(
      `insert into programme_attendance (session_id, person_id, in_at, way, recorded_by)
       values ($1, $2, $3, 'code', $2) on conflict do nothing`,
      [sessionId, edit.who.id, edit.now],
    )
  }

  private async leave(edit: ProgrammeEdit, sessionId: string): Promise<void> {
    const rows = await this.database.rows<{ inAt: Date }>(
      `select in_at as "inAt" from programme_attendance where session_id = $1 and person_id = $2`,
      [sessionId, edit.who.id],
      edit.tx,
    )
    if (rows.length === 0) throw new Refusal('programme.not_checked_in')
    await edit.tx.query(
      `update programme_attendance set out_at = coalesce(out_at, $3) where session_id = $1 and person_id = $2`,
      [sessionId, edit.who.id, edit.now],
    )
  }

  private async requirePlace({ programme, tx }: ProgrammeEdit, personId: string): Promise<void> {
    const enrolment = await this.store.enrolment(programme.id, personId, tx)
    if (enrolment?.state !== 'APPROVED') throw new Refusal('programme.not_enrolled')
  }

  private async seen(
    sessionId: string,
    purpose: CheckInPurpose,
  ): Promise<Pick<CheckInScreen, 'checkedIn' | 'checkedOut' | 'latest'>> {
    const [count] = await this.database.rows<{ checkedIn: number; checkedOut: number }>(
      `select count(*)::int as "checkedIn", count(out_at)::int as "checkedOut"
         from programme_attendance where session_id = $1`,
      [sessionId],
    )
    const column = purpose === 'in' ? 'in_at' : 'out_at'
    const latest = await this.database.rows<Omit<Came, 'at'> & { at: Date }>(
      `select p.name, o.name as "orgName", a.${column} as at
         from programme_attendance a
         join programme_session s on s.id = a.session_id
         join programme_enrolment e on e.programme_id = s.programme_id and e.person_id = a.person_id
         join person p on p.id = a.person_id join organization o on o.id = e.org_id
        where a.session_id = $1 and a.${column} is not null order by a.${column} desc limit ${LATEST}`,
      [sessionId],
    )
    return {
      checkedIn: count?.checkedIn ?? 0,
      checkedOut: count?.checkedOut ?? 0,
      latest: latest.map(({ at, ...one }) => ({ ...one, at: at.getTime() })),
    }
  }
}

/** @throws Refusal programme.check_in_time */
function requireTime(
  { startsAt, endsAt }: StoredSession,
  now: number,
  { checkInMarginMinutes }: ProgrammePolicy,
): void {
  const margin = checkInMarginMinutes * MINUTE
  if (now < startsAt.getTime() - margin || now > endsAt.getTime() + margin)
    throw new Refusal('programme.check_in_time')
}
