import { Injectable } from '@nestjs/common'
import {
  Refusal,
  type Device,
  type EndpointRequest,
  type confirmEnrolment,
  type listDevices,
  type updateDevice,
} from '@tongke/contract'
import { Audit } from '../platform/audit/audit.service.ts'
import { Clock } from '../platform/clock.ts'
import { Database } from '../platform/database/database.ts'
import { Notices } from '../platform/database/notices.ts'
import { OutOfScope } from '../platform/http/out-of-scope.ts'
import { newId } from '../platform/id.ts'
import { may, mayAnywhere, scopeOf } from './access.rules.ts'
import { changesOf } from './changes.rules.ts'
import { DeviceRow } from './device.entity.ts'
import { EnrolmentService } from './enrolment.service.ts'
import { requireOpen } from './open-organizations.ts'
import { OrganizationService } from './organization.service.ts'
import type { PersonPrincipal } from './principal.ts'
import { SchoolClassRow } from './school-class.entity.ts'
import { Where, containing, pageClause } from './scope.sql.ts'

type Query = EndpointRequest<typeof listDevices>['query']
type Confirm = EndpointRequest<typeof confirmEnrolment>['body']
type Update = EndpointRequest<typeof updateDevice>['body']

/** Topic of `Notices`: sockets of this device must be closed. */
export const DEVICE_REVOKED = 'device.revoked'

const NEW_DEVICE = {
  condition: 'OK' as const,
  os: null,
  camera: null,
  microphone: null,
  whiteboard: null,
  tokenHash: null,
  lastSeenAt: null,
  revokedAt: null,
  lastCheckVerdict: null,
  lastCheckAt: null,
}

interface DeviceRecord {
  id: string
  name: string
  kind: Device['kind']
  condition: Device['condition']
  os: string | null
  camera: string | null
  microphone: string | null
  whiteboard: string | null
  org_id: string
  org_name: string
  class_id: string | null
  class_name: string | null
  confirmed_by: string
  confirmed_at: Date
  last_seen_at: Date | null
  last_check_verdict: 'GREEN' | 'AMBER' | 'RED' | null
  last_check_at: Date | null
  revoked_at: Date | null
}

const FROM = `
  from device d join organization o on o.id = d.org_id join person p on p.id = d.confirmed_by
  left join school_class c on c.id = d.class_id`
const SELECT = `select d.*, o.name as org_name, c.name as class_name, p.name as confirmed_by ${FROM}`

@Injectable()
export class DeviceService {
  constructor(
    private readonly database: Database,
    private readonly organizations: OrganizationService,
    private readonly enrolments: EnrolmentService,
    private readonly audit: Audit,
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  async list(who: PersonPrincipal, query: Query): Promise<{ items: Device[]; total: number }> {
    if (!mayAnywhere(who, 'device.read')) throw new Refusal('auth.forbidden')
    const where = new Where()
      .within(scopeOf(who, 'device.read'), 'o.path')
      .and(query.revoked === 'true' ? 'd.revoked_at is not null' : 'd.revoked_at is null')
      .andIf(query.orgId !== undefined, 'd.org_id = ?', query.orgId)
    if (query.search) {
      const pattern = containing(query.search)
      where.and(
        `(d.name ilike ? or o.name || ' ' || o.name_initials ilike ? or c.name ilike ?)`,
        pattern,
        pattern,
        pattern,
      )
    }
    const [count, rows] = await Promise.all([
      this.database.rows<{ total: number }>(`select count(*) as total ${FROM} ${where}`, where.parameters),
      this.database.rows<DeviceRecord>(
        `${SELECT} ${where} order by o.name, d.name, d.id ${pageClause(query)}`,
        where.parameters,
      ),
    ])
    return { items: rows.map(toDevice), total: count[0]?.total ?? 0 }
  }

  /** The PC that shows the code fetches its token with its next poll. */
  async confirm(who: PersonPrincipal, { code, ...input }: Confirm): Promise<Device> {
    if (!mayAnywhere(who, 'device.manage')) throw new Refusal('auth.forbidden')
    const organization = await this.organizations.find(input.orgId)
    if (!may(who, 'device.manage', organization.path) || organization.closedOn)
      throw new Refusal('device.other_school')
    await this.requireClassOf(input.orgId, input.classId)
    const id = newId()
    await this.enrolments.guess(who, () =>
      this.database.transaction(async (tx) => {
        await requireOpen(tx, [{ orgId: input.orgId, to: null }])
        await tx.insert(DeviceRow, {
          ...NEW_DEVICE,
          ...input,
          id,
          confirmedBy: who.id,
          confirmedAt: this.clock.now(),
        })
        const { address } = await this.enrolments.bind(tx, code, id)
        const detail = { name: input.name, orgId: input.orgId, classId: input.classId, shownAt: address }
        await this.audit.write({ actor: who, action: 'device.confirmed', target: `device:${id}`, detail }, tx)
      }),
    )
    return this.present(id)
  }

  async update(who: PersonPrincipal, id: string, input: Update): Promise<Device> {
    const row = await this.changeable(who, id)
    await this.requireClassOf(row.orgId, input.classId)
    await this.database.transaction(async (tx) => {
      await tx.update(DeviceRow, id, input)
      await this.audit.write(
        { actor: who, action: 'device.updated', target: `device:${id}`, detail: changesOf(row, input) },
        tx,
      )
      // A socket that is open acts for the class it had when it was opened.
      if (row.classId !== input.classId)
        await this.notices.publish(tx, DEVICE_REVOKED, { deviceId: id, reason: 'moved' })
    })
    return this.present(id)
  }

  async revoke(who: PersonPrincipal, id: string): Promise<Device> {
    await this.changeable(who, id)
    await this.database.transaction(async (tx) => {
      await tx.query('update device set revoked_at = coalesce(revoked_at, $2) where id = $1', [
        id,
        this.clock.now(),
      ])
      await this.audit.write({ actor: who, action: 'device.revoked', target: `device:${id}` }, tx)
      await this.notices.publish(tx, DEVICE_REVOKED, { deviceId: id, reason: 'revoked' })
    })
    return this.present(id)
  }

  /** Keeps the verdict of the latest line check beside the device, for the list. */
  async recordCheck(deviceId: string, verdict: 'GREEN' | 'AMBER' | 'RED', at: Date): Promise<void> {
    await this.database.repository(DeviceRow).update(deviceId, { lastCheckVerdict: verdict, lastCheckAt: at })
  }

  /** @throws Refusal not_found when the caller may not see it */
  async requireReadable(who: PersonPrincipal, id: string): Promise<DeviceRow> {
    const row = await this.database.repository(DeviceRow).findOneBy({ id })
    if (!row) throw new Refusal('not_found')
    const { path } = await this.organizations.find(row.orgId)
    if (!may(who, 'device.read', path)) throw new OutOfScope(`device:${id}`)
    return row
  }

  private async changeable(who: PersonPrincipal, id: string): Promise<DeviceRow> {
    const row = await this.requireReadable(who, id)
    const { path } = await this.organizations.find(row.orgId)
    if (!may(who, 'device.manage', path)) throw new Refusal('auth.forbidden')
    return row
  }

  private async requireClassOf(orgId: string, classId: string | null): Promise<void> {
    if (!classId) return
    const row = await this.database.repository(SchoolClassRow).findOneBy({ id: classId, orgId })
    if (row && !row.closedOn) return
    throw new Refusal('request.invalid', {
      details: [
        { path: 'body.classId', code: 'other_school', message: 'Not an open class of this organization' },
      ],
    })
  }

  private async present(id: string): Promise<Device> {
    const [row] = await this.database.rows<DeviceRecord>(`${SELECT} where d.id = $1`, [id])
    if (!row) throw new Refusal('not_found')
    return toDevice(row)
  }
}

const toDevice = (row: DeviceRecord): Device => ({
  id: row.id,
  name: row.name,
  kind: row.kind,
  condition: row.condition,
  os: row.os,
  camera: row.camera,
  microphone: row.microphone,
  whiteboard: row.whiteboard,
  orgId: row.org_id,
  orgName: row.org_name,
  classId: row.class_id,
  className: row.class_name,
  confirmedBy: row.confirmed_by,
  confirmedAt: row.confirmed_at.getTime(),
  lastSeenAt: row.last_seen_at?.getTime() ?? null,
  lastCheck:
    row.last_check_verdict && row.last_check_at
      ? { verdict: row.last_check_verdict, at: row.last_check_at.getTime() }
      : null,
  revokedAt: row.revoked_at?.getTime() ?? null,
})
