import { Injectable } from '@nestjs/common'
import { Refusal, type ErrorCode } from '@tongke/contract'
import type { Principal } from '../people/principal.ts'
import { Audit } from '../platform/audit/audit.service.ts'
import { Config } from '../platform/config.ts'
import { asRefusal } from '../platform/http/error.filter.ts'
import { socketOriginAllowed } from '../platform/http/origin.rules.ts'
import { Authenticator, type Cookies } from '../platform/http/principal.ts'
import { sourceOf, type WireRequest } from '../platform/http/source.rules.ts'
import { newId } from '../platform/id.ts'
import { InjectLogger, type Logger } from '../platform/logger.ts'
import { requestContext } from '../platform/request-context.ts'
import { Throttle } from '../platform/throttle/throttle.ts'
import { cookiesOf } from './class-plane.rules.ts'

const RECORD_EVERY_MS = 10 * 60_000

/** Somebody at a socket. */
export interface Visitor {
  who: Principal
  cookies: Cookies
  /** Where the socket comes from. */
  address: string
}

/** Who may open a socket: our own pages only, with the cookie of a session or device. */
@Injectable()
export class ClassPlaneDoor {
  constructor(
    private readonly authenticator: Authenticator,
    private readonly config: Config,
    private readonly audit: Audit,
    private readonly throttle: Throttle,
    @InjectLogger() private readonly logger: Logger,
  ) {}

  /** @throws an error that Socket.io hands to the client: its message is the code, its `data` the WireError */
  async admit(handshake: WireRequest): Promise<Visitor> {
    const { headers } = handshake
    const { host, address } = sourceOf(handshake, this.config.trustedProxies)
    try {
      if (!socketOriginAllowed(host, headers)) throw new Refusal('request.origin')
      const cookies: Cookies = cookiesOf(headers.cookie)
      return { cookies, address, who: await this.identify(cookies) }
    } catch (error) {
      const refusal = asRefusal(error)
      this.logger.warn({ code: refusal.code, address }, 'socket refused')
      await this.record(refusal.code, address)
      throw Object.assign(new Error(refusal.code), { data: refusal.toWire() })
    }
  }

  /** Once in a while per address: strangers must not be able to fill the audit log. */
  private async record(code: ErrorCode, address: string): Promise<void> {
    const actor = { kind: 'unknown', id: null, name: '' } as const
    try {
      if (!(await this.throttle.firstIn(`audit:socket:${address}`, RECORD_EVERY_MS))) return
      await requestContext.run({ requestId: newId(), address }, () =>
        this.audit.write({ actor, action: 'socket.refused', detail: { code } }),
      )
    } catch (error) {
      this.logger.warn({ err: error }, 'Cannot write the audit log')
    }
  }

  /** @throws Refusal auth.required, auth.password_first, device.revoked */
  async identify(cookies: Cookies): Promise<Principal> {
    const who = (await this.authenticator.authenticate(cookies)) as Principal | null
    if (!who) throw new Refusal('auth.required')
    if (who.kind === 'person' && who.mustChangePassword) throw new Refusal('auth.password_first')
    return who
  }

  /** Who this is by now; null when the session or device no longer counts. Without a database nobody is judged. */
  async lookAgain({ who, cookies }: Visitor): Promise<Principal | null> {
    try {
      const now = await this.identify(cookies)
      return now.id === who.id ? now : null
    } catch (error) {
      return ['auth.required', 'device.revoked'].includes(asRefusal(error).code) ? null : who
    }
  }
}
