import { Injectable } from '@nestjs/common'
import {
  Refusal,
  type EndpointRequest,
  type EndpointResponse,
  type RepairTicket,
  type getRepair,
  type listRepairs,
  type stepRepair,
  type tellRepair,
} from '@tongke/contract'
import { reachesAnything } from '../../people/access.rules.ts'
import type { DevicePrincipal, PersonPrincipal } from '../../people/principal.ts'
import { Where, pageClause } from '../../people/scope.sql.ts'
import { Audit } from '../../platform/audit/audit.service.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { OutOfScope } from '../../platform/http/out-of-scope.ts'
import { stepFrom } from './repair.rules.ts'
import { REPAIR_FROM, REPAIRS, RepairStore, presentRepair, type RepairRow } from './repair-store.ts'
import { mayDo, roomScope } from './room-access.rules.ts'
import { RoomPolicies } from './room-policies.ts'

type Told = EndpointRequest<typeof tellRepair>['body']
type Detail = EndpointResponse<typeof getRepair>

const HOUR = 3_600_000
const WAITING = `t.state in ('OPEN', 'ACKNOWLEDGED')`
const nothing = () => false

/** What does not work in a room, from the moment somebody tells it to the moment it is closed. */
@Injectable()
export class RoomRepairs {
  constructor(
    private readonly database: Database,
    private readonly store: RepairStore,
    private readonly policies: RoomPolicies,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Told in the room itself. @throws Refusal request.rate */
  async tellHere(who: DevicePrincipal, told: Told): Promise<RepairTicket> {
    const { room } = await this.policies.today()
    const now = this.clock.now()
    const [row] = await this.database.rows<{ count: number }>(
      'select count(*)::int as count from repair_event where device_id = $1 and at > $2',
      [who.id, new Date(now.getTime() - HOUR)],
    )
    if ((row?.count ?? 0) >= room.toldPerHour) throw new Refusal('request.rate')
    const id = await this.open(who.id, told, { deviceId: who.id }, now)
    return presentRepair(await this.find(id), nothing)
  }

  /** @throws Refusal not_found, auth.forbidden */
  async tell(who: PersonPrincipal, roomId: string, told: Told): Promise<RepairTicket> {
    const [room] = await this.database.rows<{ path: string }>(
      'select o.path from device d join organization o on o.id = d.org_id where d.id = $1 and d.revoked_at is null',
      [roomId],
    )
    if (!room) throw new Refusal('not_found')
    if (!mayDo(who, 'read', room.path)) throw new OutOfScope(`device:${roomId}`)
    if (!mayDo(who, 'tell', room.path)) throw new Refusal('auth.forbidden')
    const id = await this.open(roomId, told, { personId: who.id }, this.clock.now())
    return this.present(who, await this.find(id))
  }

  async list(
    who: PersonPrincipal,
    query: EndpointRequest<typeof listRepairs>['query'],
  ): Promise<EndpointResponse<typeof listRepairs>> {
    const scope = roomScope(who, 'read')
    if (!reachesAnything(scope)) throw new Refusal('auth.forbidden')
    const where = new Where()
      .within(scope, 'o.path')
      .andIf(query.state === 'waiting', WAITING)
      .andIf(query.state === 'fixed', `t.state = 'FIXED'`)
      .andIf(query.search, 'position(lower(?) in lower(o.name || d.name)) > 0', query.search)
    const [rows, [count]] = await Promise.all([
      this.database.rows<RepairRow>(
        `${REPAIRS} ${where} order by t.state not in ('OPEN', 'ACKNOWLEDGED'),
           case when ${WAITING} then l.planned_start end, case when ${WAITING} then t.opened_at end, t.opened_at desc, t.id
           ${pageClause(query)}`,
        where.parameters,
      ),
      this.database.rows<{ total: number }>(
        `select count(*)::int as total ${REPAIR_FROM} ${where}`,
        where.parameters,
      ),
    ])
    return { items: rows.map((row) => this.present(who, row)), total: count?.total ?? 0 }
  }

  /** The latest of one room, newest first. */
  async of(who: PersonPrincipal, roomId: string): Promise<RepairTicket[]> {
    const rows = await this.database.rows<RepairRow>(
      `${REPAIRS} where t.device_id = $1 order by t.opened_at desc, t.id limit 20`,
      [roomId],
    )
    return rows.map((row) => this.present(who, row))
  }

  /** @throws Refusal not_found */
  async detail(who: PersonPrincipal, id: string): Promise<Detail> {
    const row = await this.visible(who, id)
    return { ...this.present(who, row), events: await this.store.events(id) }
  }

  /** @throws Refusal not_found, auth.forbidden, repair.state, request.invalid without the words it needs */
  async step(
    who: PersonPrincipal,
    id: string,
    { step, text }: EndpointRequest<typeof stepRepair>['body'],
  ): Promise<Detail> {
    const row = await this.visible(who, id)
    if (!mayDo(who, 'manage', row.orgPath)) throw new Refusal('auth.forbidden')
    await this.database.transaction(async (tx) => {
      const [locked] = await this.database.rows<Pick<RepairRow, 'state'>>(
        'select state from repair_ticket where id = $1 for update',
        [id],
        tx,
      )
      const answer = stepFrom(locked?.state ?? 'CLOSED', step, text)
      if (!answer.ok && answer.because === 'state') throw new Refusal('repair.state')
      if (!answer.ok)
        throw new Refusal('request.invalid', {
          details: [{ path: 'body.text', code: 'missing', message: 'Say what was done' }],
        })
      const [now, actor] = [this.clock.now(), { personId: who.id }]
      if (answer.event !== 'noted') await this.store.move(tx, id, answer.to, actor, now)
      await this.store.note(tx, id, answer.event, actor, text, now)
      await this.audit.write({ actor: who, action: `repair.${answer.event}`, target: `repair:${id}` }, tx)
    })
    return this.detail(who, id)
  }

  private open(roomId: string, { kind, text }: Told, actor: object, now: Date): Promise<string> {
    return this.database.transaction(
      async (tx) => (await this.store.open(tx, { roomId, kind, text, lessonId: null }, actor, now)).id,
    )
  }

  private async find(id: string): Promise<RepairRow> {
    const [row] = await this.database.rows<RepairRow>(`${REPAIRS} where t.id = $1`, [id])
    if (!row) throw new Refusal('not_found')
    return row
  }

  private async visible(who: PersonPrincipal, id: string): Promise<RepairRow> {
    const row = await this.find(id)
    if (!mayDo(who, 'read', row.orgPath)) throw new OutOfScope(`repair:${id}`)
    return row
  }

  private present(who: PersonPrincipal, row: RepairRow): RepairTicket {
    return presentRepair(row, (orgPath) => mayDo(who, 'manage', orgPath))
  }
}
