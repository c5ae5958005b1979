import type { IncomingHttpHeaders } from 'node:http'
import { Injectable } from '@nestjs/common'
import { Refusal } from '@tongke/contract'
import type { Principal } from '../people/principal.ts'
import { asRefusal } from '../platform/http/error.filter.ts'
import { socketOriginAllowed } from '../platform/http/origin.rules.ts'
import { Authenticator, type Cookies } from '../platform/http/principal.ts'
import { InjectLogger, type Logger } from '../platform/logger.ts'
import { cookiesOf } from './class-plane.rules.ts'

/** Somebody at a socket. */
export interface Visitor {
  who: Principal
  cookies: Cookies
}

/** Who may open a socket: our own pages only, with the cookie of a session or device. */
@Injectable()
export class ClassPlaneDoor {
  constructor(
    private readonly authenticator: Authenticator,
    @InjectLogger() private readonly logger: Logger,
  ) {}

  /** @throws an error that Socket.io hands to the client: its message is the code, its `data` the WireError */
  async admit(headers: IncomingHttpHeaders, address: string): Promise<Visitor> {
    try {
      if (!socketOriginAllowed(factsOf(headers))) throw new Refusal('request.origin')
      const cookies: Cookies = cookiesOf(headers.cookie)
      return { cookies, who: await this.identify(cookies) }
    } catch (error) {
      const refusal = asRefusal(error)
      this.logger.warn({ code: refusal.code, address }, 'socket refused')
      throw Object.assign(new Error(refusal.code), { data: refusal.toWire() })
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

const factsOf = (headers: IncomingHttpHeaders) => ({
  host: headers.host,
  origin: headers.origin,
  fetchSite: headers['sec-fetch-site'] as string | undefined,
  hasCookie: headers.cookie !== undefined,
})
