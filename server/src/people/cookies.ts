import { Injectable } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Config } from '../platform/config.ts'

export const SESSION_COOKIE = 'tongke_session'
export const DEVICE_COOKIE = 'tongke_device'
export const ENROLMENT_COOKIE = 'tongke_enrolment'

/** Whether a browser says that it is somebody; whether it is true is for the authenticator. */
export const isSignedIn = ({ cookies }: FastifyRequest): boolean =>
  Boolean(cookies[SESSION_COOKIE] ?? cookies[DEVICE_COOKIE])

type CookieName = typeof SESSION_COOKIE | typeof DEVICE_COOKIE | typeof ENROLMENT_COOKIE

const LIFETIME_S: Record<CookieName, number> = {
  [SESSION_COOKIE]: 30 * 86_400,
  // Browsers cap cookies at 400 days; every start of a device renews its own.
  [DEVICE_COOKIE]: 400 * 86_400,
  [ENROLMENT_COOKIE]: 86_400,
}

const LOCAL = /^(localhost|.*\.localhost|127(\.\d+){3}|\[?::1\]?)$/

/** HttpOnly, SameSite=Lax, Secure outside localhost. */
@Injectable()
export class CookieJar {
  constructor(private readonly config: Config) {}

  set(reply: FastifyReply, name: CookieName, value: string): void {
    void reply.setCookie(name, value, { ...this.options(reply), maxAge: LIFETIME_S[name] })
  }

  /** Pushes the expiry of a cookie the browser already has. */
  renew(request: FastifyRequest, reply: FastifyReply, name: CookieName): void {
    const value = request.cookies[name]
    if (value) this.set(reply, name, value)
  }

  clear(reply: FastifyReply, name: CookieName): void {
    void reply.clearCookie(name, this.options(reply))
  }

  private options(reply: FastifyReply) {
    const local = LOCAL.test(reply.request.hostname)
    const secure = this.config.cookieSecure === 'auto' && !local
    return { path: '/', httpOnly: true, sameSite: 'lax', secure } as const
  }
}
