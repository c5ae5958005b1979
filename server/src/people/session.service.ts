import { Injectable } from '@nestjs/common'
import { Refusal, type Me, type Session } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import type { z } from 'zod'
import { Audit, type Actor } from '../platform/audit/audit.service.ts'
import { Clock } from '../platform/clock.ts'
import { Database } from '../platform/database/database.ts'
import { Notices } from '../platform/database/notices.ts'
import { newId } from '../platform/id.ts'
import { requestOrigin } from '../platform/request-context.ts'
import { Throttle } from '../platform/throttle/throttle.ts'
import type { ThrottlePolicy } from '../platform/throttle/throttle.rules.ts'
import { SESSION_IDLE_MS } from './authenticator.ts'
import { isWeakPassword } from './password.rules.ts'
import { PersonRow } from './person.entity.ts'
import { postsOf } from './posts.ts'
import type { PersonPrincipal, Principal } from './principal.ts'
import { hashPassword, newToken, tokenHash, verifyPassword } from './secrets.ts'
import { SessionRow } from './session.entity.ts'

const MINUTE = 60_000
const ACCOUNT_POLICY: ThrottlePolicy = {
  free: 5,
  windowMs: 15 * MINUTE,
  firstWaitMs: 30_000,
  longestWaitMs: 15 * MINUTE,
}
/** A whole school signs in from one address; only failed attempts are kept. */
const ADDRESS_POLICY: ThrottlePolicy = {
  free: 40,
  windowMs: 15 * MINUTE,
  firstWaitMs: 30_000,
  longestWaitMs: 15 * MINUTE,
}

/** Topic of `Notices`: sockets of these sessions must be closed. */
export const SESSION_REVOKED = 'session.revoked'

@Injectable()
export class SessionService {
  constructor(
    private readonly database: Database,
    private readonly throttle: Throttle,
    private readonly audit: Audit,
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal auth.invalid | auth.ambiguous | auth.throttled */
  async signIn({ login, password }: { login: string; password: string }): Promise<{ token: string; me: Me }> {
    const found = await this.candidates(login)
    const account = `sign-in:account:${found.length === 1 ? found[0]?.id : login.toLowerCase()}`
    const address = `sign-in:address:${requestOrigin().address}`
    const person = found.length === 1 ? (found[0] ?? null) : null
    await this.attempt(address, ADDRESS_POLICY, null)
    await this.attempt(account, ACCOUNT_POLICY, person)
    const right = await verifyPassword(person?.passwordHash ?? null, password)
    if (!person || !right) return this.refuse(person, login, found.length > 1)
    await this.throttle.forget(account)
    await this.throttle.takeBack(address)
    return this.open(person)
  }

  me(who: Principal): Me {
    return who.kind === 'person' ? { ...who, posts: [...who.posts] } : who
  }

  async signOut(who: Principal): Promise<void> {
    if (who.kind === 'device') throw new Refusal('auth.forbidden')
    await this.database.transaction(async (tx) => {
      await this.revoke(tx, 'id = $1', [who.sessionId])
      await this.audit.write({ actor: who, action: 'session.closed', target: `session:${who.sessionId}` }, tx)
    })
  }

  async list(who: PersonPrincipal): Promise<z.infer<typeof Session>[]> {
    const rows = await this.database
      .repository(SessionRow)
      .createQueryBuilder('s')
      .where('s.personId = :id and s.revokedAt is null and s.expiresAt > :now', {
        id: who.id,
        now: this.clock.now(),
      })
      .orderBy('s.lastSeenAt', 'DESC')
      .getMany()
    return rows.map((row) => ({
      id: row.id,
      createdAt: row.createdAt.getTime(),
      lastSeenAt: row.lastSeenAt.getTime(),
      address: row.address,
      userAgent: row.userAgent,
      current: row.id === who.sessionId,
    }))
  }

  /** Only one's own: another person's session does not exist for the caller. */
  async revokeOwn(who: PersonPrincipal, sessionId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const revoked = await this.revoke(tx, 'id = $1 and person_id = $2', [sessionId, who.id])
      if (revoked === 0) throw new Refusal('not_found')
      await this.audit.write({ actor: who, action: 'session.revoked', target: `session:${sessionId}` }, tx)
    })
  }

  /** @throws Refusal auth.password_wrong | auth.password_weak | auth.throttled */
  async changePassword(
    who: PersonPrincipal,
    { current, next }: { current: string; next: string },
  ): Promise<void> {
    const key = `password:${who.id}`
    await this.attempt(key, ACCOUNT_POLICY, who)
    const person = await this.database.repository(PersonRow).findOneByOrFail({ id: who.id })
    if (!(await verifyPassword(person.passwordHash, current))) throw new Refusal('auth.password_wrong')
    await this.throttle.forget(key)
    if (next === current || isWeakPassword(next, [person.name, person.phone, person.countyNo])) {
      throw new Refusal('auth.password_weak')
    }
    const passwordHash = await hashPassword(next)
    await this.database.transaction(async (tx) => {
      await tx.update(PersonRow, who.id, { passwordHash, mustChangePassword: false })
      await this.revoke(tx, 'person_id = $1 and id <> $2', [who.id, who.sessionId])
      await this.audit.write({ actor: who, action: 'password.changed', target: `person:${who.id}` }, tx)
    })
  }

  /** Ends every session of a person, inside the change that asks for it. */
  async revokeAllOf(tx: EntityManager, personId: string): Promise<void> {
    await this.revoke(tx, 'person_id = $1', [personId])
  }

  async cleanUp(): Promise<void> {
    await this.database.rows(
      `delete from session where coalesce(revoked_at, expires_at) < $1::timestamptz - interval '30 days'`,
      [this.clock.now()],
    )
  }

  /** By phone, by county number (for those without a phone whose name is not alone), or by name. */
  private candidates(login: string): Promise<PersonRow[]> {
    return this.database
      .repository(PersonRow)
      .createQueryBuilder('p')
      .where(`p.state = 'ACTIVE' and (p.phone = :login or p.countyNo = upper(:login) or p.name = :login)`, {
        login,
      })
      .take(2)
      .getMany()
  }

  private async refuse(person: PersonRow | null, login: string, ambiguous: boolean): Promise<never> {
    await this.audit.write({
      actor: actorOf(person),
      action: 'session.refused',
      // What was typed may be a password in the wrong field, or a phone number.
      detail: { loginLength: login.length, ambiguous },
    })
    throw new Refusal(ambiguous ? 'auth.ambiguous' : 'auth.invalid')
  }

  /** What is throttled is in the audit log once a window: who goes on trying must not fill it. */
  private async attempt(key: string, policy: ThrottlePolicy, who: NamedPerson | null): Promise<void> {
    try {
      await this.throttle.attempt(key, policy, 'auth.throttled')
    } catch (error) {
      if (error instanceof Refusal && (await this.throttle.firstIn(`audit:${key}`, policy.windowMs)))
        await this.audit.write({
          actor: actorOf(who),
          action: 'session.throttled',
          detail: { by: key.slice(0, key.lastIndexOf(':')) },
        })
      throw error
    }
  }

  private async open(person: PersonRow): Promise<{ token: string; me: Me }> {
    const token = newToken()
    const now = this.clock.now()
    const sessionId = newId()
    const posts = await this.database.transaction(async (tx) => {
      await tx.insert(SessionRow, {
        id: sessionId,
        personId: person.id,
        tokenHash: tokenHash(token),
        createdAt: now,
        lastSeenAt: now,
        expiresAt: new Date(now.getTime() + SESSION_IDLE_MS),
        ...requestOrigin(),
      })
      await tx.update(PersonRow, person.id, { lastSignInAt: now })
      const actor = { kind: 'person', id: person.id, name: person.name } as const
      await this.audit.write({ actor, action: 'session.opened', target: `session:${sessionId}` }, tx)
      return postsOf(tx, [person.id], this.clock.today())
    })
    const { id, name, mustChangePassword } = person
    return { token, me: { kind: 'person', id, name, mustChangePassword, posts } }
  }

  /** Answers how many were live. The notice goes out when the transaction commits. */
  private async revoke(tx: EntityManager, where: string, parameters: unknown[]): Promise<number> {
    const [rows] = (await tx.query(
      `update session set revoked_at = $${parameters.length + 1} where ${where} and revoked_at is null returning id`,
      [...parameters, this.clock.now()],
    )) as [{ id: string }[], number]
    const sessionIds = rows.map(({ id }) => id)
    if (sessionIds.length > 0)
      await this.notices.publish(tx, SESSION_REVOKED, { sessionIds: sessionIds.slice(0, 100) })
    return sessionIds.length
  }
}

type NamedPerson = Pick<PersonRow, 'id' | 'name'>

const actorOf = (person: NamedPerson | null): Actor =>
  person ? { kind: 'person', id: person.id, name: person.name } : { kind: 'unknown', id: null, name: '' }
