import { Injectable } from '@nestjs/common'
import { Refusal } from '@tongke/contract'
import { Clock } from '../platform/clock.ts'
import { Database } from '../platform/database/database.ts'
import { Authenticator, type Cookies } from '../platform/http/principal.ts'
import { DEVICE_COOKIE, SESSION_COOKIE } from './cookies.ts'
import { postsOf } from './posts.ts'
import type { DevicePrincipal, PersonPrincipal, Principal } from './principal.ts'
import { tokenHash } from './secrets.ts'

/** Rows are touched at most this often, so that reading does not mean writing. */
const TOUCH_AFTER_MS = 60_000
export const SESSION_IDLE_MS = 7 * 86_400_000
export const SESSION_LONGEST_MS = 30 * 86_400_000

interface SessionRecord {
  id: string
  person_id: string
  name: string
  must_change_password: boolean
  created_at: Date
  last_seen_at: Date
}

interface DeviceRecord {
  id: string
  name: string
  kind: DevicePrincipal['deviceKind']
  org_id: string
  org_name: string
  class_id: string | null
  class_name: string | null
  last_seen_at: Date | null
  revoked_at: Date | null
}

/** A teacher's session comes before the device's own standing, so that a teacher can sign in on a classroom PC. */
@Injectable()
export class CookieAuthenticator extends Authenticator {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super()
  }

  override async authenticate(cookies: Cookies): Promise<Principal | null> {
    return (await this.person(cookies[SESSION_COOKIE])) ?? (await this.device(cookies[DEVICE_COOKIE]))
  }

  private async person(token: string | undefined): Promise<PersonPrincipal | null> {
    if (!token) return null
    const [row] = await this.database.rows<SessionRecord>(
      `select s.id, s.person_id, s.created_at, s.last_seen_at, p.name, p.must_change_password
         from session s join person p on p.id = s.person_id
        where s.token_hash = $1 and s.revoked_at is null and s.expires_at > $2 and p.state = 'ACTIVE'`,
      [tokenHash(token), this.clock.now()],
    )
    if (!row) return null
    await this.touchSession(row)
    return {
      kind: 'person',
      id: row.person_id,
      name: row.name,
      sessionId: row.id,
      mustChangePassword: row.must_change_password,
      posts: await postsOf(this.database.manager, [row.person_id], this.clock.today()),
    }
  }

  private async device(token: string | undefined): Promise<DevicePrincipal | null> {
    if (!token) return null
    const [row] = await this.database.rows<DeviceRecord>(
      `select d.id, d.name, d.kind, d.org_id, o.name as org_name, d.class_id, c.name as class_name,
              d.last_seen_at, d.revoked_at
         from device d join organization o on o.id = d.org_id left join school_class c on c.id = d.class_id
        where d.token_hash = $1`,
      [tokenHash(token)],
    )
    if (!row) return null
    if (row.revoked_at) throw new Refusal('device.revoked')
    await this.touchDevice(row)
    return {
      kind: 'device',
      id: row.id,
      name: row.name,
      deviceKind: row.kind,
      orgId: row.org_id,
      orgName: row.org_name,
      classId: row.class_id,
      className: row.class_name,
    }
  }

  private async touchSession(row: SessionRecord): Promise<void> {
    const now = this.clock.now()
    if (now.getTime() - row.last_seen_at.getTime() < TOUCH_AFTER_MS) return
    const longest = row.created_at.getTime() + SESSION_LONGEST_MS
    const expires = new Date(Math.min(now.getTime() + SESSION_IDLE_MS, longest))
    await this.database.rows('update session set last_seen_at = $2, expires_at = $3 where id = $1', [
      row.id,
      now,
      expires,
    ])
  }

  private async touchDevice(row: DeviceRecord): Promise<void> {
    const now = this.clock.now()
    if (row.last_seen_at && now.getTime() - row.last_seen_at.getTime() < TOUCH_AFTER_MS) return
    await this.database.rows('update device set last_seen_at = $2 where id = $1', [row.id, now])
  }
}
