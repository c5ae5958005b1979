import { Injectable } from '@nestjs/common'
import {
  Refusal,
  type EndpointRequest,
  type Enrolment,
  type EnrolmentState,
  type decideEnrolment,
} from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { RURAL } from '../../people/school.rules.ts'
import { Database } from '../../platform/database/database.ts'
import { hasPlace, movingUp, type Places } from './places.rules.ts'
import { decidesSomewhere, leads, mayDecideFor, maySee, postFor } from './programme-access.rules.ts'
import { ProgrammeChange, type ProgrammeEdit } from './programme-change.ts'
import { ProgrammeStore } from './programme-store.ts'

const ENROLLING = ['ENROLLING'] as const
/** Until it is assessed a place may be given back and taken over. */
const OPEN: readonly string[] = ['ENROLLING', 'RUNNING']

type Row = Omit<Enrolment, 'requestedAt' | 'canDecide'> & { requestedAt: Date; orgPath: string }

/** Who gets a place. The database has the last word on how many there are. */
@Injectable()
export class ProgrammeEnrolments {
  constructor(
    private readonly database: Database,
    private readonly store: ProgrammeStore,
    private readonly change: ProgrammeChange,
  ) {}

  /** @throws Refusal not_found, programme.state, programme.audience, programme.enrolled */
  async ask(who: PersonPrincipal, id: string): Promise<void> {
    const rural = await this.ruralOf(who)
    await this.change.by(who, id, async (edit) => {
      if (!ENROLLING.some((state) => state === edit.programme.state)) throw new Refusal('programme.state')
      const post = postFor(who.posts, edit.programme.audience, (orgId) => rural.has(orgId))
      if (!post) throw new Refusal('programme.audience')
      const before = await this.store.enrolment(id, who.id, edit.tx)
      if (before && before.state !== 'WITHDRAWN' && before.state !== 'REFUSED')
        throw new Refusal('programme.enrolled')
      await edit.tx.query(
        `insert into programme_enrolment (programme_id, person_id, org_id, is_rural, is_principal, state, requested_at)
         values ($1, $2, $3, $4, $5, 'REQUESTED', $6)
         on conflict (programme_id, person_id) do update set org_id = excluded.org_id, is_rural = excluded.is_rural,
           is_principal = excluded.is_principal, state = 'REQUESTED', requested_at = excluded.requested_at,
           decided_by = null, decided_at = null, reason = null`,
        [id, who.id, post.orgId, rural.has(post.orgId), post.role === 'head', edit.now],
      )
      await edit.note('programme.enrolment_requested', { orgId: post.orgId })
    })
  }

  /** @throws Refusal not_found, programme.state, programme.not_enrolled */
  async withdraw(who: PersonPrincipal, id: string): Promise<void> {
    await this.change.by(who, id, async (edit) => {
      if (!OPEN.includes(edit.programme.state)) throw new Refusal('programme.state')
      const before = await this.store.enrolment(id, who.id, edit.tx)
      if (!before || before.state === 'WITHDRAWN' || before.state === 'REFUSED')
        throw new Refusal('programme.not_enrolled')
      await edit.tx.query(
        `update programme_enrolment set state = 'WITHDRAWN' where programme_id = $1 and person_id = $2`,
        [id, who.id],
      )
      await edit.note('programme.enrolment_withdrawn')
      if (before.state === 'APPROVED') await this.moveUp(edit, await this.store.read(id, edit.tx))
    })
  }

  /** @throws Refusal auth.forbidden, not_found, programme.state, programme.decided */
  async decide(
    who: PersonPrincipal,
    { id, personId }: EndpointRequest<typeof decideEnrolment>['params'],
    { decision, reason }: EndpointRequest<typeof decideEnrolment>['body'],
  ): Promise<{ state: EnrolmentState }> {
    return this.change.by(who, id, async (edit) => {
      const asking = await this.store.enrolment(id, personId, edit.tx)
      if (!asking) throw new Refusal('not_found')
      if (!mayDecideFor(who, asking)) throw new Refusal('auth.forbidden')
      if (!OPEN.includes(edit.programme.state)) throw new Refusal('programme.state')
      if (asking.state !== 'REQUESTED') throw new Refusal('programme.decided')
      const approved = hasPlace(edit.programme, asking.isRural) ? 'APPROVED' : 'WAITING'
      const state = decision === 'REFUSE' ? 'REFUSED' : approved
      await edit.tx.query(
        `update programme_enrolment set state = $3, decided_by = $4, decided_at = $5, reason = nullif($6, '')
          where programme_id = $1 and person_id = $2`,
        [id, personId, state, who.id, edit.now, reason],
      )
      await edit.note('programme.enrolment_decided', { personId, state, reason })
      return { state }
    })
  }

  /** @throws Refusal auth.forbidden, not_found */
  async list(who: PersonPrincipal, id: string): Promise<{ items: Enrolment[] }> {
    const programme = await this.store.read(id)
    if (!maySee(who, programme)) throw new Refusal('not_found')
    const isLeader = leads(who, programme)
    if (!isLeader && !decidesSomewhere(who)) throw new Refusal('auth.forbidden')
    const rows = await this.database.rows<Row>(LIST, [id])
    return {
      items: rows.flatMap(({ orgPath, requestedAt, ...row }) => {
        const canDecide = mayDecideFor(who, { personId: row.personId, orgPath })
        return isLeader || canDecide ? [{ ...row, requestedAt: requestedAt.getTime(), canDecide }] : []
      }),
    }
  }

  /** Whoever waits takes what is free, in the order of the list. @param places as they are now */
  async moveUp(edit: ProgrammeEdit, places: Places): Promise<void> {
    const waiting = await this.store.waiting(edit.programme.id, edit.tx)
    for (const { personId } of movingUp(places, waiting)) {
      await edit.tx.query(
        `update programme_enrolment set state = 'APPROVED' where programme_id = $1 and person_id = $2`,
        [edit.programme.id, personId],
      )
      await edit.note('programme.enrolment_moved_up', { personId })
    }
  }

  private async ruralOf({ posts }: PersonPrincipal): Promise<Set<string>> {
    const rows = await this.database.rows<{ id: string }>(
      'select id from organization where id = any($1) and urban_rural = any($2)',
      [posts.map(({ orgId }) => orgId), RURAL],
    )
    return new Set(rows.map(({ id }) => id))
  }
}

const LIST = `
  select e.person_id as "personId", p.name, e.org_id as "orgId", o.name as "orgName", o.path as "orgPath",
         e.is_rural as "isRural", e.is_principal as "isPrincipal", e.state, e.requested_at as "requestedAt",
         d.name as "decidedByName", e.reason
    from programme_enrolment e join person p on p.id = e.person_id join organization o on o.id = e.org_id
    left join person d on d.id = e.decided_by
   where e.programme_id = $1
   order by array_position(array['REQUESTED', 'WAITING', 'APPROVED', 'REFUSED', 'WITHDRAWN'], e.state),
            case when e.state = 'WAITING' then e.decided_at else e.requested_at end, p.name`
