import { Controller, Req, Res } from '@nestjs/common'
import {
  changePassword,
  getMe,
  listSessions,
  revokeSession,
  signIn,
  signOut,
  type EndpointRequest,
} from '@tongke/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Endpoint } from '../platform/http/endpoint.decorator.ts'
import { Input } from '../platform/http/input.ts'
import { CurrentPrincipal } from '../platform/http/principal.ts'
import { CookieJar, DEVICE_COOKIE, SESSION_COOKIE } from './cookies.ts'
import type { PersonPrincipal, Principal } from './principal.ts'
import { SessionService } from './session.service.ts'

@Controller()
export class SessionController {
  constructor(
    private readonly sessions: SessionService,
    private readonly cookies: CookieJar,
  ) {}

  @Endpoint(signIn)
  async signIn(
    @Input() { body }: EndpointRequest<typeof signIn>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { token, me } = await this.sessions.signIn(body)
    this.cookies.set(reply, SESSION_COOKIE, token)
    return me
  }

  @Endpoint(signOut)
  async signOut(@CurrentPrincipal() who: Principal, @Res({ passthrough: true }) reply: FastifyReply) {
    await this.sessions.signOut(who)
    this.cookies.clear(reply, SESSION_COOKIE)
  }

  @Endpoint(getMe)
  me(
    @CurrentPrincipal() who: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    if (who.kind === 'device') this.cookies.renew(request, reply, DEVICE_COOKIE)
    return this.sessions.me(who)
  }

  @Endpoint(changePassword)
  changePassword(
    @Input() { body }: EndpointRequest<typeof changePassword>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.sessions.changePassword(who, body)
  }

  @Endpoint(listSessions)
  list(@CurrentPrincipal() who: PersonPrincipal) {
    return this.sessions.list(who)
  }

  @Endpoint(revokeSession)
  revoke(
    @Input() { params }: EndpointRequest<typeof revokeSession>,
    @CurrentPrincipal() who: PersonPrincipal,
  ) {
    return this.sessions.revokeOwn(who, params.id)
  }
}
