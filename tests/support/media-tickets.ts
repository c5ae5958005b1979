import { randomUUID } from 'node:crypto'
import type { Directive, TicketClaims } from '@tongke/contract'
import { SignJWT } from 'jose'

export const TEST_SECRET = 'a secret of the media tests, long enough'
export const TEST_NODE = 'media-test'
export const TEST_PAGE = 'portal.test:8080'

export const quiet = (more: Partial<Directive> = {}): Directive => ({
  revision: 1,
  stage: null,
  audible: [],
  record: null,
  groups: null,
  ...more,
})

export type TicketOptions = Partial<TicketClaims> & { secret?: string; lifeSeconds?: number }

/** A ticket as the server signs it; defaults to a lecturer who may publish everything. */
export async function ticketFor(options: TicketOptions = {}): Promise<string> {
  const { secret = TEST_SECRET, lifeSeconds = 60, aud = TEST_NODE, ...claims } = options
  const body = {
    pageHost: TEST_PAGE,
    room: 'room-1',
    lessonId: randomUUID(),
    identity: 'lecturer',
    instance: 'device-1',
    name: '测试',
    publish: ['camera', 'microphone', 'screen', 'screen_audio'],
    subscribe: 'others',
    directive: quiet({ audible: ['lecturer'] }),
    ...claims,
  }
  return new SignJWT(body)
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience(aud)
    .setIssuedAt()
    .setExpirationTime(Math.floor(Date.now() / 1000) + lifeSeconds)
    .sign(new TextEncoder().encode(secret))
}
