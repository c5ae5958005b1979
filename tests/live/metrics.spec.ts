import { bootStack, type Stack } from '../support/stack.ts'

const METRICS_TOKEN = 'sixteen letters.'

let stack: Stack
beforeAll(async () => {
  const env = { METRICS_TOKEN }
  stack = await bootStack({ run: ['server', 'media'], env: { server: env, media: env } })
}, 120_000)
afterAll(() => stack?.stop())

test.each([
  ['server', () => stack.serverUrl],
  ['media node', () => stack.mediaUrl],
])('the %s shows its metrics to who has the token only', async (_, url) => {
  const status = async (authorization?: string) =>
    (await fetch(`${url()}/metrics`, { headers: authorization ? { authorization } : {} })).status
  expect(await status()).toBe(401)
  expect(await status('Bearer sixteen letters?')).toBe(401)
  expect(await status(`Bearer ${METRICS_TOKEN}`)).toBe(200)
})
