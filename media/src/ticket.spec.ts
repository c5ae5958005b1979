import { SignJWT } from 'jose'
import { ticketChecker } from './ticket.ts'

const claims = {
  pageHost: 'tongke.example:8080',
  room: 'r',
  lessonId: null,
  identity: 'lecturer',
  instance: 'i',
  name: '王',
  publish: ['camera'],
  subscribe: 'others',
  directive: { revision: 1, stage: null, audible: [] },
}
const signed = (
  body: Record<string, unknown>,
  secret = 'right',
  life: string | null = '1m',
  audience = 'media-1',
) => {
  const jwt = new SignJWT(body).setProtectedHeader({ alg: 'HS256' }).setAudience(audience)
  return (life ? jwt.setExpirationTime(life) : jwt).sign(new TextEncoder().encode(secret))
}
const check = ticketChecker('right', 'media-1')

it('reads the claims of a good ticket', async () => {
  expect(await check(await signed(claims), undefined)).toMatchObject({
    aud: 'media-1',
    room: 'r',
    identity: 'lecturer',
  })
})

it.each([
  ['another secret', 'media.ticket_invalid', () => signed(claims, 'wrong')],
  ['another node', 'media.ticket_node', () => signed(claims, 'right', '1m', 'media-2')],
  ['expired', 'media.ticket_expired', () => signed(claims, 'right', '-1m')],
  ['for ever', 'media.ticket_invalid', () => signed(claims, 'right', null)],
  ['missing claims', 'media.ticket_invalid', () => signed({ room: 'r' })],
  ['nonsense', 'media.ticket_invalid', async () => 'nonsense'],
])('refuses %s with %s', async (_what, code, make) => {
  await expect(check(await make(), undefined)).rejects.toMatchObject({ code })
})

it.each([
  ['a page of the portal', 'http://tongke.example:8080', true],
  ['a page of another site', 'https://evil.example', false],
  ['another port', 'http://tongke.example', false],
  ['an opaque origin', 'null', false],
])('lets %s use it: %s', async (_what, origin, allowed) => {
  const checked = check(await signed(claims), origin).then(
    () => 'ok',
    ({ code }: { code: string }) => code,
  )
  expect(await checked).toBe(allowed ? 'ok' : 'request.origin')
})
