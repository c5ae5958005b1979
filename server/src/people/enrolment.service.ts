import { Injectable } from '@nestjs/common'
import { Refusal } from '@tongke/contract'
import { IsNull, MoreThan, type EntityManager } from 'typeorm'
import { Audit } from '../platform/audit/audit.service.ts'
import { Clock } from '../platform/clock.ts'
import { Database, violatedUnique } from '../platform/database/database.ts'
import { newId } from '../platform/id.ts'
import { requestOrigin } from '../platform/request-context.ts'
import { Throttle } from '../platform/throttle/throttle.ts'
import type { ThrottlePolicy } from '../platform/throttle/throttle.rules.ts'
import { mayAnywhere } from './access.rules.ts'
import { DeviceRow, EnrolmentRow } from './device.entity.ts'
import type { PersonPrincipal } from './principal.ts'
import { deviceTokenOf, newEnrolmentCode, newToken, tokenHash } from './secrets.ts'

const MINUTE = 60_000
const CODE_LIFETIME_MS = 15 * MINUTE
/** After confirming, for a PC that sleeps or is switched off meanwhile. */
const PICK_UP_LIFETIME_MS = 24 * 60 * MINUTE
const CODES_PER_ADDRESS: ThrottlePolicy = {
  free: 120,
  windowMs: 10 * MINUTE,
  firstWaitMs: 10_000,
  longestWaitMs: 10 * MINUTE,
}
const LOOK_UPS_PER_PERSON: ThrottlePolicy = {
  free: 20,
  windowMs: 5 * MINUTE,
  firstWaitMs: 10_000,
  longestWaitMs: 15 * MINUTE,
}

export interface Enrolled {
  readonly state: 'waiting' | 'confirmed' | 'expired'
  /** Set with `confirmed`: the device's own token. A poll whose answer was lost is repeated and gets the same. */
  readonly deviceToken?: string
}

/** How a classroom PC becomes a room device: it shows a code, somebody of the school confirms it, it fetches its token. */
@Injectable()
export class EnrolmentService {
  constructor(
    private readonly database: Database,
    private readonly throttle: Throttle,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** The same browser gets the same code again while it is good. */
  async begin(secret: string | undefined): Promise<{ secret: string; code: string; expiresAt: number }> {
    const present = secret ? await this.bySecret(secret) : null
    if (secret && present && !present.deviceId && present.expiresAt > this.clock.now()) {
      return { secret, code: present.code, expiresAt: present.expiresAt.getTime() }
    }
    const origin = requestOrigin()
    await this.throttle.attempt(`enrolment:address:${origin.address}`, CODES_PER_ADDRESS, 'request.rate')
    const fresh = newToken()
    const row = await this.insert(fresh, origin)
    return { secret: fresh, code: row.code, expiresAt: row.expiresAt.getTime() }
  }

  async poll(secret: string | undefined): Promise<Enrolled> {
    const row = secret ? await this.bySecret(secret) : null
    if (!secret || !row || row.expiresAt <= this.clock.now()) return { state: 'expired' }
    if (!row.deviceId) return { state: 'waiting' }
    const deviceToken = deviceTokenOf(secret)
    const device = await this.pickUp(row.deviceId, tokenHash(deviceToken))
    return device ? { state: 'confirmed', deviceToken } : { state: 'expired' }
  }

  /** The first time is the device's sign-in. Answers null when it was revoked meanwhile. */
  private pickUp(id: string, hash: Buffer): Promise<DeviceRow | null> {
    return this.database.transaction(async (tx) => {
      const device = await tx.findOne(DeviceRow, {
        where: { id, revokedAt: IsNull() },
        lock: { mode: 'pessimistic_write' },
      })
      if (!device || device.tokenHash?.equals(hash)) return device
      await tx.update(DeviceRow, id, { tokenHash: hash, lastSeenAt: this.clock.now() })
      const actor = { kind: 'device', id, name: device.name } as const
      await this.audit.write({ actor, action: 'device.enrolled', target: `device:${id}` }, tx)
      return device
    })
  }

  async lookUp(who: PersonPrincipal, code: string) {
    if (!mayAnywhere(who, 'device.manage')) throw new Refusal('auth.forbidden')
    const row = await this.guess(who, () => this.waiting(this.database.manager, code))
    return {
      code: row.code,
      createdAt: row.createdAt.getTime(),
      address: row.address,
      userAgent: row.userAgent,
    }
  }

  /** Work that names a code: wrong codes are counted against the person who tries them. */
  async guess<T>(who: PersonPrincipal, work: () => Promise<T>): Promise<T> {
    const key = `enrolment:person:${who.id}`
    await this.throttle.attempt(key, LOOK_UPS_PER_PERSON, 'request.rate')
    const result = await work()
    await this.throttle.takeBack(key)
    return result
  }

  /** Hands the waiting code to a device. Two who confirm it at once: the second finds nothing. */
  async bind(tx: EntityManager, code: string, deviceId: string): Promise<EnrolmentRow> {
    const row = await this.waiting(tx, code)
    const expiresAt = new Date(this.clock.now().getTime() + PICK_UP_LIFETIME_MS)
    const { affected } = await tx.update(
      EnrolmentRow,
      { id: row.id, deviceId: IsNull() },
      { deviceId, expiresAt },
    )
    if (affected === 0) throw new Refusal('device.code_unknown')
    return row
  }

  async cleanUp(): Promise<void> {
    await this.database.rows('delete from device_enrolment where expires_at < $1', [this.clock.now()])
  }

  private async waiting(tx: EntityManager, code: string): Promise<EnrolmentRow> {
    const row = await tx
      .getRepository(EnrolmentRow)
      .findOneBy({ code: withDash(code), deviceId: IsNull(), expiresAt: MoreThan(this.clock.now()) })
    if (!row) throw new Refusal('device.code_unknown')
    return row
  }

  private bySecret(secret: string): Promise<EnrolmentRow | null> {
    return this.database.repository(EnrolmentRow).findOneBy({ secretHash: tokenHash(secret) })
  }

  private async insert(
    secret: string,
    origin: { address: string; userAgent: string },
  ): Promise<EnrolmentRow> {
    const now = this.clock.now()
    const row: EnrolmentRow = {
      id: newId(),
      code: newEnrolmentCode(),
      secretHash: tokenHash(secret),
      createdAt: now,
      expiresAt: new Date(now.getTime() + CODE_LIFETIME_MS),
      deviceId: null,
      ...origin,
    }
    try {
      await this.database.repository(EnrolmentRow).insert(row)
    } catch (error) {
      if (violatedUnique(error) === 'device_enrolment_code') return this.insert(secret, origin)
      throw error
    }
    return row
  }
}

const withDash = (code: string): string =>
  code.includes('-') ? code : `${code.slice(0, 3)}-${code.slice(3)}`
